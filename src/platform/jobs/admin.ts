import type { Context } from '../context.ts'
import type { JobTable } from '../db/types.ts'
import { fail, ok, type Outcome } from '../outcome.ts'
import type { Tx } from '../write.ts'

export interface JobView {
  readonly id: string
  readonly name: string
  readonly state: JobTable['state']
  readonly attempts: number
  readonly runAt: number
  readonly createdAt: number
  readonly lastError: string | null
  /** As it was queued, JSON text. */
  readonly payload: string
}

/** Jobs in a state, the oldest due first; `after` is the id and due time of the last one seen. */
export async function listJobs(
  ctx: Context,
  filter: { state?: JobTable['state']; name?: string; limit?: number; after?: { runAt: number; id: string } } = {},
): Promise<JobView[]> {
  const { state, name, after, limit = 50 } = filter
  let query = ctx.db.selectFrom('job').selectAll().orderBy('run_at').orderBy('id').limit(limit)
  if (state) query = query.where('state', '=', state)
  if (name) query = query.where('name', '=', name)
  if (after) {
    query = query.where((eb) =>
      eb.or([eb('run_at', '>', after.runAt), eb.and([eb('run_at', '=', after.runAt), eb('id', '>', after.id)])]),
    )
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    attempts: row.attempts,
    runAt: row.run_at,
    createdAt: row.created_at,
    lastError: row.last_error,
    payload: row.payload,
  }))
}

/** How many jobs are in each state; states without any are 0. */
export async function countJobs(ctx: Context): Promise<Record<JobTable['state'], number>> {
  const rows = await ctx.db
    .selectFrom('job')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute()
  const counts = { ready: 0, running: 0, dead: 0 }
  for (const row of rows) counts[row.state] = Number(row.n)
  return counts
}

/** Lets a dead job, or one that waits for its next try, run now with all its tries before it. */
export async function retryJob(tx: Tx, id: string): Promise<Outcome> {
  const job = await tx.db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['dead', 'ready'])
    .executeTakeFirst()
  if (!job) return fail('not-found')
  await tx.db
    .updateTable('job')
    .set({ state: 'ready', attempts: 0, run_at: tx.now, locked_until: null })
    .where('id', '=', id)
    .execute()
  await tx.audit({
    action: 'job.retry',
    entity: 'job',
    id,
    before: { name: job.name, state: job.state, error: job.last_error },
  })
  tx.afterCommit(() => tx.ctx.bus.publish('jobs', job.name))
  return ok()
}

/** Gives a job up for good; one that is running cannot be. */
export async function discardJob(tx: Tx, id: string): Promise<Outcome> {
  const job = await tx.db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['dead', 'ready'])
    .executeTakeFirst()
  if (!job) return fail('not-found')
  await tx.db.deleteFrom('job').where('id', '=', id).execute()
  await tx.audit({
    action: 'job.discard',
    entity: 'job',
    id,
    before: { name: job.name, payload: job.payload, state: job.state, error: job.last_error },
  })
  return ok()
}

/** Lets every dead job run again, when what they all stumbled over is mended; returns how many. */
export async function retryDeadJobs(tx: Tx): Promise<Outcome<number>> {
  const jobs = await tx.db
    .updateTable('job')
    .set({ state: 'ready', attempts: 0, run_at: tx.now, locked_until: null })
    .where('state', '=', 'dead')
    .returning('id')
    .execute()
  if (jobs.length === 0) return fail('not-found')
  await tx.audit({ action: 'job.retry-all', entity: 'job', id: 'dead', after: { jobs: jobs.length } })
  tx.afterCommit(() => tx.ctx.bus.publish('jobs', 'dead'))
  return ok(jobs.length)
}
