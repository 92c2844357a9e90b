import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { ask } from './commands/ask.ts'
import { merge, moderate } from './commands/moderate.ts'
import { createPoll, actOnPoll, giveBallot } from './commands/polls.ts'
import { vote } from './commands/votes.ts'
import { boardOf, tallyOf } from './queries/board.ts'
import { settingsOf, type Settings } from './settings.ts'
import { hubOf } from './live/hub.ts'
import { actorFor, aDevice, aHall, asParticipant, hold, type Hall } from './testing.ts'

let ctx: TestContext
let hall: Hall
let settings: Settings
beforeEach(async () => {
  ctx = await testContext()
  hall = await aHall(ctx, { settings: { asking: 'hall', moderated: false } })
  settings = await settingsOf(ctx.db, hall.event.id)
})
afterEach(async () => {
  hubOf(ctx).stop()
  await ctx.close()
})

const input = (body: string, n: number) => ({
  key: `test-key-00000000-${n}`,
  body,
  shown: 'anonymous' as const,
  name: '',
  facility: '',
  consent: false,
  talkId: null,
  slide: null,
  caseCode: '',
})
const asked = async (body: string, n = 1) => {
  const done = await ask(ctx, asParticipant(ctx, hall, hall.asker), hall.place, settings, input(body, n), 'en')
  if (!done.ok) throw new Error(done.code)
  return done.value.id
}
const votesOf = async (id: string) =>
  (await boardOf(ctx, hall.place.item, 'public')).questions.find((q) => q.id === id)!.votes
const rowsOf = async (id: string) =>
  (await ctx.db.selectFrom('discussion_vote').select('voter_key').where('question_id', '=', id).execute()).length

test('votes given at the same time are counted exactly, one a device, however often it asks', async () => {
  const [a, b] = [await asked('a', 1), await asked('b', 2)]
  const devices = Array.from({ length: 120 }, (_, n) => aDevice(ctx, hall, `device-${n}`))
  const sent = devices.flatMap((p, n) => [
    vote(ctx, p, hall.place, settings, { questionId: a, on: true }),
    vote(ctx, p, hall.place, settings, { questionId: a, on: true }),
    ...(n % 3 === 0 ? [vote(ctx, p, hall.place, settings, { questionId: b, on: true })] : []),
  ])
  const outcomes = await Promise.all(sent)
  expect(outcomes.every((o) => o.ok)).toBe(true)
  expect([await votesOf(a), await rowsOf(a), await votesOf(b), await rowsOf(b)]).toEqual([120, 120, 40, 40])
  await Promise.all(devices.slice(0, 20).map((p) => vote(ctx, p, hall.place, settings, { questionId: a, on: false })))
  expect([await votesOf(a), await rowsOf(a)]).toEqual([100, 100])
})

test('signing in gives a device no second vote', async () => {
  const id = await asked('a')
  const device = aDevice(ctx, hall, 'phone')
  await vote(ctx, device, hall.place, settings, { questionId: id, on: true })
  const both = {
    ...asParticipant(ctx, hall, hall.other),
    keys: [...asParticipant(ctx, hall, hall.other).keys, ...device.keys],
  }
  await vote(ctx, both, hall.place, settings, { questionId: id, on: true })
  expect(await votesOf(id)).toBe(1)
  await vote(ctx, both, hall.place, settings, { questionId: id, on: false })
  expect([await votesOf(id), await rowsOf(id)]).toEqual([0, 0])
})

