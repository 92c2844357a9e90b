import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { systemActor } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { actorOf, findPeople, publicFacility, publicPerson, upsertPeople, type PersonDraft } from './index.ts'
import { browser, somebody } from './testing.ts'
import { stranger } from '#src/platform/authz.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

async function people(...drafts: PersonDraft[]): Promise<string[]> {
  const done = await write(ctx, systemActor('test'), async (tx) => ok(await upsertPeople(tx, drafts)))
  if (!done.ok) throw new Error(done.code)
  return done.value
}
const secretary = async () => browser(app, (await somebody(ctx, { name: 'Thư Ký', society: ['secretariat'] })).cookie)
const admin = async () => browser(app, (await somebody(ctx, { name: 'Quản Trị', society: ['administrator'] })).cookie)
const rolesOf = (id: string) =>
  ctx.db.selectFrom('role_grant').select(['role', 'event_id']).where('person_id', '=', id).orderBy('role').execute()

describe('refusals', () => {
  const paths = (id: string, facility: string) => [
    ['GET', '/manage/people'],
    ['GET', '/manage/people/new'],
    ['POST', '/manage/people/new'],
    ['GET', `/manage/people/${id}`],
    ['POST', `/manage/people/${id}`],
    ['POST', `/manage/people/${id}/photo`],
    ['POST', `/manage/people/${id}/publicity`],
    ['POST', `/manage/people/${id}/email`],
    ['POST', `/manage/people/${id}/invite`],
    ['POST', `/manage/people/${id}/roles`],
    ['GET', `/manage/people/${id}/merge`],
    ['POST', `/manage/people/${id}/merge`],
    ['GET', '/manage/facilities'],
    ['GET', '/manage/facilities/duplicates'],
    ['GET', '/manage/facilities/new'],
    ['POST', '/manage/facilities/new'],
    ['GET', `/manage/facilities/${facility}`],
    ['POST', `/manage/facilities/${facility}`],
    ['GET', `/manage/facilities/${facility}/merge`],
    ['POST', `/manage/facilities/${facility}/merge`],
  ]

  it('a stranger, a delegate and an organiser find none of it', async () => {
    const [id] = await people({ name: 'Ai Đó', facility: { name: { vi: 'Bệnh viện X' } }, email: 'ai@example.org' })
    const facility = (await ctx.db.selectFrom('facility').select('id').executeTakeFirstOrThrow()).id
    const delegate = await somebody(ctx, { events: { e1: ['delegate'] } })
    const organiser = await somebody(ctx, { events: { e1: ['organiser'] } })
    for (const cookie of ['', delegate.cookie, organiser.cookie]) {
      const me = browser(app, cookie)
      for (const [method, path] of paths(id!, facility)) {
        const answer =
          method === 'GET'
            ? await me.get(`/vi${path}`)
            : await me.post(`/vi${path}`, { family: 'x', role: 'administrator', from: id! })
        expect(answer.status, `${method} ${path}`).toBe(404)
      }
    }
    expect(await rolesOf(id!)).toEqual([])
  })

  it('the secretariat neither grants roles of the society nor touches an administrator', async () => {
    const me = await secretary()
    const boss = await somebody(ctx, { society: ['administrator'] })
    const [id] = await people({ name: 'Ai Đó' })
    for (const role of ['administrator', 'secretariat']) {
      expect((await me.post(`/vi/manage/people/${id}/roles`, { role })).status).toBe(404)
      expect((await me.post(`/vi/manage/people/${id}/roles`, { role, event: 'e1' })).status).toBe(422)
    }
    expect((await me.get(`/vi/manage/people/${boss.personId}`)).status).toBe(404)
    expect((await me.post(`/vi/manage/people/${boss.personId}/email`, { email: 'mine@example.org' })).status).toBe(404)
    expect((await me.post(`/vi/manage/people/${boss.personId}/roles`, { revoke: 'administrator' })).status).toBe(404)
    expect((await me.post(`/vi/manage/people/${id}/merge`, { from: boss.personId })).status).toBe(404)
    expect(await rolesOf(id!)).toEqual([])
    expect((await me.post(`/vi/manage/people/${id}/roles`, { role: 'organiser', event: 'e1' })).status).toBe(303)
    expect(await rolesOf(id!)).toEqual([{ role: 'organiser', event_id: 'e1' }])
  })

  it('the list leads only to records that open', async () => {
    const boss = await somebody(ctx, { name: 'Quản Trị Riêng', society: ['administrator'] })
    const link = `/manage/people/${boss.personId}"`
    const list = await (await (await secretary()).get('/vi/manage/people')).text()
    expect(list).toContain('Quản Trị Riêng')
    expect(list).not.toContain(link)
    expect(await (await browser(app, boss.cookie).get('/vi/manage/people')).text()).toContain(link)
  })

  it('the last administrator keeps the role', async () => {
    const boss = await somebody(ctx, { society: ['administrator'] })
    const me = browser(app, boss.cookie)
    const answer = await me.post(`/en/manage/people/${boss.personId}/roles`, { revoke: 'administrator' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('at least one administrator')
    await somebody(ctx, { society: ['administrator'] })
    expect((await me.post(`/en/manage/people/${boss.personId}/roles`, { revoke: 'administrator' })).status).toBe(303)
  })
})

describe('people', () => {
  it('are listed with the same statements for 1 and 100, and found without diacritics or by address', async () => {
    const me = await secretary()
    const count = async (path: string) => {
      const counter = { count: 0 }
      const answer = await statements.run(counter, () => me.get(path))
      return { status: answer.status, page: await answer.text(), count: counter.count }
    }
    await count('/vi/manage/people')
    await people({ name: 'Vũ Đăng Lưu', email: 'luu@example.org', facility: { name: { vi: 'Bệnh viện Bạch Mai' } } })
    const few = await count('/vi/manage/people')
    await people(...Array.from({ length: 120 }, (_, n) => ({ name: `Nguyễn Văn ${n}` })))
    const many = await count('/vi/manage/people')
    expect(many.count).toBe(few.count)
    expect(many.page).toContain('1–100')
    const found = (await count('/vi/manage/people?q=dang+luu')).page
    expect(found).toContain('Vũ Đăng Lưu')
    expect(found).toContain('Bệnh viện Bạch Mai')
    expect(found).not.toContain('Nguyễn Văn 7')
    expect((await count('/vi/manage/people?q=luu%40exam')).page).toContain('Vũ Đăng Lưu')
    const staff = (await count('/vi/manage/people?role=secretariat')).page
    expect(staff).toContain('Thư Ký')
    expect(staff).not.toContain('Vũ Đăng Lưu')
  })

  it('are made, edited, invited', async () => {
    const me = await secretary()
    const made = await me.post('/vi/manage/people/new', {
      family: 'Lê',
      given: 'Thị Khách',
      email: 'khach@example.org',
      country: 'VN',
    })
    expect(made.status).toBe(303)
    const path = made.headers.get('location')!.split('?')[0]!
    expect((await me.get(path)).status).toBe(200)
    expect(
      (await me.post('/vi/manage/people/new', { family: 'B', given: 'C', email: 'khach@example.org' })).status,
    ).toBe(422)
    expect((await me.post(`${path}/invite`)).status).toBe(303)
    const [mail] = await ctx.db.selectFrom('mail').selectAll().execute()
    expect(mail).toMatchObject({ to_address: 'khach@example.org', subject: 'Mời nhận hồ sơ của Quý vị' })
    const link = /http:\/\/hoi\.test(\/\S+)/.exec(mail!.text)![1]!
    expect((await browser(app).get(link)).status).toBe(200)
  })

  it('are merged: what moves is shown first and then moves, the old address leads to the new', async () => {
    const [a] = await people({ name: 'Vũ Đăng Lưu', source: 's', sourceId: '1', biography: { vi: 'Tiểu sử' } })
    const b = await somebody(ctx, { name: 'Vu Dang Luu', events: { e1: ['speaker'] } })
    const slugs = await ctx.db.selectFrom('person').select(['id', 'slug']).execute()
    const me = await secretary()
    const preview = await (await me.get(`/en/manage/people/${a}/merge?q=vu+dang&from=${b.personId}`)).text()
    expect(preview).toContain('E-mail addresses: 1')
    expect(preview).toContain('Accounts: 1')
    expect(
      (await ctx.db.selectFrom('person').select('merged_into').where('id', '=', b.personId).executeTakeFirstOrThrow())
        .merged_into,
    ).toBeNull()
    expect((await me.post(`/en/manage/people/${a}/merge`, { from: b.personId })).status).toBe(303)
    const actor = await actorOf(ctx, new Request('http://x/', { headers: { cookie: b.cookie } }))
    expect(actor).toMatchObject({ personId: a, name: 'Vũ Đăng Lưu' })
    expect([...actor.events.get('e1')!]).toEqual(['speaker'])
    const old = slugs.find((row) => row.id === b.personId)!.slug
    expect((await browser(app).get(`/en/people/${old}`)).headers.get('location')).toBe('/en/people/vu-dang-luu')
    expect(await people({ name: 'Vũ Đ. Lưu', source: 's', sourceId: '1' })).toEqual([a])
  })

  it('with an account each are not merged', async () => {
    const [a, b] = [await somebody(ctx), await somebody(ctx)]
    expect((await (await secretary()).post(`/vi/manage/people/${a.personId}/merge`, { from: b.personId })).status).toBe(
      422,
    )
  })

  it('join an invited record to the account they have', async () => {
    const [invited] = await people({ name: 'Trần Hai', source: 's', sourceId: '7' })
    const own = await somebody(ctx, { name: 'Trần Hai' })
    const { invite, invitationPath } = await import('./index.ts')
    const made = await write(ctx, systemActor('test'), async (tx) => ok(await invite(tx, { personId: invited! })))
    if (!made.ok) throw new Error()
    const path = `/vi${invitationPath(made.value.token)}`
    expect((await browser(app).post(`${path}/join`)).status).toBe(410)
    expect((await browser(app, own.cookie).post(`${path}/join`)).status).toBe(303)
    expect(await people({ name: 'Trần Hai', source: 's', sourceId: '7' })).toEqual([own.personId])
    expect((await browser(app, own.cookie).post(`${path}/join`)).status).toBe(410)
  })

  it('are found by organisers without their addresses', async () => {
    await people({ name: 'Vũ Đăng Lưu', email: 'luu@example.org' })
    const actor = async (options: Parameters<typeof somebody>[1]) =>
      actorOf(ctx, new Request('http://x/', { headers: { cookie: (await somebody(ctx, options)).cookie } }))
    expect(await findPeople(ctx, stranger, 'vu')).toEqual([])
    expect(await findPeople(ctx, await actor({ events: { e1: ['delegate'] } }), 'vu')).toEqual([])
    expect(await findPeople(ctx, await actor({ events: { e1: ['organiser'] } }), 'dang luu')).toMatchObject([
      { name: 'Vũ Đăng Lưu', email: '', hasEmail: true },
    ])
    expect(await findPeople(ctx, await actor({ society: ['secretariat'] }), 'luu@example.org')).toMatchObject([
      { email: 'luu@example.org' },
    ])
  })
})

describe('facilities', () => {
  it('are made, edited, found by former province, and refuse a taken name', async () => {
    const me = await secretary()
    const fields = {
      'name.vi': 'Bệnh viện Đa khoa Hà Giang',
      'name.en': 'Hà Giang General Hospital',
      level: 'provincial',
      country: 'VN',
      province: 'tuyen-quang',
    }
    const made = await me.post('/vi/manage/facilities/new', fields)
    expect(made.status).toBe(303)
    const path = made.headers.get('location')!.split('?')[0]!
    expect(
      (
        await me.post('/vi/manage/facilities/new', {
          ...fields,
          'name.vi': 'Khác',
          'name.en': 'ha giang GENERAL hospital',
        })
      ).status,
    ).toBe(422)
    expect(
      (
        await me.post('/vi/manage/facilities/new', {
          'name.vi': 'Y',
          level: 'galactic',
          website: 'javascript:alert(1)',
        })
      ).status,
    ).toBe(422)
    await me.post('/vi/manage/facilities/new', { ...fields, 'name.vi': 'Bệnh viện Tuyên Quang', 'name.en': '' })
    const found = await (await me.get('/vi/manage/facilities?q=ha+giang')).text()
    expect(found).toContain('Bệnh viện Tuyên Quang')
    expect((await me.post(path, { ...fields, 'name.ko': '하장종합병원' })).status).toBe(303)
    expect(await (await browser(app).get('/api/facilities?q=%EC%A2%85%ED%95%A9&lang=ko')).json()).toMatchObject({
      facilities: [{ name: '하장종합병원', province: '뚜옌꽝' }],
    })
  })

  it('that may be the same are reported, and merged with all their people and names', async () => {
    const [a] = await people({ name: 'A', facility: { name: { vi: 'Bệnh viện Bạch Mai' }, country: 'VN' } })
    const [b] = await people({
      name: 'B',
      facility: { name: { en: 'Bach Mai Hospital' }, country: 'VN', website: 'https://bachmai.example' },
    })
    const ids = Object.fromEntries(
      (
        await ctx.db.selectFrom('person').select(['id', 'facility_id']).where('facility_id', 'is not', null).execute()
      ).map((row) => [row.id, row.facility_id!]),
    )
    const [into, from] = [ids[a!]!, ids[b!]!]
    const me = await secretary()
    const report = await (await me.get('/en/manage/facilities/duplicates')).text()
    expect(report).toContain('Bach Mai Hospital')
    expect(await (await me.get(`/en/manage/facilities/${into}/merge?from=${from}`)).text()).toContain('People: 1')
    expect((await me.post(`/en/manage/facilities/${into}/merge`, { from })).status).toBe(303)
    expect(await ctx.db.selectFrom('person').select('facility_id').where('id', '=', b!).execute()).toEqual([
      { facility_id: into },
    ])
    expect(await publicFacility(ctx, 'bach-mai-hospital')).toMatchObject({
      id: into,
      name: { vi: 'Bệnh viện Bạch Mai', en: 'Bach Mai Hospital' },
      movedTo: 'benh-vien-bach-mai',
    })
    expect((await browser(app).get('/en/facilities/bach-mai-hospital')).status).toBe(301)
    const page = await (await browser(app).get('/en/facilities/benh-vien-bach-mai')).text()
    expect(page).toContain('https://bachmai.example')
    expect(page).toContain('/en/people/b')
    await people({ name: 'C', facility: { name: { en: 'BACH MAI HOSPITAL' } } })
    expect(await ctx.db.selectFrom('facility').select('id').where('merged_into', 'is', null).execute()).toEqual([
      { id: into },
    ])
  })
})

describe('the public page of a person', () => {
  it('escapes what was written, loads no picture from elsewhere, and is there for those who let it', async () => {
    const [id] = await people({
      name: 'Eve <script>alert(1)</script>',
      biography: { en: '<img src=x onerror=alert(1)>' },
      avatar: 'https://tracker.example/x.png',
    })
    const { slug } = await ctx.db.selectFrom('person').select('slug').where('id', '=', id!).executeTakeFirstOrThrow()
    const page = await (await browser(app).get(`/en/people/${slug}`)).text()
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img src=x')
    expect(page).not.toContain('tracker.example')
    expect((await browser(app).get('/en/people/nobody')).status).toBe(404)
    const hidden = await somebody(ctx, { name: 'Kín Đáo' })
    expect((await browser(app).get('/vi/people/kin-dao')).status).toBe(404)
    expect((await browser(app, hidden.cookie).get('/vi/people/kin-dao')).status).toBe(200)
    expect((await (await admin()).get('/vi/people/kin-dao')).status).toBe(200)
    expect(await publicPerson(ctx, stranger, 'kin-dao')).toBeNull()
  })
})
