import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { changeEventState, createEvent } from '#src/domains/events/index.ts'
import { createContext, migrateAll, startServer } from '#src/main.ts'
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'

test('a server with open live streams ends them and closes at once', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-shutdown-'))
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', PORT: '0', WORKER: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const ctx = await createContext(read.config)
  await migrateAll(ctx)
  const system = systemActor('test')
  const made = await createEvent(ctx, system, {
    slug: 'open',
    kind: 'congress',
    title: { en: 'Open' },
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-17',
    langs: ['en'],
  })
  if (!made.ok) throw new Error(made.code)
  await changeEventState(ctx, system, made.value.id, 'published')
  const running = await startServer(ctx)
  const streams = await Promise.all(
    Array.from({ length: 5 }, () =>
      fetch(`${running.url}/events/open/live`, { headers: { accept: 'text/event-stream' } }),
    ),
  )
  expect(streams.map((stream) => stream.status)).toEqual([200, 200, 200, 200, 200])
  const ends = streams.map((stream) => stream.text())
  const started = performance.now()
  await running.close()
  expect(performance.now() - started).toBeLessThan(3_000)
  for (const text of await Promise.all(ends)) expect(text).toContain('event: hello')
  rmSync(dataDir, { recursive: true, force: true })
})
