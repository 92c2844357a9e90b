// Run by killed-upload.test.ts in a process of its own: sends one file after the other through a speaker's link and says
// each that is acknowledged, until it is killed. Arguments: the data folder.
import { randomBytes } from 'node:crypto'
import { invite } from '#src/domains/people/index.ts'
import { buildApp } from '#src/app.tsx'
import { createContext, migrateAll } from '#src/main.ts'
import { systemActor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { anEvent, aWorkingCopy, somePeople } from '../manage/testing.ts'
import { SPEAKER_LINK } from './speaker-commands.ts'

const BYTES = 4_000_000

const read = readConfig({ HOI_DATA: process.argv[2]!, LOG_LEVEL: 'silent', WORKER: '0' })
if (!read.ok) throw new Error(read.problems.join('\n'))
const ctx = await createContext(read.config)
await migrateAll(ctx)
if (!(await ctx.db.selectFrom('event').select('id').executeTakeFirst())) {
  const event = await anEvent(ctx, 'killed')
  const [first] = await somePeople(ctx, 'First Speaker')
  await aWorkingCopy(ctx, event, { first: first! })
}
const part = await ctx.db.selectFrom('part').selectAll().where('item_kind', '=', 'talk').executeTakeFirstOrThrow()
const link = await write(ctx, systemActor('test'), async (tx) =>
  ok(await invite(tx, { personId: part.person_id, eventId: part.event_id, purpose: SPEAKER_LINK })),
)
if (!link.ok) throw new Error(link.code)
const app = buildApp(ctx)
console.log('ready')
for (let n = 0; ; n++) {
  const form = new FormData()
  form.set('talk', part.item_id)
  form.set('title', `File ${n}`)
  form.set('slides', new File(['%PDF-1.7\n', randomBytes(BYTES)], `slides-${n}.pdf`))
  const answer = await app.request(`/en/speak/${link.value.token}/files`, {
    method: 'POST',
    body: form,
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  if (!answer.headers.get('location')?.includes('done=uploaded'))
    throw new Error(`${answer.status} ${await answer.text()}`)
  console.log(`done slides-${n}.pdf`)
}
