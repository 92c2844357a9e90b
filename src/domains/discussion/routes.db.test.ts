import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { changeEventState } from '#src/domains/events/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { jobsOf } from '#src/worker.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { search } from '#src/platform/search/index.ts'
import { setDiscussion } from './commands/discussion.ts'
import { moderate } from './commands/moderate.ts'
import { hubOf } from './live/hub.ts'
import { itemSection } from './section.tsx'
import { erasePerson, exportPerson, mergePerson } from './personal.ts'
import { write } from '#src/platform/write.ts'
import { ok } from '#src/platform/outcome.ts'
import { renderFragment } from '#src/ui/html.ts'
import { actorFor, aHall, browser, deviceCookie, hold, question, sendJson, SLUG, type Hall } from './testing.ts'

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

const system = systemActor('test')
const ask = async (body: string, more: Record<string, string> = {}, cookie = hall.asker.cookie): Promise<string> => {
  const { body: answer, status } = await sendJson(app, cookie, `${hall.base}/questions`, question(body, more))
  if (!answer.ok) throw new Error(`${status} ${JSON.stringify(answer)}`)
  return (answer.value as unknown as { id: string }).id
}
const act = (id: string, what: 'publish' | 'take' | 'dismiss' | 'later' | 'answered' | 'pin') =>
  moderate(ctx, actorFor(hall.chair), hall.place, { questionId: id, act: what })
