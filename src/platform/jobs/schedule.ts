import type { Context } from '../context.ts'
import type { Domain } from '../domain.ts'
import { enqueue } from './enqueue.ts'

/** Recurring work: the job `name`, with an empty payload, once in every `everyMs`. */
export interface Schedule {
  readonly name: string
  readonly everyMs: number
}

/**
 * Sees to it that the next run of each schedule waits in the queue. Runs fall on multiples of the period, so that the
 * dedupe key makes them one however many processes ask; claiming a run frees its key and lets the next one in.
 */
export async function ensureScheduled(ctx: Context, schedules: readonly Schedule[]): Promise<void> {
  const now = ctx.clock.now()
  for (const { name, everyMs } of schedules) {
    const runAt = (Math.floor(now / everyMs) + 1) * everyMs
    await enqueue(ctx, ctx.db, name, {}, { runAt, dedupe: `every:${name}` })
  }
}

/** The recurring work of all domains. */
export const schedulesOf = (domains: readonly Domain[]): Schedule[] =>
  domains.flatMap((domain) => Object.entries(domain.every ?? {}).map(([name, everyMs]) => ({ name, everyMs })))
