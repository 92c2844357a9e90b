import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from '#src/platform/authz.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { importNewEvent, importProgramme, isEmpty } from './import-commands.ts'
import { loadWorkingCopy } from './working-copy.ts'
import { actorIn, anEvent, somePeople } from '../manage/testing.ts'

const FOLDER = process.env['HOI_SCHEDULES'] ?? '../shared/data/schedules'
const real = (name: string): Uint8Array => new Uint8Array(readFileSync(`${FOLDER}/${name}`))
const system = systemActor('test')

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

const sheet = (rows: readonly string[]): Uint8Array => new TextEncoder().encode(rows.join('\n'))

test.skipIf(!existsSync(FOLDER))('a congress is imported once, however often its file is', async () => {
  const bytes = real('pretalx-democon.json')
  const first = await importNewEvent(ctx, system, bytes, 'democon.json')
  if (!first.ok) throw new Error(JSON.stringify(first))
  const copy = await loadWorkingCopy(ctx, ctx.db, first.value.eventId)
  expect(copy!.programme.talks.length).toBeGreaterThan(5)
  const again = await importProgramme(ctx, system, first.value.eventId, bytes, 'democon.json', { confirm: true })
  if (!again.ok) throw new Error(JSON.stringify(again))
  expect(again.value.taken && isEmpty(again.value.taken.difference)).toBe(true)
  const after = await loadWorkingCopy(ctx, ctx.db, first.value.eventId)
  expect(after).toEqual(copy)
  const people = await ctx.db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  expect(Number(people.n)).toBe(copy!.programme.people.length)
})

test.skipIf(!existsSync(FOLDER))('a preview writes nothing and says what would be new', async () => {
  const event = await anEvent(ctx)
  const preview = await importProgramme(ctx, system, event.id, real('pretalx-democon.json'), 'democon.json')
  if (!preview.ok) throw new Error(preview.code)
  expect(preview.value.taken!.counts.created).toBeGreaterThan(5)
  expect(preview.value.revision).toBeNull()
  for (const table of ['session', 'talk', 'person', 'source_ref', 'room'] as const)
    expect(await ctx.db.selectFrom(table).selectAll().execute()).toEqual([])
})

test('broken input is answered with its problems, and who may not is told nothing', async () => {
  const event = await anEvent(ctx)
  const [person] = await somePeople(ctx, 'Lê Thị Hoa')
  const broken = await importProgramme(ctx, system, event.id, sheet(['{"schedule": {']), 'x.json', { confirm: true })
  if (!broken.ok) throw new Error(broken.code)
  expect(broken.value.taken).toBeNull()
  expect(broken.value.problems[0]!.severity).toBe('error')
  for (const role of ['chair', 'delegate', 'speaker'] as const) {
    const refused = await importProgramme(ctx, actorIn(person!, event.id, role), event.id, sheet(['{}']), 'x.json', {
      confirm: true,
    })
    expect(refused.ok).toBe(false)
  }
})
