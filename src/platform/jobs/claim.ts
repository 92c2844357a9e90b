import type { Context } from '../context.ts'
import type { JobTable } from '../db/types.ts'

/** A job in the hands of one worker. `attempts` counts this try too and is the proof of holding the lease. */
export type Claimed = Pick<JobTable, 'id' | 'name' | 'payload' | 'attempts'>

/**
 * Takes up to `limit` due jobs for `leaseMs`: those waiting, and those whose worker was killed and let its lease run
 * out. One statement, so that two workers never take the same one; on PostgreSQL they pass over each other's rows.
 * The dedupe key is given up here: what happens from now on may not be seen by this run, so it deserves a job of its own.
 */
export async function claim(ctx: Context, limit: number, leaseMs: number): Promise<Claimed[]> {
  const now = ctx.clock.now()
  return await ctx.db
    .with('due', (db) => {
      const due = db
        .selectFrom('job')
        .select('id')
        .where((eb) =>
          eb.or([
            eb.and([eb('state', '=', 'ready'), eb('run_at', '<=', now)]),
            eb.and([eb('state', '=', 'running'), eb('locked_until', '<=', now)]),
          ]),
        )
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit)
      return ctx.engine === 'postgres' ? due.forUpdate().skipLocked() : due
    })
    .updateTable('job')
    .set((eb) => ({ state: 'running', attempts: eb('attempts', '+', 1), locked_until: now + leaseMs, dedupe: null }))
    .where('id', 'in', (db) => db.selectFrom('due').select('due.id'))
    .returning(['id', 'name', 'payload', 'attempts'])
    .execute()
}

const held = (job: Claimed) => [job.id, job.attempts] as const

/** Prolongs the lease; false when somebody else has the job by now. */
export async function renew(ctx: Context, job: Claimed, leaseMs: number): Promise<boolean> {
  const [id, attempts] = held(job)
  const done = await ctx.db
    .updateTable('job')
    .set({ locked_until: ctx.clock.now() + leaseMs })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** The job is done: it is no more. */
export async function finish(ctx: Context, job: Claimed): Promise<void> {
  const [id, attempts] = held(job)
  await ctx.db
    .deleteFrom('job')
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'running')
    .execute()
}

/** The try failed: again at `retryAt`, or never (null) until a person looks at it. */
export async function giveBack(ctx: Context, job: Claimed, error: string, retryAt: number | null): Promise<void> {
  const [id, attempts] = held(job)
  await ctx.db
    .updateTable('job')
    .set({
      state: retryAt === null ? 'dead' : 'ready',
      run_at: retryAt ?? ctx.clock.now(),
      locked_until: null,
      last_error: error.slice(0, 4000),
    })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'running')
    .execute()
}

/** When the next job is due, or null when none waits. */
export async function nextDue(ctx: Context): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('job')
    .select((eb) => eb.fn.min('run_at').as('at'))
    .where('state', '=', 'ready')
    .executeTakeFirst()
  return row?.at ?? null
}
