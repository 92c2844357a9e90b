import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { buildApp } from './app.tsx'
import { domains } from './domains.ts'
import { openBlobs } from './platform/blobs/open.ts'
import { postgresBus } from './platform/bus-postgres.ts'
import { inProcessBus } from './platform/bus.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Context } from './platform/context.ts'
import { connect } from './platform/db/connect.ts'
import { migrate } from './platform/db/migrate.ts'
import { platformMigrations } from './platform/db/platform-migrations.ts'
import { endStreams } from './platform/http/open-streams.ts'
import { readAssets } from './platform/http/assets.ts'
import { systemIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { searchMigrations } from './platform/search/index.ts'
import { closeMail } from './platform/mail/transport.ts'
import { startWorker, type Worker } from './platform/jobs/worker.ts'
import { listenersOf } from './platform/listeners.ts'
import { jobsOf } from './worker.ts'

export const migrations = [...platformMigrations, ...searchMigrations, ...domains.flatMap((d) => d.migrations)]

/** Opens everything that a process needs; the caller closes it with `closeContext`. Changes nothing but the data folder's secret. */
export async function createContext(config: Config): Promise<Context> {
  mkdirSync(config.dataDir, { recursive: true })
  const clock = systemClock
  const log = createLog(config.logLevel)
  const { db, engine } = connect({ url: config.databaseUrl, file: path.join(config.dataDir, 'hoi.sqlite') })
  return {
    config,
    db,
    engine,
    clock,
    ids: systemIds(clock),
    log,
    blobs: await openBlobs(config),
    bus: config.databaseUrl ? await postgresBus(config.databaseUrl, log) : inProcessBus(),
    assets: readAssets(path.resolve(import.meta.dirname, '../client')),
    secret: config.secret ?? keptSecret(path.join(config.dataDir, 'secret')),
    domains,
    listeners: listenersOf(domains),
    requestId: null,
  }
}

export async function closeContext(ctx: Context): Promise<void> {
  closeMail(ctx)
  await ctx.bus.close()
  await ctx.db.destroy()
}

export const migrateAll = (ctx: Context, onStep?: (id: string) => void): Promise<string[]> =>
  migrate(ctx.db, ctx.engine, migrations, onStep)

export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** Listens, and works off jobs unless another process does. `close` lets requests and jobs in flight finish. */
export async function startServer(ctx: Context): Promise<Running> {
  const { host, port } = ctx.config
  const server = await new Promise<Server>((resolve, reject) => {
    const made = serve({ fetch: buildApp(ctx).fetch, hostname: host, port }, () => resolve(made)) as Server
    made.once('error', reject)
  })
  const worker: Worker | null = ctx.config.worker ? startWorker(ctx, jobsOf(domains)) : null
  const services: ({ close(): Promise<void> } | null | undefined)[] = []
  for (const domain of ctx.domains) services.push(await domain.service?.(ctx))
  const address = server.address() as AddressInfo
  const url = port === 0 ? `http://${host}:${address.port}` : ctx.config.baseUrl
  return {
    url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      endStreams(ctx)
      // A connection that has answered stays open for more, which would hold the server for seconds.
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const cut = setTimeout(() => server.closeAllConnections(), 10_000)
      for (const service of services) await service?.close()
      await worker?.stop()
      await closed
      clearInterval(idle)
      clearTimeout(cut)
      await closeContext(ctx)
    },
  }
}

/** The key that signs sessions and links: made once, readable by its owner only. */
function keptSecret(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}
