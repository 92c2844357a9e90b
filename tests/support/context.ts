import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildApp } from '#src/app.tsx'
import { domains } from '#src/domains.ts'
import { migrations } from '#src/main.ts'
import { openBlobs } from '#src/platform/blobs/open.ts'
import { inProcessBus } from '#src/platform/bus.ts'
import { readConfig } from '#src/platform/config.ts'
import type { Context } from '#src/platform/context.ts'
import { connect, type Connected } from '#src/platform/db/connect.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { noAssets } from '#src/platform/http/assets.ts'
import type { App } from '#src/platform/http/env.ts'
import { systemIds } from '#src/platform/ids.ts'
import { listenersOf } from '#src/platform/listeners.ts'
import { silentLog } from '#src/platform/log.ts'
import { freshPostgres } from './postgres.ts'

/** A context of its own for one test: a new database with all migrations, a data folder, a clock that stands still. */
export interface TestContext extends Context {
  readonly clock: { now(): number; set(epochMs: number): void; advance(ms: number): void }
  close(): Promise<void>
}

const START = Date.UTC(2026, 3, 1, 2, 0)

/** SQLite by default; PostgreSQL when HOI_TEST_DB=postgres. Close it at the end of the test. */
export async function testContext(env: Record<string, string> = {}): Promise<TestContext> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-test-'))
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', BASE_URL: 'http://hoi.test', ...env })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { connected, dispose } =
    process.env['HOI_TEST_DB'] === 'postgres' ? await freshPostgres(template) : await freshSqlite(dataDir)
  let now = START
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
    listeners: listenersOf(domains),
    requestId: null,
    async close() {
      await bus.close()
      await connected.db.destroy()
      await dispose()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const testApp = (ctx: Context): App => buildApp(ctx)

const version = createHash('sha256')
  .update(migrations.map((m) => m.id + m.up.toString()).join('\n'))
  .digest('hex')
  .slice(0, 16)

const template = {
  name: `hoi_template_${version}`,
  fill: (connected: Connected) => migrate(connected.db, connected.engine, migrations),
}

/** Copies a template file that has all migrations: some milliseconds instead of running them for every test. */
async function freshSqlite(dataDir: string) {
  const folder = path.join(os.tmpdir(), 'hoi-test-templates')
  const file = path.join(folder, `${template.name}.sqlite`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const making = `${file}.${process.pid}.${Math.random()}`
    const connected = connect({ file: making })
    await template.fill(connected)
    await connected.db.destroy()
    renameSync(making, file)
  }
  const copy = path.join(dataDir, 'hoi.sqlite')
  copyFileSync(file, copy)
  return { connected: connect({ file: copy }), dispose: async () => {} }
}
