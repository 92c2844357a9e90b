import { beforeEach, expect, test } from 'vitest'
import { aHall, SLUG } from '#src/domains/discussion/testing.ts'
import { statements } from '#src/platform/db/connect.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { saveCollection, type CollectionDraft } from './commands/collections.ts'
import { caseById } from './queries/case.ts'
import { collectionFor } from './queries/collections.ts'
import { setQuiz } from './quiz/commands.ts'
import { actorFor, as, makeCase, must, somebody, type MadeCase, type Somebody } from './testing.ts'

ownContext()
let maker: Somebody
let open: MadeCase
let members: MadeCase

beforeEach(async () => {
  maker = await somebody(ctx, { name: 'BS. Người Gom', society: ['secretariat'] })
  open = await makeCase(ctx, { state: 'shared', audience: 'public', title: { vi: 'Ca công khai' } })
  members = await makeCase(ctx, { state: 'shared', audience: 'members', title: { vi: 'Ca hội viên' } })
})

const actor = () => actorFor(maker, { society: ['secretariat'] })
const draft = (more: Partial<CollectionDraft> = {}): CollectionDraft => ({
  title: { vi: 'Ca của hội nghị' },
  body: {},
  visibility: 'public',
  eventSlug: '',
  cases: [open, members].map(({ code }) => ({ code, note: null })),
  ...more,
})
const make = async (more: Partial<CollectionDraft> = {}) =>
  must(await saveCollection(ctx, actor(), null, draft(more), 0)).code
const get = async (path: string, who?: Somebody) => {
  const response = await as(app, who).get(path)
  return { status: response.status, html: await response.text() }
}
const at = (code: string) => `/vi/cases/collections/${code}`

test('why a case is in a collection is written in the form, in each language, and read on its page', async () => {
  const code = await make()
  const form = await get(`${at(code)}/edit`, maker)
  for (const lang of ['vi', 'en', 'ko']) expect(form.html).toContain(`name="note.${open.code}.${lang}"`)
  expect((await get(`${at(code)}/edit`)).status).toBe(404)
  const fields = {
    'title.vi': 'Ca của hội nghị',
    cases: `${open.code}\n${members.code}`,
    visibility: 'public',
    revision: '1',
    [`note.${open.code}.vi`]: 'Dạy cách chọn **ống thông**',
    [`note.${open.code}.en`]: '<script>alert(1)</script>',
    [`note.${members.code}.ko`]: '회원용 메모',
  }
  const long = await as(app, maker).post(`${at(code)}/edit`, { ...fields, [`note.${open.code}.vi`]: 'x'.repeat(2_001) })
  expect([long.status, (await long.text()).includes('회원용 메모')]).toEqual([422, true])
  expect((await as(app, maker).post(`${at(code)}/edit`, fields)).status).toBe(303)
  const page = (await get(at(code), maker)).html
  expect(page).toContain('Dạy cách chọn <strong>ống thông</strong>')
  expect(page).toContain('회원용 메모')
  expect((await get(at(code).replace('/vi/', '/en/'))).html).not.toContain('<script>alert')
  // Who may not see the case reads nothing of why it is there.
  expect((await get(at(code))).html).not.toContain('회원용')
  // A form that says nothing of notes leaves them.
  must(await saveCollection(ctx, actor(), code, draft(), 2))
  expect((await collectionFor(ctx, actor(), code))!.cases[0]!.note['vi']).toContain('ống thông')
})

test('of a quiz it is read by who has answered, and outlives an editor who has not', async () => {
  const code = await make({ cases: [{ code: open.code, note: { vi: 'Đáp án: túi phình' } }] })
  must(await setQuiz(ctx, open.actor, (await caseById(ctx, open.actor, open.id))!, true))
  for (const who of [undefined, maker]) expect((await get(at(code), who)).html).not.toContain('túi phình')
  expect((await get(`${at(code)}/edit`, maker)).html).not.toContain('túi phình')
  const fields = { 'title.vi': 'Khác', cases: open.code, visibility: 'public', revision: '1' }
  expect((await as(app, maker).post(`${at(code)}/edit`, fields)).status).toBe(303)
  expect((await get(at(code), open.owner)).html).toContain('túi phình')
})

test('stands on the page of its meeting for whoever sees a case of it, and is not there for others', async () => {
  await aHall(ctx)
  const overview = `/vi/events/${SLUG}`
  const title = 'Ca lâm sàng của hội nghị'
  expect((await get(overview)).html).not.toContain(title)
  await make({ eventSlug: SLUG, cases: [{ code: members.code, note: null }] })
  expect((await get(overview)).html).not.toContain(title)
  expect((await get(overview, maker)).html).toContain('Ca hội viên')
  const code = await make({ eventSlug: SLUG, title: { vi: 'Tuyển tập hai' } })
  const stranger = (await get(overview)).html
  for (const text of [title, 'Tuyển tập hai', at(code), 'Ca công khai']) expect(stranger).toContain(text)
  expect(stranger).not.toContain('Ca hội viên')
  // Not the maker's own.
  await make({ eventSlug: SLUG, visibility: 'own', title: { vi: 'Bản nháp riêng' } })
  expect((await get(overview)).html).not.toContain('Bản nháp riêng')
  const count = async () => {
    const counter = { count: 0 }
    await statements.run(counter, () => get(overview, maker))
    return counter.count
  }
  const few = await count()
  const more = []
  for (let n = 0; n < 3; n++) more.push(await makeCase(ctx, { state: 'shared', audience: 'public' }))
  await make({ eventSlug: SLUG, cases: more.map((one) => ({ code: one.code, note: null })) })
  expect(await count()).toBe(few)
})
