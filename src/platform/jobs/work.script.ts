import { connect } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { platformMigrations } from '../db/platform-migrations.ts'
import type { Context } from '../context.ts'
import { systemClock } from '../clock.ts'
import { inProcessBus } from '../bus.ts'
import { systemIds } from '../ids.ts'
import { silentLog } from '../log.ts'
import { startWorker } from './worker.ts'

// For the kill test: works off the queue of the database in argv; each job writes a setting of its own.
const { db, engine } = connect({ file: process.argv[2]! })
await migrate(db, engine, platformMigrations)
const ctx = {
  db,
  engine,
  clock: systemClock,
  ids: systemIds(systemClock),
  log: silentLog,
  bus: inProcessBus(),
  domains: [],
} as unknown as Context
const mark = async (_: Context, { n }: { n: number }) => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  await db
    .insertInto('setting')
    .values({ key: `done:${n}`, value: '1', updated_at: 0 })
    .onConflict((oc) => oc.column('key').doNothing())
    .execute()
  console.log(n)
}
startWorker(ctx, new Map([['mark', mark]]), { leaseMs: 300, pollMs: 50, maxAttempts: 50 })
console.log('ready')
