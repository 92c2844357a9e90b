import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { changeEventState } from '#src/domains/events/event/event-commands.ts'
import { importNewEvent } from '#src/domains/events/working-copy/import-commands.ts'
import { release } from '#src/domains/events/release/release-commands.ts'
import { closeContext, createContext, migrateAll } from '#src/main.ts'
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { startServer } from '#tests/support/server.ts'

/** The built server in a process of its own over a folder that already holds an instance. */
export interface RunningSite {
  readonly url: string
  stop(): Promise<void>
}

/** A data folder with 36C3 imported, published and released; null when ../shared/data is absent. */
export async function instanceWith36c3(): Promise<string | null> {
  const file = path.join(process.env['HOI_SHARED_DATA'] ?? '../shared/data', 'schedules/36c3.schedule.json')
  if (!existsSync(file)) return null
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', WORKER: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const ctx = await createContext(read.config)
  await migrateAll(ctx)
  const actor = systemActor('bench')
  const made = await importNewEvent(ctx, actor, new Uint8Array(readFileSync(file)), '36c3.schedule.json', {
    slug: '36c3',
    zone: 'Europe/Berlin',
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  await changeEventState(ctx, actor, made.value.eventId, 'published')
  const { revision } = await ctx.db
    .selectFrom('event')
    .select('revision')
    .where('id', '=', made.value.eventId)
    .executeTakeFirstOrThrow()
  const done = await release(ctx, actor, made.value.eventId, { name: '1', note: {}, revision })
  if (!done.ok) throw new Error(JSON.stringify(done))
  await closeContext(ctx)
  return dataDir
}

/** Starts the server over the folder; `stop` removes the folder too. */
export async function serve(dataDir: string): Promise<RunningSite> {
  const server = await startServer(dataDir)
  return {
    url: server.url,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
