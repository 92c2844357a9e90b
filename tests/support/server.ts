import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** HOI_BENCH_BIN: that of another build, to compare with. */
const BIN = process.env['HOI_BENCH_BIN'] ?? path.resolve(import.meta.dirname, '../../bin/hoi.js')
const READY_MS = 60_000

/** The built server in a process of its own, for journeys and benches. */
export interface Server {
  readonly url: string
  readonly port: number
  /** Of the process that runs just now. */
  pid(): number
  /** Milliseconds from the last start until it was ready. */
  startedIn(): number
  /** Ends without warning (as a power cut would) and starts again on the same data and port. */
  crash(): Promise<void>
  /** Asks it to end, and waits for that. */
  stop(): Promise<void>
}

/** `hoi start` over the folder, on a free port; resolves once it is ready, throws with its output where it is not. */
export async function startServer(
  dataDir: string,
  { args = [], env = {} }: { args?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Server> {
  if (!existsSync(BIN)) throw new Error(`${BIN} is not there: npm run build`)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = { PORT: String(port), HOST: '127.0.0.1', BASE_URL: url, HOI_DATA: dataDir, LOG_LEVEL: 'warn' }
  let output = ''
  let took = 0
  let child: ChildProcess
  const start = async (): Promise<void> => {
    const began = performance.now()
    child = spawn(process.execPath, [BIN, 'start', ...args], {
      cwd: path.dirname(path.dirname(BIN)),
      env: { ...process.env, ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)))
    }
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${output}`)
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(READY_MS) }).catch(() => null)
      took = performance.now() - began
      if (answer?.ok) return
      if (took > READY_MS) {
        // Nobody has it to end it.
        await end('SIGKILL')
        throw new Error(`the server was not ready within ${READY_MS} ms:\n${output}`)
      }
      await sleep(10)
    }
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  await start()
  return {
    url,
    port,
    pid: () => child.pid!,
    startedIn: () => took,
    async crash() {
      await end('SIGKILL')
      await start()
    },
    stop: () => end('SIGTERM'),
  }
}

/** A line of `/proc/<pid>/status` in MB: VmRSS is what is resident now, VmHWM the most that was. */
export const memoryOf = (pid: number, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
