import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { setDiscussion } from './commands/discussion.ts'
import { moderate } from './commands/moderate.ts'
import { discussionJobs } from './jobs.ts'
import { hubOf } from './live/hub.ts'
import { actorFor, aHall, hold, question, sendJson, type Hall } from './testing.ts'

let ctx: TestContext
let app: App
let hall: Hall
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  hall = await aHall(ctx)
})
afterEach(async () => {
  hubOf(ctx).stop()
  await ctx.close()
})

async function asked(body: string, more: Record<string, string> = {}): Promise<string> {
  const { body: done } = await sendJson(app, hall.asker.cookie, `${hall.base}/questions`, question(body, more))
  const { id } = done.value as unknown as { id: string }
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: id, act: 'publish' })
  return id
}
const answer = async (id: string, key: string) =>
  (
    await sendJson(app, hall.speaker.cookie, `${hall.base}/answers`, {
      question: id,
      key: key.repeat(20),
      body: 'Coil.',
    })
  ).status
const mails = () => ctx.db.selectFrom('mail').select(['to_address', 'subject', 'text']).execute()
const close = () => setDiscussion(ctx, systemActor('test'), hall.place, 'closed')

test('who asked hears once of the answer in writing, by a mail that holds neither question nor answer', async () => {
  const inHall = await asked('Which sheath?')
  const later = await asked('Which coil size?')
  expect(await answer(inHall, 'a')).toBe(200)
  await close()
  expect(await mails()).toEqual([])
  for (const key of ['b', 'b', 'c']) expect(await answer(later, key)).toBe(200)
  const [mail, ...more] = await mails()
  expect(more).toEqual([])
  expect(mail!.to_address).toBe(hall.asker.email)
  expect(mail!.text).toContain(`/discussion#q-${later}`)
  for (const word of ['coil', 'Coil', 'Hỏi', 'Báo Cáo']) expect(mail!.subject + mail!.text).not.toContain(word)
})

test('an hour after the end speakers hear once how many questions wait for them, and until when', async () => {
  const waiting = () => discussionJobs['discussion:waiting']!(ctx, { discussionId: hall.place.item.id } as never)
  await close()
  await waiting()
  expect(await mails()).toEqual([])
  await setDiscussion(ctx, systemActor('test'), hall.place, 'open')
  const answered = await asked('Which sheath?')
  await asked('Which coil size?')
  const later = await asked('Which dose?')
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: later, act: 'later' })
  expect(await answer(answered, 'a')).toBe(200)
  await waiting()
  expect(await mails()).toEqual([])
  ctx.clock.advance(60_000)
  await close()
  // Closing twice, or again within the hour, is one job.
  await setDiscussion(ctx, systemActor('test'), hall.place, 'open')
  await close()
  const jobs = await ctx.db.selectFrom('job').select('run_at').where('name', '=', 'discussion:waiting').execute()
  expect(jobs).toHaveLength(1)
  expect(jobs[0]!.run_at).toBeGreaterThan(ctx.clock.now())
  await waiting()
  const [mail, ...more] = await mails()
  expect(more).toEqual([])
  expect(mail!.to_address).toBe(hall.speaker.email)
  expect(mail!.text).toMatch(/\b2\b/)
  expect(mail!.text).toMatch(/\/discussion\n/)
  for (const word of ['coil', 'dose', 'sheath']) expect(mail!.subject + mail!.text).not.toContain(word)
  // When the days for answers are over there is nothing to say.
  ctx.clock.advance(29 * 86_400_000)
  await waiting()
  expect(await mails()).toHaveLength(1)
})

test('who was promised that nobody knows who asked gets no mail', async () => {
  await hold(ctx, hall.event, { chairSees: false })
  const id = await asked('Which coil?', { shown: 'anonymous' })
  await close()
  expect(await answer(id, 'a')).toBe(200)
  expect(await mails()).toEqual([])
})
