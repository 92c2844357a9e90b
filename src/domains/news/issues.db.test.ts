import { beforeEach, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { search } from '#src/platform/search/index.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { sitemap } from './feeds/sitemap.ts'
import { setPublic } from './newsletter/issues.ts'
import { as, runNewsJobs, secretary, system } from './testing.ts'

ownContext()
let me: ReturnType<typeof as>
let other: string
beforeEach(async () => {
  me = as(app, (await secretary(ctx)).cookie)
  other = (await somebody(ctx, { events: { e1: ['organiser'] } })).cookie
  const row = { person_id: null, state: 'active' as const, consent_at: 0, consent_how: 'test', consent_version: '1' }
  await ctx.db
    .insertInto('newsletter_subscriber')
    .values({ email: 'an@example.org', lang: 'ko', confirmed_at: 0, left_at: null, ...row })
    .execute()
})

const reader = () => as(app)
const text = async (path: string) => (await reader().get(path)).text()
const found = async (q: string) => (await search(ctx, q)).found.map((one) => one.url)
const mails = () => ctx.db.selectFrom('mail').selectAll().orderBy('id').execute()

async function draft(fields: Record<string, string> = {}): Promise<string> {
  const made = await me.post('/vi/manage/newsletter/new', {
    audience: 'subscribers',
    'subject.vi': 'Bản tin tháng 4',
    'body.vi': '## Xin chào\n\nCó **hội nghị** ở Quảng Ninh.\n\n<script>alert(1)</script>',
    'subject.en': 'April',
    'body.en': 'Hello from [Hạ Long](https://example.org/a)',
    ...fields,
  })
  return made.headers.get('location')?.split('?')[0] ?? ''
}
const send = async (path: string) => {
  expect((await me.post(`${path}/send`, { sure: 'on' })).status).toBe(303)
  await runNewsJobs(ctx)
  await runNewsJobs(ctx)
}
const ISSUE = '/newsletter/issues/ban-tin-thang-4'

test('nothing is public unless it is said: neither sent, nor listed, found, or in the sitemap', async () => {
  await send(await draft())
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(404)
  expect(await text('/vi/newsletter/issues')).toContain('Chưa có số nào')
  expect(await text('/vi/newsletter')).not.toContain('/newsletter/issues')
  expect(await found('Quảng Ninh')).toEqual([])
  expect(await sitemap(ctx)).not.toContain('/newsletter')
  expect((await mails()).at(-1)!.text).not.toContain('/newsletter/issues')
})

test('one marked so is read by everyone once it is sent, not before, in its languages, with nothing of any reader', async () => {
  const path = await draft({ public: 'on' })
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(404)
  expect(await (await me.get(path)).text()).toContain('Đọc trên trình duyệt: http://hoi.test/vi/newsletter/issues/…')
  await send(path)
  const mail = (await mails()).at(-1)!
  expect(mail).toMatchObject({ to_address: 'an@example.org', lang: 'ko' })
  expect(mail.text).toContain(`웹에서 보기: http://hoi.test/ko${ISSUE}`)
  const vi = await text(`/vi${ISSUE}`)
  expect(vi).toContain('<strong>hội nghị</strong>')
  expect(vi).not.toContain('<script>alert')
  for (const lang of ['vi', 'en', 'ko']) {
    const html = await text(`/${lang}${ISSUE}`)
    expect(html).not.toMatch(/an@example\.org|\/unsubscribe\/|Ngừng nhận: /)
    expect(await text(`/${lang}/newsletter`)).toContain(`href="/${lang}${ISSUE}"`)
    expect(await text(`/${lang}/newsletter/issues`)).toContain(`href="/${lang}${ISSUE}"`)
  }
  expect(await text(`/en${ISSUE}`)).toContain('Hello from')
  // What is not written in Korean is read in English, and says so.
  expect(await text(`/ko${ISSUE}`)).toMatch(/<h1 lang="en">April/)
  expect(await found('quang ninh')).toEqual([ISSUE])
  expect(await sitemap(ctx)).toContain(`http://hoi.test/ko${ISSUE}`)
})

test('is opened and closed afterwards by those who manage news; closed it is gone everywhere, and keeps its address', async () => {
  const path = await draft()
  await send(path)
  for (const cookie of [undefined, other])
    expect((await as(app, cookie).post(`${path}/public`, { do: 'open' })).status).toBe(404)
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(404)
  await me.post(`${path}/public`, { do: 'open' })
  await runNewsJobs(ctx)
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(200)
  await me.post(`${path}/public`, { do: 'close' })
  await runNewsJobs(ctx)
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(404)
  expect(await found('quang ninh')).toEqual([])
  await me.post(`${path}/public`, { do: 'open' })
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(200)
  const said = await ctx.db.selectFrom('audit').select('action').where('action', '=', 'mailing.publicity').execute()
  expect(said).toHaveLength(3)
})

test('a notice to a group is never public; one that was stopped is not either', async () => {
  const refused = await me.post('/vi/manage/newsletter/new', {
    audience: 'members',
    'subject.vi': 'Riêng',
    'body.vi': 'Cho thành viên.',
    public: 'on',
  })
  expect(refused.status).toBe(422)
  const notice = await draft({ audience: 'members' })
  await send(notice)
  expect((await me.post(`${notice}/public`, { do: 'open' })).status).toBe(404)
  const letter = await draft({ public: 'on' })
  expect((await me.post(`${letter}/send`, { sure: 'on' })).status).toBe(303)
  await me.post(`${letter}/stop`)
  await runNewsJobs(ctx)
  expect((await reader().get(`/vi${ISSUE}`)).status).toBe(404)
  expect(await found('quang ninh')).toEqual([])
})

test('those of one name that are opened at the same moment have two addresses', async () => {
  const ids: string[] = []
  for (let n = 0; n < 4; n++) {
    const path = await draft()
    await send(path)
    ids.push(path.split('/').at(-1)!)
  }
  const done = await Promise.all(ids.map((id) => setPublic(ctx, system, id, true)))
  expect(done.map((one) => one.ok)).toEqual([true, true, true, true])
  for (const path of [ISSUE, `${ISSUE}-2`, `${ISSUE}-3`, `${ISSUE}-4`])
    expect((await reader().get(`/vi${path}`)).status).toBe(200)
})

test('two of one name have two addresses, and a list runs as many statements for many as for one', async () => {
  await send(await draft({ public: 'on' }))
  const count = async (path: string): Promise<number> => {
    await reader().get(path)
    const counter = { count: 0 }
    await statements.run(counter, () => reader().get(path))
    return counter.count
  }
  const [list, join] = [await count('/vi/newsletter/issues'), await count('/vi/newsletter')]
  for (let n = 0; n < 4; n++) await send(await draft({ public: 'on' }))
  for (const path of [ISSUE, `${ISSUE}-2`, `${ISSUE}-5`]) expect((await reader().get(`/vi${path}`)).status).toBe(200)
  expect([await count('/vi/newsletter/issues'), await count('/vi/newsletter')]).toEqual([list, join])
  expect(list).toBeLessThanOrEqual(3)
})
