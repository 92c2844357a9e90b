import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freshPostgres } from '#tests/support/postgres.ts'
import { openBlobs } from './blobs/open.ts'
import { inProcessBus } from './bus.ts'
import { readConfig } from './config.ts'
import type { Context } from './context.ts'
import { connect, type Connected } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { platformMigrations } from './db/platform-migrations.ts'
import type { Domain } from './domain.ts'
import { noAssets } from './http/assets.ts'
import { systemIds } from './ids.ts'
import { silentLog } from './log.ts'
import { searchMigrations } from './search/index.ts'

const OWN = [...platformMigrations, ...searchMigrations]

/** A context of its own for one test: a new database, a data folder, a clock that stands still. */
export interface TestContext extends Context {
  readonly clock: { now(): number; set(epochMs: number): void; advance(ms: number): void }
  close(): Promise<void>
}

const START = Date.UTC(2026, 3, 1, 2, 0)

export interface TestDatabase {
  /** Of the PostgreSQL template that `fill` fills once. */
  readonly name: string
  fill(connected: Connected): Promise<unknown>
  /** A new SQLite file in the folder, filled. */
  sqlite(folder: string): Promise<Connected>
}

/** SQLite by default; PostgreSQL when HOI_TEST_DB=postgres. Close it at the end of the test. */
export async function contextOn(
  database: TestDatabase,
  env: Record<string, string>,
  parts: Pick<Context, 'domains' | 'listeners'>,
): Promise<TestContext> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-test-'))
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', BASE_URL: 'http://hoi.test', ...env })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { connected, dispose } =
    process.env['HOI_TEST_DB'] === 'postgres'
      ? await freshPostgres(database)
      : { connected: await database.sqlite(dataDir), dispose: async () => {} }
  let now = START
  const clock = {
    now: () => now,
    set: (epochMs: number) => void (now = epochMs),
    advance: (ms: number) => void (now += ms),
  }
  const bus = inProcessBus()
  return {
    ...connected,
    ...parts,
    config: read.config,
    clock,
    ids: systemIds(clock),
    log: silentLog,
    blobs: await openBlobs(read.config),
    bus,
    assets: noAssets,
    secret: 'a secret of the tests, thirty-two characters and more',
    requestId: null,
    async close() {
      await bus.close()
      await connected.db.destroy()
      await dispose()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const own: TestDatabase = {
  name: `hoi_platform_${OWN.length}`,
  fill: ({ db, engine }) => migrate(db, engine, OWN),
  async sqlite(folder) {
    const connected = connect({ file: path.join(folder, 'hoi.sqlite') })
    await own.fill(connected)
    return connected
  },
}

/** With the platform's own tables alone, for tests of the platform, which knows no domain (those of domains use #tests/support/context.ts). */
export const platformContext = (
  env: Record<string, string> = {},
  domains: readonly Domain[] = [],
): Promise<TestContext> => contextOn(own, env, { domains, listeners: new Map() })
