// Run by killed-import.test.ts in a process of its own: imports one version of a programme after the other and says
// each that is acknowledged, until it is killed. Arguments: the data folder.
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { createContext, migrateAll } from '#src/main.ts'
import { createEvent } from '../../event/event-commands.ts'
import { importProgramme } from '../../working-copy/import-commands.ts'

const TALKS = 150

/** A sheet whose every talk names the version. */
const sheet = (version: number): Uint8Array => {
  const rows = Array.from(
    { length: TALKS },
    (_, n) =>
      `T${n},talk,2026-04-17,${String(8 + Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')},5,Room ${n % 7},Version ${version},Speaker ${n % 40}`,
  )
  return new TextEncoder().encode(['id,row,date,start,minutes,room,title_en,speakers', ...rows].join('\n'))
}

const read = readConfig({ HOI_DATA: process.argv[2]!, LOG_LEVEL: 'silent', WORKER: '0' })
if (!read.ok) throw new Error(read.problems.join('\n'))
const ctx = await createContext(read.config)
await migrateAll(ctx)
const actor = systemActor('test')
const known = await ctx.db.selectFrom('event').select('id').executeTakeFirst()
let eventId = known?.id
if (!eventId) {
  const made = await createEvent(ctx, actor, {
    slug: 'killed',
    kind: 'congress',
    title: { en: 'Killed' },
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-17',
    langs: ['en'],
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  eventId = made.value.id
}
const last = await ctx.db.selectFrom('talk').select('title').limit(1).executeTakeFirst()
let version = last ? Number(/Version (\d+)/.exec(last.title)![1]) : 0
console.log('ready')
for (;;) {
  version++
  const done = await importProgramme(ctx, actor, eventId, sheet(version), 'sheet.csv', { confirm: true })
  if (!done.ok || !done.value.taken) throw new Error(JSON.stringify(done))
  console.log(`done ${version} ${done.value.taken.after.talks.length}`)
}
