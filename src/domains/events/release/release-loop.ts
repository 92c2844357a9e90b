// Run by killed-release.test.ts in a process of its own: changes every talk's title and releases, over and over, and says
// each release that is acknowledged, until it is killed. Arguments: the data folder.
import { createContext, migrateAll } from '#src/main.ts'
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { anEvent, aWorkingCopy } from '../manage/testing.ts'
import { putProgramme } from '../working-copy/programme-commands.ts'
import { release } from './release-commands.ts'

const COPIES = 60

const read = readConfig({ HOI_DATA: process.argv[2]!, LOG_LEVEL: 'silent', WORKER: '0' })
if (!read.ok) throw new Error(read.problems.join('\n'))
const ctx = await createContext(read.config)
await migrateAll(ctx)
const actor = systemActor('test')
let eventId = (await ctx.db.selectFrom('event').select('id').executeTakeFirst())?.id
if (!eventId) {
  const event = await anEvent(ctx, 'killed')
  await aWorkingCopy(ctx, event)
  eventId = event.id
}
console.log('ready')
let version = (await ctx.db.selectFrom('release').select('id').execute()).length
for (;;) {
  version++
  const put = await putProgramme(ctx, actor, eventId, async (p) => ({
    ...p,
    talks: Array.from({ length: COPIES }, (_, n) => {
      const placed = p.talks.find((talk) => talk.start !== null)!
      const { id, guid, code } = p.talks[n] ?? { id: ctx.ids.id(), guid: ctx.ids.id(), code: ctx.ids.code() }
      return { ...placed, id, guid, code, title: { en: `Version ${version}` } }
    }),
  }))
  if (!put.ok) throw new Error(put.code)
  const done = await release(ctx, actor, eventId, { name: `v${version}`, note: {}, revision: put.value.revision })
  if (!done.ok) throw new Error(JSON.stringify(done))
  console.log(`done ${done.value.number} ${done.value.id}`)
}