const get = async (path: string, cookie = '') => {
  const response = await app.request(`http://hoi.test${path}`, { headers: { cookie } })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

test('a stranger reads, and is refused every form; the chair’s addresses are not there', async () => {
  const id = await ask('Which coil?')
  await act(id, 'publish')
  expect((await get(hall.base)).html).toContain('Which coil?')
  expect((await get(`${hall.base}/screen`)).status).toBe(200)
  for (const path of [`${hall.base}/chair`, `/en/events/${SLUG}/discussions/settings`]) {
    expect((await get(path)).status, path).toBe(404)
    expect((await get(path, hall.asker.cookie)).status, path).toBe(404)
  }
  const forms: [string, Record<string, string>][] = [
    ['questions', question('x')],
    ['votes', { question: id, on: '1' }],
    ['withdraw', { id }],
    ['answers', { question: id, key: 'k'.repeat(20), body: 'x' }],
    ['answers/remove', { id }],
    ['ballots', { poll: id, choices: '0' }],
    ['state', { state: 'closed' }],
    ['moderation', { question: id, act: 'dismiss' }],
    ['merge', { question: id, into: id }],
    ['polls', { title: 'x', kind: 'words', options: '' }],
    ['polls/act', { poll: id, act: 'open' }],
  ]
  for (const [path, fields] of forms) {
    expect([401, 404], path).toContain((await sendJson(app, '', `${hall.base}/${path}`, fields)).status)
    if (!['questions', 'votes', 'withdraw'].includes(path))
      expect((await sendJson(app, hall.other.cookie, `${hall.base}/${path}`, fields)).status, path).toBe(404)
  }
  expect((await sendJson(app, hall.other.cookie, `${hall.base}/withdraw`, { id })).status).toBe(404)
  expect(
    (await sendJson(app, hall.asker.cookie, `/en/events/${SLUG}/discussions/settings`, { asking: 'hall' })).status,
  ).toBe(404)
  const foreign = await app.request(`http://hoi.test${hall.base}/questions`, {
    method: 'POST',
    headers: { cookie: hall.asker.cookie, 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams(question('x')),
  })
  expect(foreign.status).toBe(403)
})

test('a draft’s discussions are not there for anybody outside', async () => {
  await changeEventState(ctx, system, hall.event.id, 'draft')
  for (const path of [
    hall.base,
    `${hall.base}/screen`,
    `/en/events/${SLUG}/discussions`,
    hall.base.replace('/en', '').replace(/discussion$/, 'discussion.csv'),
    `${hall.base.replace('/en', '')}/live`,
  ]) {
    expect((await get(path)).status, path).toBe(404)
  }
})

test('the whole way without JavaScript: asked, let through, voted, taken, answered in writing, closed, read', async () => {
  const [asker, chair, speaker, other] = [hall.asker, hall.chair, hall.speaker, hall.other].map((who) =>
    browser(app, who.cookie),
  )
  const refused = await asker!.post(`${hall.base}/questions`, question('  ', { slide: 'twelve' }))
  expect(refused.status).toBe(422)
  const again = await refused.text()
  expect(again).toContain('Please fill this in')
  expect(again).toContain('value="twelve"')
  expect(again).toMatch(/role="alert".*href="#f-body">Your question: Please fill this in.*href="#f-slide"/s)
  const fields = question('Nút mạch bằng gì?', { slide: '12', consent: 'on', facility: 'BV Tuyên Quang' })
  for (let n = 0; n < 2; n++) {
    const sent = await asker!.post(`${hall.base}/questions`, fields)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${hall.base}#mine`])
  }
  const mine = await (await asker!.get(hall.base)).text()
  expect(mine.match(/Nút mạch bằng gì\?/g)!.length).toBeGreaterThan(0)
  expect(mine).toContain('Awaiting the chair')
  expect(await (await other!.get(hall.base)).text()).not.toContain('Nút mạch')
  const table = await (await chair!.get(`${hall.base}/chair`)).text()
  const id = /name="question" value="([0-9a-f-]{36})"/.exec(table)![1]!
  // The name stands there once.
  expect(table.match(/>Nguyễn Văn Hỏi · BV Tuyên Quang</g)).toHaveLength(1)
  expect(table).not.toContain('Asked by')
  for (const what of ['publish', 'pin', 'take'])
    expect((await chair!.post(`${hall.base}/moderation`, { question: id, act: what })).status).toBe(303)
  expect((await chair!.post(`${hall.base}/moderation`, { question: id, act: 'publish' })).status).toBe(409)
  expect((await other!.post(`${hall.base}/votes`, { question: id, on: '1' })).headers.get('location')).toBe(
    `${hall.base}#q-${id}`,
  )
  expect(
    (await speaker!.post(`${hall.base}/answers`, { question: id, key: 'k'.repeat(20), body: 'Bằng keo.\nTùy ca.' }))
      .status,
  ).toBe(303)
  expect((await chair!.post(`${hall.base}/state`, { state: 'closed' })).status).toBe(303)
  const record = await (await other!.get(hall.base)).text()
  for (const text of [
    'Nguyễn Văn Hỏi · BV Tuyên Quang',
    'Slide 12',
    'Báo Cáo',
    'Bằng keo.',
    'lang="vi"',
    'The discussion in the hall is over',
    'discussion.csv',
  ])
    expect(record).toContain(text)
  expect(record).not.toContain('id="ask"')
  expect((await sendJson(app, hall.other.cookie, `${hall.base}/questions`, question('late'))).body.code).toBe('expired')
  ctx.clock.advance(20 * 86_400_000)
  expect(
    (
      await sendJson(app, hall.speaker.cookie, `${hall.base}/answers`, {
        question: id,
        key: 'l'.repeat(20),
        body: 'A later thought.',
      })
    ).status,
  ).toBe(200)
  ctx.clock.advance(20 * 86_400_000)
  expect(
    (
      await sendJson(app, hall.speaker.cookie, `${hall.base}/answers`, {
        question: id,
        key: 'm'.repeat(20),
        body: 'Too late.',
      })
    ).status,
  ).toBe(404)
  expect(
    renderFragment(
      (await itemSection(ctx, actorFor(hall.other), 'en', {
        slug: SLUG,
        kind: 'session',
        code: hall.place.item.code,
      })) as never,
    ),
  ).toContain('A later thought.')
  expect(
    await itemSection(ctx, actorFor(hall.other), 'en', { slug: SLUG, kind: 'talk', code: hall.talk.item.code }),
  ).toBeNull()
})

test('a page runs the same number of statements for one question and for many', async () => {
  const count = async (path: string, cookie: string) => {
    const counter = { count: 0 }
    await statements.run(counter, () => get(path, cookie))
    return counter.count
  }
  await act(await ask('one'), 'publish')
  const paths: [string, string][] = [
    [hall.base, hall.other.cookie],
    [`${hall.base}/chair`, hall.chair.cookie],
    [`${hall.base}/screen`, ''],
  ]
  for (const [path, cookie] of paths) await get(path, cookie)
  const one = [await count(...paths[0]!), await count(...paths[1]!), await count(...paths[2]!)]
  for (const body of ['two', 'three']) await act(await ask(body), 'publish')
  const three = [await count(...paths[0]!), await count(...paths[1]!), await count(...paths[2]!)]
  expect(three).toEqual(one)
  expect(Math.max(...three)).toBeLessThanOrEqual(14)
})

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

test('the hall’s code lets a device ask once it is entered, and no longer when it was changed', async () => {
  await hold(ctx, hall.event, { asking: 'hall', moderated: false })
  const { hall_code } = await ctx.db.selectFrom('discussion_setting').select('hall_code').executeTakeFirstOrThrow()
  const phone = browser(app)
  expect((await phone.post('/en/hall', { code: 'WRONG1' })).status).toBe(422)
  const came = { code: hall_code, next: hall.base }
  expect((await browser(app).post('/en/hall', came)).headers.get('location')).toBe(hall.base)
  for (const next of ['//evil.example/x', '/en/events/other/talks/x', '/en/account'])
    expect((await browser(app).post('/en/hall', { code: hall_code, next })).headers.get('location')).toBe(
      `/en/events/${SLUG}/discussions`,
    )
  expect((await phone.get(`/hall/WRONG1/session/${hall.place.item.code}`)).headers.get('location')).toMatch(/\/hall$/)
  const scanned = await phone.get(`/hall/${hall_code}/session/${hall.place.item.code}`, { 'accept-language': 'ko' })
  expect(scanned.headers.get('location')).toBe(`/ko/events/${SLUG}/sessions/${hall.place.item.code}/discussion`)
  expect(scanned.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
  const had = phone.jar.get('hoi.hall')
  expect((await phone.post('/en/hall', { code: hall_code.toLowerCase() })).headers.get('location')).toBe(
    `/en/events/${SLUG}/discussions`,
  )
  expect(phone.jar.get('hoi.hall')).toBe(had)
  expect((await phone.post(`${hall.base}/questions`, question('From the hall', { name: 'Ẩn Danh' }))).status).toBe(303)
  expect((await phone.post(`${hall.base}/questions`, question('No name'))).status).toBe(422)
  expect((await get(hall.base)).html).toContain('Ẩn Danh')
  expect((await get(`${hall.base}/chair`, hall.chair.cookie)).html).toContain('name not verified')
  await hold(ctx, hall.event, { asking: 'hall', newCode: true })
  expect((await sendJson(app, `hoi.hall=${had}`, `${hall.base}/questions`, question('old'))).status).toBe(401)
  const forged = (await deviceCookie(ctx, hall.event)).replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))
  expect((await sendJson(app, forged, `${hall.base}/questions`, question('forged'))).status).toBe(401)
})

test('too many questions, votes and codes are slowed down', async () => {
  let last = 0
  for (let n = 0; n < 8; n++)
    last = (await sendJson(app, hall.asker.cookie, `${hall.base}/questions`, question(`q${n}`))).status
  expect(last).toBe(429)
  const slow = await browser(app, hall.asker.cookie).post(`${hall.base}/questions`, question('again'))
  expect([slow.status, Number(slow.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(await slow.text()).toContain('again')
  const id = ctx.ids.id()
  const votes = []
  for (let n = 0; n < 42; n++)
    votes.push((await sendJson(app, hall.other.cookie, `${hall.base}/votes`, { question: id, on: '1' })).status)
  expect(votes.at(-1)).toBe(429)
  const codes = []
  for (let n = 0; n < 32; n++)
    codes.push((await browser(app).post('/en/hall', { code: `BAD${String(n).padStart(3, '0')}` })).status)
  expect(codes.at(-1)).toBe(429)
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

test('an archived event’s discussions can be read and nothing else', async () => {
  const id = await ask('kept')
  await act(id, 'publish')
  await setDiscussion(ctx, system, hall.place, 'closed')
  await changeEventState(ctx, system, hall.event.id, 'archived')
  expect((await get(hall.base)).html).toContain('kept')
  expect((await get(`${hall.base}/chair`, hall.chair.cookie)).status).toBe(404)
  expect(
    (await sendJson(app, hall.speaker.cookie, `${hall.base}/answers`, { question: id, key: 'k'.repeat(20), body: 'x' }))
      .status,
  ).toBe(404)
})
