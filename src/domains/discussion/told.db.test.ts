import { expect, test } from 'vitest'
import { changeEventState } from '#src/domains/events/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { jobsOf } from '#src/worker.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { search } from '#src/platform/search/index.ts'
import { itemSection } from './section.tsx'
import { erasePerson, exportPerson, mergePerson } from './personal.ts'
import { write } from '#src/platform/write.ts'
import { ok } from '#src/platform/outcome.ts'
import { renderFragment } from '#src/ui/html.ts'
import { actorFor, browser, deviceCookie, hold, question, sendJson, SLUG } from './testing.ts'
import { app, ctx } from '#tests/support/own-context.ts'
import { act, ask, get, hall, ownHall } from './routes/testing.ts'

/** What of a discussion is told to whom: before it is public, to the public, in files, in search, to its people. */
ownHall()

const system = systemActor('test')

test('what waits before the chair changes nothing that others get: page, sizes, lists, files, errors', async () => {
  await act(await ask('public one', { consent: 'on' }), 'publish')
  const paths = [
    hall.base,
    `${hall.base}?order=new`,
    `${hall.base}/screen`,
    `/en/events/${SLUG}/discussions`,
    `${hall.base.replace('/en', '')}.csv`,
    `${hall.base.replace('/en', '')}.json`,
  ]
  const steady = (html: string) =>
    html.replace(/nonce="[^"]+"/g, '').replace(/"key":"[^"]+"|name="key" value="[^"]+"/g, 'key')
  const look = async () =>
    Promise.all(
      paths.flatMap((path) => ['', hall.other.cookie].map(async (cookie) => steady((await get(path, cookie)).html))),
    )
  const world = await look()
  const pending = await ask('secret', { shown: 'anonymous', consent: 'on' })
  expect(await look()).toEqual(world)
  for (const [path, fields] of [
    ['votes', { on: '1' }],
    ['answers', { key: 'k'.repeat(20), body: 'x' }],
    ['withdraw', {}],
  ] as const) {
    const real = await sendJson(app, hall.other.cookie, `${hall.base}/${path}`, {
      ...fields,
      question: pending,
      id: pending,
    })
    const none = await sendJson(app, hall.other.cookie, `${hall.base}/${path}`, {
      ...fields,
      question: ctx.ids.id(),
      id: ctx.ids.id(),
    })
    expect(real).toEqual(none)
  }
  await act(pending, 'dismiss')
  expect(await look()).toEqual(world)
})

test('who asked anonymously is told to nobody but the chair, and not even kept where the event promises so', async () => {
  const id = await ask('seen by the chair', { shown: 'anonymous', facility: 'BV X' })
  await act(id, 'publish')
  for (const path of [hall.base, `${hall.base}/screen`]) {
    for (const cookie of ['', hall.other.cookie, hall.speaker.cookie]) {
      const { html } = await get(path, cookie)
      expect(html).toContain('seen by the chair')
      expect(html).not.toMatch(/Nguyễn Văn Hỏi|BV X/)
      expect(html).not.toContain(hall.asker.personId)
    }
  }
  expect((await get(`${hall.base}/chair`, hall.chair.cookie)).html).toContain('Nguyễn Văn Hỏi')
  await hold(ctx, hall.event, { chairSees: false })
  expect((await get(hall.base, hall.asker.cookie)).html).toContain('Nobody sees who asked, not even the chair')
  const blind = await ask('seen by nobody', { shown: 'anonymous', facility: 'BV Y' })
  const row = await ctx.db
    .selectFrom('discussion_question')
    .selectAll()
    .where('id', '=', blind)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toMatch(/Nguyễn|BV Y/)
  expect(row.person_id).toBeNull()
  const audit = await ctx.db
    .selectFrom('audit')
    .select(['actor_id', 'entity_id'])
    .where('entity_id', '=', blind)
    .execute()
  expect(audit).toEqual([])
  expect((await get(hall.base, hall.asker.cookie)).html).toContain('seen by nobody')
  // What the chair may see later does not reach back.
  await hold(ctx, hall.event, { chairSees: true })
  expect((await get(`${hall.base}/chair`, hall.chair.cookie)).html.match(/Asker not kept/g)!.length).toBeGreaterThan(0)
})

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "';alert(1)//",
  '</script><script>alert(1)</script>',
  '</textarea><svg onload=alert(1)>',
  'javascript:alert(1)',
  '<!--<script>',
  '{{constructor.constructor("alert(1)")()}}',
]

