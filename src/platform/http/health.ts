import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { pending } from '../db/migrate.ts'
import { platformMigrations } from '../db/platform-migrations.ts'
import { workerOf } from '../jobs/worker.ts'
import { searchMigrations } from '../search/index.ts'
import type { App } from './env.ts'

const PATIENCE = 2_000
const migrated = new WeakSet<object>()

/**
 * `/healthz`: the process answers. `/readyz`: the database answers too, the schema is complete and the worker (where
 * this process has one) goes round; 503 with what is missing otherwise, without telling a stranger more.
 */
export function health(app: App): void {
  const headers = { 'cache-control': 'no-store' }
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, headers))
  app.get('/readyz', async (c) => {
    const checks = await readiness(c.var.ctx)
    const ready = Object.values(checks).every((state) => state !== 'failed')
    return c.json({ status: ready ? 'ok' : 'unavailable', checks }, ready ? 200 : 503, headers)
  })
}

type State = 'ok' | 'failed' | 'elsewhere'

async function readiness(ctx: Context): Promise<{ database: State; migrations: State; worker: State }> {
  const database = await within(sql`select 1`.execute(ctx.db))
  const worker = workerOf(ctx)
  return {
    database: database ? 'ok' : 'failed',
    migrations: database && (await isMigrated(ctx)) ? 'ok' : 'failed',
    worker: worker ? (worker.alive() ? 'ok' : 'failed') : ctx.config.worker ? 'failed' : 'elsewhere',
  }
}

/** Looked up until it is true: a running server's schema does not go back. */
async function isMigrated(ctx: Context): Promise<boolean> {
  if (migrated.has(ctx.db)) return true
  const all = [...platformMigrations, ...searchMigrations, ...ctx.domains.flatMap((domain) => domain.migrations)]
  const complete = await within(
    pending(ctx.db, all).then((missing) => (missing.length > 0 ? Promise.reject(new Error('pending')) : null)),
  )
  if (complete) migrated.add(ctx.db)
  return complete
}

/** Whether the promise is kept in time; a check that hangs must not hang the prober. */
async function within(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE)))
  try {
    return await Promise.race([
      work.then(
        () => true as const,
        () => false as const,
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}
