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

export interface PlatformTestContext extends Context {
  readonly clock: { now(): number; set(epochMs: number): void; advance(ms: number): void }
  close(): Promise<void>
}

/**
 * A context with the platform's own tables alone, for tests of the platform, which knows no domain
 * (tests of domains use #tests/support/context.ts). SQLite in a fresh folder, or PostgreSQL with HOI_TEST_DB=postgres.
 */
export async function platformContext(
  env: Record<string, string> = {},
  domains: readonly Domain[] = [],
): Promise<PlatformTestContext> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-platform-'))
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', BASE_URL: 'http://hoi.test', ...env })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const fill = (c: Connected) => migrate(c.db, c.engine, OWN)
  const { connected, dispose } =
    process.env['HOI_TEST_DB'] === 'postgres'
      ? await freshPostgres({ name: `hoi_platform_${OWN.length}`, fill })
      : { connected: connect({ file: path.join(dataDir, 'hoi.sqlite') }), dispose: async () => {} }
  if (connected.engine === 'sqlite') await fill(connected)
  let now = Date.UTC(2026, 3, 1, 2, 0)
  const clock = {
    now: () => now,
    set: (epochMs: number) => void (now = epochMs),
    advance: (ms: number) => void (now += ms),
  }
  const bus = inProcessBus()
  return {
    ...connected,
    config: read.config,
    clock,
    ids: systemIds(clock),
    log: silentLog,
    blobs: await openBlobs(read.config),
    bus,
    assets: noAssets,
    secret: 'a secret of the tests, thirty-two characters and more',
    domains,
    listeners: new Map(),
    requestId: null,
    async close() {
      await bus.close()
      await connected.db.destroy()
      await dispose()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
