import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { answer, removeAnswer } from './commands/answers.ts'
import { setDiscussion } from './commands/discussion.ts'
import { merge, moderate } from './commands/moderate.ts'
import { actOnPoll, createPoll } from './commands/polls.ts'
import { saveSettings } from './commands/settings.ts'
import { ACTS } from './model.ts'
import { POLL_ACTS, type SettingsInput } from './schema.ts'
import { actorFor, aHall, hold, question, sendJson, type Hall } from './testing.ts'

let ctx: TestContext
let hall: Hall
beforeEach(async () => {
  ctx = await testContext()
  hall = await aHall(ctx)
  await ctx.db.deleteFrom('audit').execute()
})
afterEach(() => ctx.close())

const chair = () => actorFor(hall.chair)
const said = async () => {
  const rows = await ctx.db
    .selectFrom('audit')
    .select(['action', 'entity', 'entity_id as id', 'actor_id as by', 'event_id as event', 'before', 'after'])
    .orderBy('id')
    .execute()
  await ctx.db.deleteFrom('audit').execute()
  return rows
}
const ask = async (body: string): Promise<string> => {
  const sent = await sendJson(testApp(ctx), hall.asker.cookie, `${hall.base}/questions`, question(body))
  return (sent.body.value as unknown as { id: string }).id
}

test('each act of moderation leaves one entry: who, what, which question, from which state to which', async () => {
  const id = await ask('Which agent?')
  const way = ['publish', 'pin', 'unpin', 'take', 'answered', 'reopen', 'later', 'dismiss'] as const
  expect(way.toSorted()).toEqual(ACTS.toSorted())
  await said()
  for (const act of way) {
    expect([act, await moderate(ctx, chair(), hall.place, { questionId: id, act })]).toMatchObject([act, { ok: true }])
    const entries = await said()
    expect(entries).toMatchObject([
      {
        action: `discussion.question.${act}`,
        entity: 'discussion_question',
        id,
        by: hall.chair.personId,
        event: hall.event.id,
      },
    ])
    expect([entries[0]!.before, entries[0]!.after].join()).toMatch(/"state":"\w+".*"state":"\w+"/)
    // The log names the question, not what it says: it stays when the question is erased.
    expect(JSON.stringify(entries)).not.toContain('Which agent')
  }
  const other = await ask('Which one?')
  await moderate(ctx, chair(), hall.place, { questionId: id, act: 'publish' })
  await said()
  expect(await merge(ctx, chair(), hall.place, { questionId: other, into: id })).toMatchObject({ ok: true })
  expect(await said()).toMatchObject([{ action: 'discussion.question.merge', id: other, by: hall.chair.personId }])
})

test('answers, opening and closing leave one each', async () => {
  const id = await ask('Which agent?')
  await moderate(ctx, chair(), hall.place, { questionId: id, act: 'publish' })
  await said()
  const input = { questionId: id, body: 'Glue.', key: 'key-of-the-answer-1' }
  const given = await answer(ctx, chair(), hall.place, input, 'en')
  expect(await said()).toMatchObject([{ action: 'discussion.answer', id, by: hall.chair.personId }])
  // Sent twice it is one answer, so nothing happened.
  await answer(ctx, chair(), hall.place, input, 'en')
  expect(await said()).toEqual([])
  await removeAnswer(ctx, chair(), hall.place, given.ok ? given.value.id : '')
  expect(await said()).toMatchObject([{ action: 'discussion.answer.remove', id, by: hall.chair.personId }])
  for (const [state, action] of [
    ['closed', 'discussion.close'],
    ['open', 'discussion.open'],
  ] as const) {
    await setDiscussion(ctx, chair(), hall.place, state)
    expect(await said()).toMatchObject([{ action, entity: 'discussion', id: hall.place.item.id }])
  }
})

test('polls leave one entry for each step, a ballot leaves none', async () => {
  const made = await createPoll(ctx, chair(), hall.place, { kind: 'words', title: 'One word', options: [] }, 'en')
  const pollId = made.ok ? made.value.id : ''
  expect(await said()).toMatchObject([{ action: 'discussion.poll.create', id: pollId, by: hall.chair.personId }])
  const way = ['open', 'show', 'hide-word', 'hide', 'close', 'remove'] as const
  expect(way.toSorted()).toEqual(POLL_ACTS.toSorted())
  for (const act of way) {
    if (act === 'show') {
      const ballot = { poll: pollId, choices: 'glue' }
      const cast = await sendJson(testApp(ctx), hall.asker.cookie, `${hall.base}/ballots`, ballot)
      expect([cast.status, await said()]).toEqual([200, []])
    }
    expect([act, await actOnPoll(ctx, chair(), hall.place, { pollId, act, word: 'glue' })]).toMatchObject([
      act,
      { ok: true },
    ])
    expect(await said()).toMatchObject([{ action: `discussion.poll.${act}`, id: pollId, event: hall.event.id }])
  }
})

test('settings leave before and after, without the hall’s code; who is refused leaves nothing', async () => {
  await hold(ctx, hall.event, { asking: 'hall', chairSees: false })
  const { hall_code: code } = await ctx.db
    .selectFrom('discussion_setting')
    .select('hall_code')
    .where('event_id', '=', hall.event.id)
    .executeTakeFirstOrThrow()
  const [entry, ...more] = await said()
  expect([entry!.action, entry!.event, more]).toEqual(['discussion.settings', hall.event.id, []])
  expect([entry!.before, entry!.after].join()).toMatch(/"chairSees":true.*"chairSees":false/)
  expect(JSON.stringify(entry)).not.toContain(code)
  const id = await ask('Which agent?')
  await said()
  for (const actor of [stranger, actorFor(hall.other)]) {
    await moderate(ctx, actor, hall.place, { questionId: id, act: 'publish' })
    await saveSettings(ctx, actor, hall.event, { asking: 'nobody' } as unknown as SettingsInput)
    await setDiscussion(ctx, actor, hall.place, 'closed')
    await createPoll(ctx, actor, hall.place, { kind: 'words', title: 'x', options: [] }, 'en')
    await answer(ctx, actor, hall.place, { questionId: id, body: 'x', key: 'key-of-the-answer-2' }, 'en')
  }
  expect(await said()).toEqual([])
})
