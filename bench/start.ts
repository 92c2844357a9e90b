import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf, startServer } from '#tests/support/server.ts'
import { atMost, type Bench } from './bar.ts'
import { jobsDone } from './support/jobs-done.ts'

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
  const server = await startServer(dataDir)
  await before?.()
  await sleep(3000)
  const mb = memoryOf(server.pid())
  await server.stop()
  return { ms: server.startedIn(), mb }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
