import { statements } from '../db/connect.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../domain.ts'
import { claim, finish, giveBack, renew, type Claimed } from './claim.ts'
import { ensureScheduled, type Schedule } from './schedule.ts'

/** Thrown by a handler for what no further try can mend: the job goes to the dead letters at once. */
export class GiveUp extends Error {}

export interface WorkerOptions {
  /** Jobs at once in this process. */
  readonly concurrency?: number
  /** How often to look without being woken, milliseconds. */
  readonly pollMs?: number
  /** How long a job is ours without a sign of life, milliseconds. */
  readonly leaseMs?: number
  /** Tries before a job is left to a person. */
  readonly maxAttempts?: number
  /** Wait before the second try, milliseconds; doubles with each, up to an hour. */
  readonly backoffMs?: number
  /** Recurring work; a worker takes that of the domains, `runDueJobs` none. */
  readonly schedules?: readonly Schedule[]
  /** From 0 to 1, spreads retries; tests put in a constant. */
  readonly random?: () => number
}

export const DEFAULTS = { concurrency: 4, pollMs: 5_000, leaseMs: 60_000, maxAttempts: 10, backoffMs: 5_000 } as const
const LONGEST_WAIT = 3_600_000

/** Milliseconds to wait after the given number of failed tries: doubling, with a quarter of chance either way. */
export function backoff(attempts: number, baseMs: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_WAIT, baseMs * 2 ** Math.min(attempts - 1, 30))
  return Math.round(full * (0.75 + random() * 0.5))
}

/** Runs a claimed job to its end, whatever that is; never rejects but for a database that is gone. */
export async function runJob(
  ctx: Context,
  jobs: ReadonlyMap<string, JobHandler>,
  job: Claimed,
  options: WorkerOptions,
): Promise<void> {
  const { leaseMs = DEFAULTS.leaseMs, maxAttempts = DEFAULTS.maxAttempts, backoffMs = DEFAULTS.backoffMs } = options
  const log = ctx.log.child({ job: job.name, id: job.id, attempt: job.attempts })
  const handler = jobs.get(job.name)
  if (!handler) {
    log.error({}, 'no handler for this job')
    return await giveBack(
      ctx,
      job,
      `No handler is registered for the job “${job.name}”. It was queued by another version.`,
      null,
    )
  }
  if (job.attempts > maxAttempts) {
    log.error({}, 'the worker was killed by every try of this job')
    return await giveBack(
      ctx,
      job,
      `Given up: the worker ended in the middle of this job ${job.attempts - 1} times.`,
      null,
    )
  }
  const renewal = setInterval(() => {
    renew(ctx, job, leaseMs).catch((err: unknown) => log.warn({ err }, 'lease not renewed'))
  }, leaseMs / 3)
  const started = performance.now()
  try {
    const counted = { count: 0 }
    await statements.run(counted, () => handler({ ...ctx, log, requestId: job.id }, JSON.parse(job.payload) as never))
    await finish(ctx, job)
    log.debug({ ms: Math.round(performance.now() - started), statements: counted.count }, 'job done')
  } catch (err) {
    const last = err instanceof GiveUp || job.attempts >= maxAttempts
    const retryAt = last ? null : ctx.clock.now() + backoff(job.attempts, backoffMs, options.random)
    await giveBack(ctx, job, messageOf(err), retryAt)
    log[last ? 'error' : 'warn']({ err, retryAt }, last ? 'job failed for good' : 'job failed, will be tried again')
  } finally {
    clearInterval(renewal)
  }
}

const messageOf = (err: unknown): string => (err instanceof Error ? `${err.name}: ${err.message}` : String(err))

/** Works off everything that is due now, one after the other; returns how many jobs ran. For tests and the command line. */
export async function runDueJobs(
  ctx: Context,
  jobs: ReadonlyMap<string, JobHandler>,
  options: WorkerOptions = {},
): Promise<number> {
  await ensureScheduled(ctx, options.schedules ?? [])
  for (let ran = 0; ;) {
    const due = await claim(ctx, 1, options.leaseMs ?? DEFAULTS.leaseMs)
    if (due.length === 0) return ran
    for (const job of due) {
      await runJob(ctx, jobs, job, options)
      ran += 1
    }
  }
}
