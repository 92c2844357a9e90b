import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { changeEventState } from '#src/domains/events/event/event-commands.ts'
import { importNewEvent } from '#src/domains/events/working-copy/import-commands.ts'
import { release } from '#src/domains/events/release/release-commands.ts'
import { closeContext, createContext, migrateAll } from '#src/main.ts'
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'

const root = process.cwd()

/** The built server in a process of its own over a folder that already holds an instance. */
export interface RunningSite {
  readonly url: string
  readonly pid: number
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
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [path.join(root, 'bin/hoi.js'), 'start'], {
    env: { ...process.env, PORT: String(port), BASE_URL: url, HOI_DATA: dataDir, LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  })
  while (
    !(await fetch(`${url}/readyz`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the server ended')
    await sleep(20)
  }
  return {
    url,
    pid: child.pid!,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
