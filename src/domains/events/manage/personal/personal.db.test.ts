import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { changeEventState } from '../../event/event-commands.ts'
import { editProgramme } from '../../edits/edit-commands.ts'
import type { Event } from '../../event/event.ts'
import { currentRelease, eventBySlug } from '../../queries.ts'
import { release } from '../../release/release-commands.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'
import { anEvent, at, aWorkingCopy, secretary, somePeople, type Sample } from '../testing.ts'
import { eraseFromReleases, eraseSpeaking, exportSpeaking, mergeInReleases, mergeSpeaking } from './personal.ts'

const system = systemActor('test')
let ctx: TestContext
let event: Event
let sample: Sample
let people: string[]
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  people = await somePeople(ctx, 'Chair Person', 'First Speaker', 'Second Speaker')
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[2]! })
  await changeEventState(ctx, system, event.id, 'published')
  await releaseNow('1.0')
})
afterEach(() => ctx.close())

async function releaseNow(name: string): Promise<void> {
  const { revision } = await ctx.db
    .selectFrom('event')
    .select('revision')
    .where('id', '=', event.id)
    .executeTakeFirstOrThrow()
  const done = await release(ctx, system, event.id, { name, note: {}, revision })
  expect(done.ok).toBe(true)
}
const released = async () => (await currentRelease(ctx, (await eventBySlug(ctx, system, event.slug))!))!
const inTx = (body: (tx: Parameters<typeof eraseSpeaking>[0]) => Promise<void>) =>
  write(ctx, system, async (tx) => (await body(tx), ok()))

test('who is erased is nameless in every release and its difference; the programme keeps its shape', async () => {
  await editProgramme(ctx, secretary(people[1]!), event.id, {
    kind: 'place',
    item: { type: 'talk', id: sample.talks[0]!.id },
    roomId: sample.rooms[0]!.id,
    start: at('08:40'),
  })
  await releaseNow('1.1')
  const before = await released()
  await inTx((tx) => eraseSpeaking(tx, people[1]!))
  await eraseFromReleases(ctx, { personId: people[1]! })
  const rows = await ctx.db.selectFrom('release').select(['document', 'difference']).execute()
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(`${row.document}${row.difference}`).not.toContain('First Speaker')
  const after = await released()
  expect(after.programme.talks).toEqual(before.programme.talks)
  expect(after.programme.people.find((p) => p.id === people[1])!.name).toBe('N. N.')
  expect(JSON.stringify(await ctx.db.selectFrom('programme_edit').selectAll().execute())).not.toContain('Person ')
  await eraseFromReleases(ctx, { personId: people[1]! })
  expect(await ctx.db.selectFrom('release').select(['document', 'difference']).execute()).toEqual(rows)
})

test('merged people: parts, files, releases and the way back follow; nobody stands twice', async () => {
  await ctx.db
    .insertInto('part')
    .values({
      event_id: event.id,
      item_kind: 'talk',
      item_id: sample.talks[1]!.id,
      person_id: people[1]!,
      position: 1,
      state: 'confirmed',
    })
    .execute()
  await ctx.db
    .insertInto('availability')
    .values({ id: ctx.ids.id(), event_id: event.id, person_id: people[1]!, start: 1, end: 2 })
    .execute()
  await inTx((tx) => mergeSpeaking(tx, people[1]!, people[2]!))
  await mergeInReleases(ctx, { from: people[1]!, into: people[2]! })
  const copy = (await loadWorkingCopy(ctx, ctx.db, event.id))!
  const speakers = (n: number) =>
    copy.programme.talks.find((t) => t.id === sample.talks[n]!.id)!.speakers.map((part) => part.personId)
  expect([speakers(0), speakers(1)]).toEqual([[people[2]], [people[2]]])
  expect(copy.revisions.get(sample.talks[0]!.id)).toBe(2)
  expect((await released()).programme.talks.every((t) => t.speakers.every((part) => part.personId === people[2]))).toBe(
    true,
  )
  expect(await ctx.db.selectFrom('availability').select('person_id').execute()).toEqual([{ person_id: people[2] }])
  expect(JSON.stringify(await exportSpeaking(ctx, people[2]!))).toContain('Talk one')
})
