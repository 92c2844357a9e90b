import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#tests/support/free-port.ts'
import { bundleScript } from '#tests/support/killable.ts'

export const has = (program: string): boolean => spawnSync('which', [program]).status === 0

export interface State {
  readonly waiting: number
  readonly done: number
  readonly refused: number
  readonly preparing: number
  readonly peakMb: number
}

/** Our own instance in a process of its own. */
export interface Hoi {
  readonly dimse: number
  readonly http: number
  readonly token: string
  state(): Promise<State>
  stop(): Promise<void>
}

export async function startHoi(folder: string, idle = false): Promise<Hoi> {
  const script = await bundleScript(path.resolve('bench/support/receive-child.ts'))
  // As the build of the server has it: threads load their own small bundle, not all of the server.
  const worker = path.join(path.dirname(script), 'imaging-worker.mjs')
  const bundled = await bundleScript(path.resolve('src/domains/imaging/worker/entry.ts'))
  renameSync(bundled, worker)
  // And with the memory that `hoi start` gives itself.
  const { flags, env } = JSON.parse(readFileSync('bin/memory.json', 'utf8')) as {
    flags: string[]
    env: Record<string, string>
  }
  const child = spawn(process.execPath, [...flags, script, folder, ...(idle ? ['idle'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env, NODE_NO_WARNINGS: '1' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse(String((await lines.next()).value)) as unknown
  const { dimse, http, token } = (await next()) as { dimse: number; http: number; token: string }
  return {
    dimse,
    http,
    token,
    async state() {
      child.stdin.write('\n')
      return (await next()) as State
    },
    async stop() {
      await ended(child, () => child.stdin.end())
      rmSync(worker, { force: true })
    },
  }
}

function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    ask()
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  })
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const ok = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (ok) return
    await sleep(50)
  }
  throw new Error(`nothing listens on ${port}`)
}

export interface Peer {
  readonly dimse: number
  readonly http: number
  stop(): Promise<void>
}

/** DCMTK's storescp, as Debian packages it. */
export async function startStorescp(folder: string): Promise<Peer> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const child = spawn('storescp', ['-od', folder, '-aet', 'HOI', '--fork', String(port)], { stdio: 'ignore' })
  await listening(port)
  return { dimse: port, http: 0, stop: () => ended(child, () => child.kill()) }
}

/** Orthanc with its DICOMweb plugin, as Debian packages them; `servers` are DICOMweb servers that it may call. */
export async function startOrthanc(folder: string, servers: object = {}, modalities: object = {}): Promise<Peer> {
  mkdirSync(folder, { recursive: true })
  const [dimse, http] = [await freePort(), await freePort()]
  const config = path.join(folder, 'orthanc.json')
  writeFileSync(
    config,
    JSON.stringify({
      Name: 'peer',
      StorageDirectory: path.join(folder, 'storage'),
      IndexDirectory: path.join(folder, 'index'),
      Plugins: ['/usr/share/orthanc/plugins'],
      DicomPort: dimse,
      DicomAet: 'ORTHANC',
      HttpPort: http,
      DicomAlwaysAllowStore: true,
      DicomCheckCalledAet: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomModalities: modalities,
      DicomWeb: { Enable: true, Root: '/dicom-web/', Servers: servers },
    }),
  )
  const child = spawn('Orthanc', [config], { stdio: 'ignore' })
  await listening(http)
  await listening(dimse)
  return { dimse, http, stop: () => ended(child, () => child.kill()) }
}

/** Sends files with DCMTK's storescu over one association; throws when it does. */
export function storescu(port: number, files: readonly string[], called = 'HOI'): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('storescu', ['-aet', 'STORESCU', '-aec', called, '127.0.0.1', String(port), ...files], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`storescu ended with ${code}: ${complaints.slice(0, 500)}`)),
    )
  })
}

/** Sends files by STOW-RS, `each` in a request, one request after the other. */
export async function stow(
  url: string,
  headers: Record<string, string>,
  files: readonly Buffer[],
  each: number,
): Promise<void> {
  for (let at = 0; at < files.length; at += each) {
    const parts = files
      .slice(at, at + each)
      .flatMap((file) => [Buffer.from('\r\n--gap\r\nContent-Type: application/dicom\r\n\r\n'), file])
    const body = new Uint8Array(Buffer.concat([...parts, Buffer.from('\r\n--gap--\r\n')]))
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        ...headers,
        accept: 'application/dicom+json',
        'content-type': 'multipart/related; type="application/dicom"; boundary=gap',
      },
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`STOW-RS answered ${response.status}: ${text.slice(0, 300)}`)
  }
}
