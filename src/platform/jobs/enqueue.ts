import type { Context } from '../context.ts'
import type { AnyDb } from '../db/types.ts'

export interface JobOptions {
  /** Not before this instant. */
  readonly runAt?: number
  /** While a job with the same key waits, a second one is not added. */
  readonly dedupe?: string
}

/** Adds a job in the caller's transaction, so that it exists exactly if the change that wants it does. */
export async function enqueue(
  ctx: Context,
  db: AnyDb,
  name: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  const now = ctx.clock.now()
  await db
    .insertInto('job')
    .values({
      id: ctx.ids.id(),
      name,
      payload: JSON.stringify(payload),
      state: 'ready',
      attempts: 0,
      run_at: options.runAt ?? now,
      locked_until: null,
      last_error: null,
      created_at: now,
      dedupe: options.dedupe ?? null,
    })
    .onConflict((oc) => oc.column('dedupe').doNothing())
    .execute()
}