test('merging makes one question with each voter once', async () => {
  const [a, b] = [await asked('a', 1), await asked('b', 2)]
  for (const [n, ids] of [[a], [a, b], [a, b], [b]].entries()) {
    for (const id of ids)
      await vote(ctx, aDevice(ctx, hall, `d${n}`), hall.place, settings, { questionId: id, on: true })
  }
  expect((await merge(ctx, actorFor(hall.chair), hall.place, { questionId: b, into: a })).ok).toBe(true)
  const board = await boardOf(ctx, hall.place.item, 'public')
  expect(board.questions.map((q) => [q.id, q.votes, q.merged])).toEqual([[a, 4, 1]])
  expect(await rowsOf(a)).toBe(4)
  expect(await rowsOf(b)).toBe(0)
  expect((await vote(ctx, aDevice(ctx, hall, 'late'), hall.place, settings, { questionId: b, on: true })).ok).toBe(
    false,
  )
  // A slip of the thumb: taken apart again, and merged once more.
  const apart = () => moderate(ctx, actorFor(hall.chair), hall.place, { questionId: b, act: 'publish' })
  expect((await apart()).ok).toBe(true)
  const two = new Map((await boardOf(ctx, hall.place.item, 'public')).questions.map((q) => [q.id, [q.votes, q.merged]]))
  expect([two.get(a), two.get(b)]).toEqual([
    [4, 0],
    [0, 0],
  ])
  expect((await vote(ctx, aDevice(ctx, hall, 'late'), hall.place, settings, { questionId: b, on: true })).ok).toBe(true)
  expect((await merge(ctx, actorFor(hall.chair), hall.place, { questionId: b, into: a })).ok).toBe(true)
  expect((await boardOf(ctx, hall.place.item, 'public')).questions.map((q) => [q.votes, q.merged])).toEqual([[5, 1]])
  expect(await merge(ctx, actorFor(hall.chair), hall.place, { questionId: a, into: a })).toMatchObject({
    ok: false,
    code: 'conflict',
  })
})

test('a question that was merged unseen waits again when it is taken apart', async () => {
  const a = await asked('a', 1)
  await hold(ctx, hall.event, { asking: 'hall', moderated: true })
  const strict = await settingsOf(ctx.db, hall.event.id)
  const done = await ask(ctx, asParticipant(ctx, hall, hall.other), hall.place, strict, input('secret', 9), 'en')
  const b = done.ok ? done.value.id : ''
  expect((await merge(ctx, actorFor(hall.chair), hall.place, { questionId: b, into: a })).ok).toBe(true)
  const apart = await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: b, act: 'publish' })
  expect(apart).toMatchObject({ ok: true, value: { state: 'pending' } })
  const { questions } = await boardOf(ctx, hall.place.item, 'public')
  expect(questions.map((q) => [q.id, q.merged])).toEqual([[a, 0]])
  // Out of one that is set aside, it changes nothing that the public could count.
  expect((await merge(ctx, actorFor(hall.chair), hall.place, { questionId: b, into: a })).ok).toBe(true)
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: a, act: 'dismiss' })
  const counted = () => ctx.db.selectFrom('discussion').select(['public_seq', 'chair_seq']).executeTakeFirstOrThrow()
  const before = await counted()
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: b, act: 'publish' })
  const now = await counted()
  expect([now.public_seq - before.public_seq, now.chair_seq > before.chair_seq]).toEqual([0, true])
})

test('votes and moderation at the same time neither wait for each other for ever nor lose a vote', async () => {
  const ids = [await asked('a', 1), await asked('b', 2), await asked('c', 3)]
  const chair = actorFor(hall.chair)
  const work: Promise<unknown>[] = []
  for (let n = 0; n < 60; n++) {
    work.push(vote(ctx, aDevice(ctx, hall, `d${n}`), hall.place, settings, { questionId: ids[n % 3]!, on: true }))
    if (n % 10 === 0) work.push(moderate(ctx, chair, hall.place, { questionId: ids[(n / 10) % 3]!, act: 'take' }))
  }
  await Promise.all(work)
  const board = await boardOf(ctx, hall.place.item, 'public')
  expect(board.questions.reduce((sum, q) => sum + q.votes, 0)).toBe(60)
  expect(board.questions.filter((q) => q.state === 'current')).toHaveLength(1)
})

