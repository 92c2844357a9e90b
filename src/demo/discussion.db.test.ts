import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { jobsOf } from '#src/worker.ts'
import { createDemo } from './create.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

const run = () => jobsOf(ctx.domains).get('discussion:demo')!(ctx, {} as never)
const rows = async () => {
  const { db } = ctx
  const count = async (table: 'discussion_question' | 'discussion_vote' | 'discussion_answer' | 'discussion_choice') =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return [
    await count('discussion_question'),
    await count('discussion_vote'),
    await count('discussion_answer'),
    await count('discussion_choice'),
  ]
}

test('the demonstration has four discussions with every kind of poll, marked as made up, once however often they are made', async () => {
  ctx.clock.set(Date.UTC(2026, 10, 22))
  await createDemo(ctx)
  await run()
  const before = await rows()
  await run()
  expect(await rows()).toEqual(before)
  const made = await ctx.db.selectFrom('discussion').select(['item_code', 'item_kind', 'state', 'generated']).execute()
  expect(made.map((d) => [d.state, d.generated]).toSorted()).toEqual([
    ['closed', 1],
    ['closed', 1],
    ['closed', 1],
    ['open', 1],
  ])
  const polls = await ctx.db.selectFrom('discussion_poll').select('kind').distinct().execute()
  expect(polls.map((p) => p.kind).toSorted()).toEqual(['multiple', 'scale', 'single', 'words'])
  const app = testApp(ctx)
  const stroke = await ctx.db
    .selectFrom('discussion')
    .innerJoin('event', 'event.id', 'discussion.event_id')
    .select('discussion.item_code')
    .where('event.slug', '=', 'tuyen-quang-2025')
    .executeTakeFirstOrThrow()
  const page = await (
    await app.request(`http://hoi.test/ko/events/tuyen-quang-2025/sessions/${stroke.item_code}/discussion`)
  ).text()
  expect(page).toContain('pc-ASPECTS 7')
  expect(page).toContain('generated-note')
  expect(page).toContain('토의가 종료되었습니다.')
  const live = made.find((d) => d.state === 'open')!
  const talk = await (
    await app.request(`http://hoi.test/vi/events/vsir-2026/talks/${live.item_code}/discussion`)
  ).text()
  expect(talk).toContain('Chúng tôi dùng 300–500 µm')
  expect(talk).not.toContain('consent form')
}, 60_000)
