import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = path.resolve(import.meta.dirname, '../../..')

export interface Account {
  readonly role: string
  readonly email: string
  readonly password: string
}

/** The built server in a process of its own, with the demonstration society in a folder of its own. */
export interface Site {
  readonly url: string
  readonly dataDir: string
  readonly accounts: ReadonlyMap<string, Account>
  /** Kills without warning (as a power cut would) and starts again on the same data. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Starts the site; `args` as for `npm start`. The caller stops it. */
export async function startSite(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Site> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const run = (): ChildProcess =>
    spawn(
      process.execPath,
      [path.join(root, 'bin/hoi.js'), 'start', ...(args.includes('--empty') ? [] : ['--no-images']), ...args],
      {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          HOST: '127.0.0.1',
          BASE_URL: url,
          HOI_DATA: dataDir,
          LOG_LEVEL: 'warn',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
  let output = ''
  const watch = (child: ChildProcess): ChildProcess => {
    child.stdout!.on('data', (chunk) => (output += String(chunk)))
    child.stderr!.on('data', (chunk) => (output += String(chunk)))
    return child
  }
  let child = watch(run())
  const ready = async () => {
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${output}`)
      const answer = await fetch(`${url}/readyz`).catch(() => null)
      if (answer?.ok) return
      await sleep(100)
    }
    throw new Error(`the server was not ready within 30 s:\n${output}`)
  }
  const ended = () =>
    new Promise<void>((resolve) =>
      child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
    )
  await ready()
  const list = args.includes('--empty')
    ? []
    : (JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as Account[])
  return {
    url,
    dataDir,
    accounts: new Map(list.map((account) => [account.role, account])),
    async crash() {
      child.kill('SIGKILL')
      await ended()
      child = watch(run())
      await ready()
    },
    async stop() {
      child.kill('SIGTERM')
      await ended()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