test('nobody votes for what is not public, in what is closed, or without being let in', async () => {
  await hold(ctx, hall.event, { asking: 'hall', moderated: true })
  const strict = await settingsOf(ctx.db, hall.event.id)
  const done = await ask(ctx, asParticipant(ctx, hall, hall.asker), hall.place, strict, input('pending', 9), 'en')
  const id = done.ok ? done.value.id : ''
  const device = aDevice(ctx, hall, 'x')
  expect(await vote(ctx, device, hall.place, strict, { questionId: id, on: true })).toMatchObject({
    ok: false,
    code: 'not-found',
  })
  expect(await vote(ctx, device, hall.talk, strict, { questionId: id, on: true })).toMatchObject({
    ok: false,
    code: 'not-found',
  })
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: id, act: 'publish' })
  expect((await vote(ctx, device, hall.place, strict, { questionId: id, on: true })).ok).toBe(true)
  expect(
    await vote(ctx, { ...device, keys: [], inHall: false }, hall.place, strict, { questionId: id, on: true }),
  ).toMatchObject({ ok: false, code: 'sign-in' })
})

test('ballots count once a voter and can be changed while the poll is open; results are the chair’s until shown', async () => {
  const chair = actorFor(hall.chair)
  const made = await createPoll(
    ctx,
    chair,
    hall.place,
    { kind: 'multiple', title: 'Which stent?', options: ['A', 'B', 'C'] },
    'en',
  )
  const pollId = made.ok ? made.value.id : ''
  const act = (what: 'open' | 'close' | 'show') => actOnPoll(ctx, chair, hall.place, { pollId, act: what, word: '' })
  const device = (n: number) => aDevice(ctx, hall, `d${n}`)
  expect(await giveBallot(ctx, device(1), hall.place, settings, { pollId, choices: ['0'] })).toMatchObject({
    code: 'not-found',
  })
  expect((await boardOf(ctx, hall.place.item, 'public')).polls).toEqual([])
  await act('open')
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      giveBallot(ctx, device(n), hall.place, settings, { pollId, choices: n % 2 ? ['0', '2'] : ['1'] }),
    ),
  )
  expect(all.every((o) => o.ok)).toBe(true)
  await giveBallot(ctx, device(0), hall.place, settings, { pollId, choices: ['2'] })
  for (const wrong of [[], ['3'], ['-1'], ['01'], ['x']])
    expect((await giveBallot(ctx, device(0), hall.place, settings, { pollId, choices: wrong })).ok).toBe(false)
  expect((await tallyOf(ctx.db, hall.place.item.id, 'public')).polls).toEqual({})
  expect((await boardOf(ctx, hall.place.item, 'public')).polls[0]!.results).toBeNull()
  const counts = {
    voters: 50,
    counts: [
      { label: 'A', n: 25 },
      { label: 'B', n: 24 },
      { label: 'C', n: 26 },
    ],
  }
  expect((await boardOf(ctx, hall.place.item, 'chair')).polls[0]!.results).toEqual(counts)
  await act('show')
  expect((await boardOf(ctx, hall.place.item, 'public')).polls[0]!.results).toEqual(counts)
  await act('close')
  expect(await giveBallot(ctx, device(0), hall.place, settings, { pollId, choices: ['0'] })).toMatchObject({
    code: 'expired',
  })
})

test('words count by their folded form and can be taken out of the cloud', async () => {
  const chair = actorFor(hall.chair)
  const made = await createPoll(ctx, chair, hall.place, { kind: 'words', title: 'In one word?', options: [] }, 'en')
  const pollId = made.ok ? made.value.id : ''
  await actOnPoll(ctx, chair, hall.place, { pollId, act: 'open', word: '' })
  await actOnPoll(ctx, chair, hall.place, { pollId, act: 'show', word: '' })
  for (const [n, choices] of [['Thuyên tắc', 'stent'], ['thuyen tac'], ['색전술', '<b>x</b>']].entries()) {
    expect((await giveBallot(ctx, aDevice(ctx, hall, `w${n}`), hall.place, settings, { pollId, choices })).ok).toBe(
      true,
    )
  }
  await actOnPoll(ctx, chair, hall.place, { pollId, act: 'hide-word', word: 'Stent' })
  const { counts, voters } = (await boardOf(ctx, hall.place.item, 'public')).polls[0]!.results!
  expect(voters).toBe(3)
  expect(counts[0]).toMatchObject({ n: 2 })
  expect(counts.map((c) => c.label)).not.toContain('stent')
  expect(counts.map((c) => c.label)).toContain('색전술')
})
