import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atMost, type Bench } from './bar.ts'
import { jobsDone } from './support/jobs-done.ts'

const root = process.cwd()
const RUNS = 5

/** Cold start of the built server until it is ready, and what it holds when nobody asks. */
export const bench: Bench = {
  name: 'start',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
    // Makes the demonstration and works off its jobs, so that the counted runs only start and then idle.
    await start(dataDir, () => jobsDone(dataDir))
    const runs = []
    for (let n = 0; n < RUNS; n++) runs.push(await start(dataDir))
    rmSync(dataDir, { recursive: true, force: true })
    return [
      atMost('cold start until ready, median', median(runs.map((r) => r.ms)), 'ms', 1500),
      atMost('idle memory (resident) after 3 s, median', median(runs.map((r) => r.mb)), 'MB', 150),
    ]
  },
}

async function start(dataDir: string, before?: () => Promise<void>): Promise<{ ms: number; mb: number }> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [path.join(root, 'bin/hoi.js'), 'start'], {
    env: { ...process.env, PORT: String(port), HOI_DATA: dataDir, LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  })
  while (
    !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the server ended')
    await sleep(10)
  }
  const ms = performance.now() - began
  await before?.()
  await sleep(3000)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const mb = Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { ms, mb }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
