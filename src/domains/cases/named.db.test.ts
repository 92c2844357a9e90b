import { afterEach, beforeEach, expect, test } from 'vitest'
import { moderate } from '#src/domains/discussion/commands/moderate.ts'
import { hubOf } from '#src/domains/discussion/live/hub.ts'
import { setDiscussion } from '#src/domains/discussion/commands/discussion.ts'
import { actorFor, aHall, question, sendJson, SLUG, type Hall } from '#src/domains/discussion/testing.ts'
import { statements } from '#src/platform/db/connect.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { makeCase, type MadeCase } from './testing.ts'

/** A question of the open discussion names a case. */
ownContext()
let hall: Hall
let members: MadeCase
let open: MadeCase

beforeEach(async () => {
  hall = await aHall(ctx)
  members = await makeCase(ctx, { state: 'shared', audience: 'members', title: { vi: 'Ca của hội viên' } })
  open = await makeCase(ctx, { state: 'shared', audience: 'public', title: { vi: 'Ca công khai', en: 'Open case' } })
})
afterEach(() => hubOf(ctx).stop())

const ask = async (body: string, caseCode: string) => {
  const sent = await sendJson(
    app,
    hall.asker.cookie,
    `${hall.base}/questions`,
    question(body, { caseCode, consent: 'on' }),
  )
  if (!sent.body.ok) return sent.status
  const { id } = sent.body.value as unknown as { id: string }
  await moderate(ctx, actorFor(hall.chair), hall.place, { questionId: id, act: 'publish' })
  return sent.status
}
const get = async (path: string, cookie = '') =>
  await (await app.request(`http://hoi.test${path}`, { headers: { cookie } })).text()

test('by its code or the address of its page, in any language, whole or not', async () => {
  const given = [
    members.code,
    members.code.toLowerCase(),
    members.path,
    `/vi${members.path}`,
    ` https://hoi.test/ko${members.path.toLowerCase()}?a=1#series `,
  ]
  // Six in two minutes may be asked; each of these is.
  for (const [n, one] of given.entries()) expect([one, await ask(`q${n}`, one)]).toEqual([one, 200])
  const rows = await ctx.db.selectFrom('discussion_question').select('case_code').execute()
  expect(rows.map((row) => row.case_code)).toEqual(given.map(() => members.code))
  expect(await ask('x', '/vi/cases/short')).toBe(422)
})

test('is linked by its title for whoever may see it, and nothing is said to others', async () => {
  await ask('Của hội viên?', members.code)
  await ask('Công khai?', open.path)
  const base = hall.base.replace(/^\/en/, '/vi')
  const link = (made: MadeCase) => `href="/vi${made.path}"`
  for (const path of [base, `${base}/chair`]) {
    const cookie = path === base ? hall.other.cookie : hall.chair.cookie
    const html = await get(path, cookie)
    for (const text of [link(members), 'Ca bệnh: Ca của hội viên', link(open)])
      expect([path, html]).toEqual([path, expect.stringContaining(text)])
  }
  const stranger = await get(base)
  expect(stranger).toContain(link(open))
  for (const text of [link(members), 'Ca của hội viên']) expect(stranger).not.toContain(text)
  // For the live page: the stream says a code, this says what one may know of it.
  const asked = `${base}/cases?codes=${members.code},${open.code},ZZZZZZZZ`
  expect(Object.keys(JSON.parse(await get(asked)) as object)).toEqual([open.code])
  expect(Object.keys(JSON.parse(await get(asked, hall.other.cookie)) as object).toSorted()).toEqual(
    [members.code, open.code].toSorted(),
  )
  const screen = await get(`${base}/screen`)
  for (const text of [link(open), link(members), 'Ca công khai', 'Ca của hội viên']) expect(screen).not.toContain(text)
  const csv = base.replace(/^\/vi/, '').replace(/discussion$/, 'discussion.csv')
  expect([(await get(csv)).includes(members.code), (await get(csv, hall.other.cookie)).includes(members.code)]).toEqual(
    [false, true],
  )
})

test('stays in the record on the page of its session, for each reader as before', async () => {
  await ask('Của hội viên?', members.code)
  await setDiscussion(ctx, actorFor(hall.chair), hall.place, 'closed')
  const page = `/vi/events/${SLUG}/sessions/${hall.place.item.code}`
  expect(await get(page, hall.other.cookie)).toContain('Ca bệnh: Ca của hội viên')
  const stranger = await get(page)
  expect(stranger).toContain('Của hội viên?')
  expect(stranger).not.toContain('Ca của hội viên')
})

test('costs one statement, however many are named', async () => {
  const count = async () => {
    const counter = { count: 0 }
    await statements.run(counter, () => get(hall.base, hall.other.cookie))
    return counter.count
  }
  await ask('none', '')
  await count()
  const none = await count()
  await ask('one', members.code)
  const one = await count()
  await ask('two', open.code)
  await ask('three', members.code)
  expect([one, await count()]).toEqual([none + 1, none + 1])
})
