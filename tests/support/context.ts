import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildApp } from '#src/app.tsx'
import { domains } from '#src/domains.ts'
import { migrations } from '#src/main.ts'
import type { Context } from '#src/platform/context.ts'
import { connect, type Connected } from '#src/platform/db/connect.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import type { App } from '#src/platform/http/env.ts'
import { listenersOf } from '#src/platform/listeners.ts'
import { contextOn, type TestContext, type TestDatabase } from '#src/platform/testing.ts'

export type { TestContext }

/** With all domains and their tables; the platform's tests of itself use its own. */
export const testContext = (env: Record<string, string> = {}): Promise<TestContext> =>
  contextOn(template, env, { domains, listeners: listenersOf(domains) })

export const testApp = (ctx: Context): App => buildApp(ctx)

const version = createHash('sha256')
  .update(migrations.map((m) => m.id + m.up.toString()).join('\n'))
  .digest('hex')
  .slice(0, 16)

const template: TestDatabase = {
  name: `hoi_template_${version}`,
  fill: ({ db, engine }) => migrate(db, engine, migrations),
  sqlite: freshSqlite,
}

/** Copies a template file that has all migrations: some milliseconds instead of running them for every test. */
async function freshSqlite(dataDir: string): Promise<Connected> {
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
  return connect({ file: copy })
}
