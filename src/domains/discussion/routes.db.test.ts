import { expect, test } from 'vitest'
import { longDate } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { statements } from '#src/platform/db/connect.ts'
import { changeEventState } from '#src/domains/events/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { setDiscussion } from './commands/discussion.ts'
import { itemSection } from './section.tsx'
import { renderFragment } from '#src/ui/html.ts'
import { actorFor, browser, deviceCookie, hold, question, sendJson, SLUG } from './testing.ts'
import { app, ctx } from '#tests/support/own-context.ts'
import { act, ask, get, hall, ownHall } from './routes/testing.ts'

ownHall()

const system = systemActor('test')

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
  // As the screen says it, typed on a phone.
  expect((await phone.get('/hall', { 'accept-language': 'ko' })).headers.get('location')).toBe('/ko/hall')
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

test('the list of an event begins with what is open and what one chairs, then goes by day in the event’s time', async () => {
  const headings = async (cookie = '') =>
    [...(await get(`/en/events/${SLUG}/discussions`, cookie)).html.matchAll(/<h2>(.*?)<\/h2>/g)].map((m) => m[1])
  expect(await headings()).toEqual(['Open now'])
  // The session is open; its two talks are planned, which only who chairs them is told.
  expect(await headings(hall.chair.cookie)).toEqual(['Open now', 'Chaired by you'])
  await setDiscussion(ctx, actorFor(hall.chair), hall.place, 'closed')
  expect(await headings()).toEqual([longDate('en', dateOf('Asia/Ho_Chi_Minh', hall.place.item.start!))])
})