test('markup in any field stays text, on every page, in the stream’s data and in files', async () => {
  await hold(ctx, hall.event, { asking: 'hall', moderated: false })
  const device = () => deviceCookie(ctx, hall.event)
  const ids: string[] = []
  for (const evil of ATTACKS) {
    ids.push(await ask(evil, { name: evil, facility: evil, consent: 'on' }, await device()))
    expect(
      (await sendJson(app, await device(), `${hall.base}/questions`, question('x', { name: 'n', caseCode: evil })))
        .status,
    ).toBe(422)
    expect(
      (await sendJson(app, await device(), `${hall.base}/questions`, question('x', { name: 'n', talkId: evil })))
        .status,
    ).toBe(422)
    expect(
      (await sendJson(app, await device(), `${hall.base}/questions`, { ...question('x'), key: evil })).status,
    ).toBe(422)
  }
  const chair = browser(app, hall.chair.cookie)
  for (const [n, evil] of ATTACKS.entries()) {
    expect(
      (
        await sendJson(app, hall.speaker.cookie, `${hall.base}/answers`, {
          question: ids[n]!,
          key: `answer-key-${n}-abcdefgh`,
          body: evil,
        })
      ).status,
    ).toBe(200)
    expect(
      (await chair.post(`${hall.base}/polls`, { kind: 'single', title: evil, options: `${evil}\n${evil}2` })).status,
    ).toBe(303)
  }
  expect((await chair.post(`${hall.base}/polls`, { kind: 'words', title: 'cloud', options: '' })).status).toBe(303)
  const polls = await ctx.db.selectFrom('discussion_poll').select(['id', 'kind']).execute()
  for (const { id } of polls)
    for (const what of ['open', 'show']) await chair.post(`${hall.base}/polls/act`, { poll: id, act: what })
  const cloud = polls.find((p) => p.kind === 'words')!.id
  for (const evil of ATTACKS)
    expect((await sendJson(app, await device(), `${hall.base}/ballots`, { poll: cloud, choices: [evil] })).status).toBe(
      200,
    )
  const reflected = await browser(app, await device()).post(`${hall.base}/questions`, {
    key: ATTACKS[1]!,
    body: ATTACKS[4]!,
    name: ATTACKS[1]!,
    facility: ATTACKS[1]!,
    shown: ATTACKS[1]!,
    slide: ATTACKS[1]!,
  })
  const pages = [
    reflected.status === 422 ? await reflected.text() : '',
    ...(await Promise.all(
      [
        hall.base,
        `${hall.base}?order=${encodeURIComponent(ATTACKS[1]!)}`,
        `${hall.base}/screen`,
        `/en/hall?next=${encodeURIComponent(ATTACKS[5]!)}`,
        `/en/events/${SLUG}/discussions`,
      ].map(async (p) => (await get(p, hall.speaker.cookie)).html),
    )),
    (await get(`${hall.base}/chair`, hall.chair.cookie)).html,
    renderFragment(
      (await itemSection(ctx, actorFor(hall.other), 'en', {
        slug: SLUG,
        kind: 'session',
        code: hall.place.item.code,
      })) as never,
    ),
  ]
  for (const html of pages) {
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.every((tag) => /type="(application\/json|module)"/.test(tag))).toBe(true)
    expect(html).not.toMatch(/<(img|svg)[^>]*\son\w+=/i)
    expect(html).not.toMatch(/href="javascript:/i)
    expect(html).not.toContain('<!--<script>')
    expect(html).not.toMatch(/\sstyle="/)
  }
  const csv = (await get(`${hall.base.replace('/en', '')}.csv`)).html
  expect(csv).not.toMatch(/(^|,)[=+\-@]/m)
  expect((await get(`${hall.base.replace('/en', '')}.json`)).headers.get('content-disposition')).toMatch(/attachment/)
}, 60_000)

test('exports hold only what is public and agreed to', async () => {
  await act(await ask('agreed', { consent: 'on' }), 'publish')
  await act(await ask('not agreed'), 'publish')
  await act(await ask('=cmd()', { consent: 'on', facility: '@x', shown: 'facility' }), 'publish')
  await ask('pending', { consent: 'on' })
  const { html: csv, headers } = await get(`${hall.base.replace('/en', '')}.csv`)
  expect(headers.get('content-type')).toContain('text/csv')
  expect(csv).toContain('agreed')
  expect(csv).toContain("'=cmd()")
  expect(csv).not.toMatch(/not agreed|pending/)
  const data = JSON.parse((await get(`${hall.base.replace('/en', '')}.json`)).html) as {
    questions: { body: string; by: object }[]
  }
  expect(data.questions.map((q) => q.body)).toEqual(['agreed', '=cmd()'])
  expect(data.questions[1]!.by).toEqual({ kind: 'facility', name: '', facility: '@x' })
})

test('the public part is found by search a minute later, and gone when it is set aside', async () => {
  const id = await ask('Tắc mạch bằng keo n-BCA ở tuyến tỉnh')
  await ask('still pending n-BCA')
  await act(id, 'publish')
  const jobs = jobsOf(ctx.domains)
  ctx.clock.advance(61_000)
  await runDueJobs(ctx, jobs)
  expect((await search(ctx, 'tac mach keo')).found.map((f) => [f.kind, f.ref])).toEqual([['question', id]])
  expect((await search(ctx, 'pending')).total).toBe(0)
  await act(id, 'dismiss')
  ctx.clock.advance(61_000)
  await runDueJobs(ctx, jobs)
  expect((await search(ctx, 'tac mach keo')).total).toBe(0)
})

test('questions of an event that is a draft again are found no more, and again when it is public', async () => {
  await act(await ask('Tắc mạch bằng keo n-BCA ở tuyến tỉnh'), 'publish')
  const jobs = jobsOf(ctx.domains)
  const found = async () => {
    await runDueJobs(ctx, jobs)
    return (await search(ctx, 'tac mach keo')).total
  }
  ctx.clock.advance(61_000)
  expect(await found()).toBe(1)
  for (const [state, n] of [
    ['draft', 0],
    ['published', 1],
  ] as const) {
    await changeEventState(ctx, system, hall.event.id, state)
    expect([state, await found()]).toEqual([state, n])
  }
})

test('a person’s own data: all of it exported, names gone when erased, one vote left when two records become one', async () => {
  await hold(ctx, hall.event, { chairSees: false, moderated: false })
  const named = await ask('with a name')
  const blind = await ask('without', { shown: 'anonymous' })
  const other = await ask('of another', {}, hall.other.cookie)
  for (const who of [hall.asker, hall.speaker])
    await sendJson(app, who.cookie, `${hall.base}/votes`, { question: other, on: '1' })
  const mine = JSON.stringify(await exportPerson(ctx, hall.asker.personId))
  expect([named, blind, other].every((id) => mine.includes(id))).toBe(true)
  expect(mine).not.toContain('of another')
  await write(ctx, system, async (tx) => (await mergePerson(tx, hall.speaker.personId, hall.asker.personId), ok()))
  const row = await ctx.db
    .selectFrom('discussion_question')
    .select('votes')
    .where('id', '=', other)
    .executeTakeFirstOrThrow()
  expect(row.votes).toBe(1)
  await write(ctx, system, async (tx) => (await erasePerson(tx, hall.asker.personId), ok()))
  const { html } = await get(hall.base)
  expect(html).toContain('with a name')
  expect(html).not.toContain('Nguyễn Văn Hỏi')
})
