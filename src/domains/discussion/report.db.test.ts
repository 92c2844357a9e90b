import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeEventState } from '#src/domains/events/index.ts'
import { stranger, systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { moderate } from './commands/moderate.ts'
import { actOnPoll, createPoll } from './commands/polls.ts'
import { hubOf } from './live/hub.ts'
import { discussionReport } from './queries/report.ts'
import { aHall, actorFor, question, sendJson, SLUG, type Hall } from './testing.ts'

let ctx: TestContext
let hall: Hall
beforeEach(async () => {
  ctx = await testContext()
  hall = await aHall(ctx)
})
afterEach(async () => {
  hubOf(ctx).stop()
  await ctx.close()
})

const system = systemActor('test')
const must = <T>(done: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!done.ok) throw new Error(done.code)
  return done.value
}
const ask = async (body: string): Promise<string> => {
  const sent = await sendJson(testApp(ctx), hall.asker.cookie, `${hall.base}/questions`, question(body))
  return (sent.body.value as unknown as { id: string }).id
}

test('a meeting’s figures are those that everyone sees, by id or slug, in three statements', async () => {
  expect(await discussionReport(ctx, stranger, SLUG)).toBeNull()
  const [answered, open] = [await ask('Which coil?'), await ask('Which stent?')]
  await ask('Still with the chair')
  const chair = actorFor(hall.chair)
  for (const [id, acts] of [
    [answered, ['publish', 'take', 'answered']],
    [open, ['publish']],
  ] as const)
    for (const act of acts) must(await moderate(ctx, chair, hall.place, { questionId: id, act }))
  for (const who of [hall.other, hall.speaker])
    await sendJson(testApp(ctx), who.cookie, `${hall.base}/votes`, { question: open, on: '1' })
  const poll = { kind: 'single' as const, title: 'Which way?', options: ['Femoral', 'Radial'] }
  const { id } = must(await createPoll(ctx, chair, hall.place, poll, 'en'))
  must(await createPoll(ctx, chair, hall.place, { ...poll, title: 'Never opened' }, 'en'))
  must(await actOnPoll(ctx, chair, hall.place, { pollId: id, act: 'open', word: '' }))
  const counter = { count: 0 }
  const report = await statements.run(counter, () => discussionReport(ctx, stranger, SLUG))
  expect(report).toEqual({ discussion: { questions: 2, answered: 1, votes: 2, polls: 1 } })
  expect(counter.count).toBe(3)
  expect(await discussionReport(ctx, system, hall.event.id)).toEqual(report)
  await changeEventState(ctx, system, hall.event.id, 'draft')
  expect(await discussionReport(ctx, stranger, SLUG)).toBeNull()
})
