import type { Context } from '../context.ts'
import type { JobHandler } from '../domain.ts'
import { claim, nextDue } from './claim.ts'
import { DEFAULTS, runJob, type WorkerOptions } from './run.ts'
import { ensureScheduled, schedulesOf } from './schedule.ts'

export { GiveUp, runDueJobs, type WorkerOptions } from './run.ts'

export interface Worker {
  /** Takes nothing new and waits for the running jobs, at most `graceMs`; what is cut off runs again later. */
  stop(graceMs?: number): Promise<void>
  /** Whether the loop has gone round lately. */
  alive(): boolean
  running(): number
}

const workers = new WeakMap<object, Worker>()

/** The worker of this process, for /readyz; undefined when jobs run elsewhere. */
export const workerOf = (ctx: Context): Worker | undefined => workers.get(ctx.db)

/** Starts working off the queue: at once when the bus says so, otherwise when the next job is due or every `pollMs`. */
export function startWorker(ctx: Context, jobs: ReadonlyMap<string, JobHandler>, options: WorkerOptions = {}): Worker {
  const { concurrency = DEFAULTS.concurrency, pollMs = DEFAULTS.pollMs, leaseMs = DEFAULTS.leaseMs } = options
  const schedules = options.schedules ?? schedulesOf(ctx.domains)
  const running = new Set<Promise<void>>()
  const bell = createBell()
  let stopping = false
  let failures = 0
  let scheduleAt = 0
  let lastRound = performance.now()

  async function round(): Promise<number> {
    const free = concurrency - running.size
    if (free <= 0) return pollMs
    if (performance.now() > scheduleAt) {
      await ensureScheduled(ctx, schedules)
      scheduleAt = performance.now() + pollMs
    }
    const due = await claim(ctx, free, leaseMs)
    if (due.some((job) => schedules.some((s) => s.name === job.name))) scheduleAt = 0
    for (const job of due) {
      const run = runJob(ctx, jobs, job, options)
        .catch((err: unknown) => ctx.log.error({ err, job: job.name }, 'the end of a job could not be recorded'))
        .finally(() => {
          running.delete(run)
          bell.ring()
        })
      running.add(run)
    }
    if (due.length === free) return pollMs
    const next = await nextDue(ctx)
    return next === null ? pollMs : Math.min(pollMs, Math.max(10, next - ctx.clock.now()))
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      let wait = pollMs
      try {
        wait = await round()
        failures = 0
      } catch (err) {
        failures += 1
        wait = Math.min(30_000, 250 * 2 ** Math.min(failures, 7))
        ctx.log.error({ err, wait }, 'the queue could not be read')
      }
      if (failures === 0) lastRound = performance.now()
      await bell.wait(wait)
    }
  }

  // Only rings: the jobs run in the loop's own async context, not in that of the request that queued them.
  // After a lost connection of the bus there may be jobs that nobody told us of.
  const unsubscribes = ['jobs', 'bus'].map((topic) => ctx.bus.subscribe(topic, () => bell.ring()))
  const ended = loop()
  const worker: Worker = {
    alive: () => !stopping && performance.now() - lastRound < pollMs * 3 + 10_000,
    running: () => running.size,
    async stop(graceMs = 30_000) {
      stopping = true
      for (const unsubscribe of unsubscribes) unsubscribe()
      bell.ring()
      await ended
      const grace = timer(graceMs)
      await Promise.race([Promise.all(running), grace.over])
      grace.cancel()
      if (running.size > 0) ctx.log.warn({ running: running.size }, 'stopped with jobs under way; they will run again')
      if (workers.get(ctx.db) === worker) workers.delete(ctx.db)
    },
  }
  workers.set(ctx.db, worker)
  return worker
}

/** Waits for a time or for a ring, whichever comes first; a ring while nobody waits is kept. */
function createBell() {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        const limit = timer(ms)
        await Promise.race([limit.over, new Promise<void>((resolve) => (wake = resolve))])
        limit.cancel()
        wake = null
      }
      rung = false
    },
  }
}

function timer(ms: number) {
  let handle: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => (handle = setTimeout(resolve, ms)))
  return { over, cancel: () => clearTimeout(handle) }
}
