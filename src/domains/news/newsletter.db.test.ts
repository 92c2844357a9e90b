import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App, Env } from '#src/platform/http/env.ts'
import { stranger } from '#src/platform/authz.ts'
import { csrf, securityHeaders } from '#src/platform/http/security.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { unsubscribeUrl } from './newsletter/lists.ts'
import { BATCH, PAUSE_MS } from './newsletter/mailing.ts'
import { oneClick } from './routes/newsletter.tsx'
import { as, runNewsJobs, secretary } from './testing.ts'

let ctx: TestContext
let app: App
let me: ReturnType<typeof as>
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  me = as(app, (await secretary(ctx)).cookie)
})
afterEach(() => ctx.close())

const mails = () => ctx.db.selectFrom('mail').selectAll().orderBy('id').execute()
const linkIn = (text: string) => /http:\/\/hoi\.test(\/\S+)/.exec(text)![1]!

async function subscribe(email: string, lang = 'vi'): Promise<void> {
  await as(app).post(`/${lang}/newsletter`, { email })
  const link = linkIn((await mails()).at(-1)!.text)
  await as(app).post(link)
}

async function mailing(fields: Record<string, string> = {}): Promise<string> {
  const made = await me.post('/vi/manage/newsletter/new', {
    audience: 'subscribers',
    'subject.vi': 'Bản tin tháng 4',
    'body.vi': '## Xin chào\n\nCó **hội nghị**.',
    'subject.en': 'April',
    'body.en': 'Hello',
    ...fields,
  })
  return made.headers.get('location')!.split('?')[0]!
}

describe('subscribing', () => {
  test('is confirmed by the address itself, and looks the same for one that has it', async () => {
    const first = await (await as(app).post('/en/newsletter', { email: 'A@Example.org' })).text()
    const [ask] = await mails()
    expect(ask).toMatchObject({ to_address: 'a@example.org', lang: 'en' })
    const state = async () =>
      (await ctx.db.selectFrom('newsletter_subscriber').select(['email', 'state', 'consent_how']).execute())[0]
    expect(await state()).toEqual({ email: 'a@example.org', state: 'asked', consent_how: 'newsletter form' })
    // Opening the link is not yet an answer: mail programs open links too.
    await as(app).get(linkIn(ask!.text))
    expect((await state())!.state).toBe('asked')
    await as(app).post(linkIn(ask!.text))
    expect((await state())!.state).toBe('active')
    expect(await (await as(app).post('/en/newsletter', { email: 'a@example.org' })).text()).toBe(first)
    expect(await mails()).toHaveLength(1)
  })

  test('refuses what is no address, and a link that was tampered with or is a week old', async () => {
    expect((await as(app).post('/vi/newsletter', { email: 'a@b' })).status).toBe(422)
    await as(app).post('/vi/newsletter', { email: 'b@example.org' })
    const link = linkIn((await mails())[0]!.text)
    expect((await as(app).get(`${link.slice(0, -3)}AAA`)).status).toBe(410)
    ctx.clock.advance(8 * 86_400_000)
    expect((await as(app).post(link)).status).toBe(410)
  })
})

describe('a mailing', () => {
  test('goes to everyone in their language, with the way out, once', async () => {
    await subscribe('vi@example.org')
    await subscribe('ko@example.org', 'ko')
    const before = (await mails()).length
    const path = await mailing()
    expect(await (await me.get(path)).text()).toContain('Sẽ gửi tới 2 địa chỉ')
    expect((await me.post(`${path}/send`)).status).toBe(422)
    expect((await me.post(`${path}/send`, { sure: 'on' })).status).toBe(303)
    await runNewsJobs(ctx)
    await runNewsJobs(ctx)
    const sent = (await mails()).slice(before)
    expect(sent.map((mail) => [mail.to_address, mail.subject, mail.lang])).toEqual([
      ['ko@example.org', 'Bản tin tháng 4', 'ko'],
      ['vi@example.org', 'Bản tin tháng 4', 'vi'],
    ])
    expect(sent[1]!.text).toContain('Xin chào\n\nCó hội nghị.')
    expect(sent[1]!.text).toContain('Ngừng nhận: http://hoi.test/vi/unsubscribe/')
    expect((await me.post(`${path}/send`, { sure: 'on' })).status).toBe(404)
    expect((await me.post(path, { audience: 'subscribers', 'subject.vi': 'x', 'body.vi': 'y' })).status).toBe(404)
  })

  test('to a group of role holders with a confirmed account; not who left, bounced, or is elsewhere', async () => {
    const people = []
    for (const n of [1, 2, 3])
      people.push(await somebody(ctx, { email: `d${n}@example.org`, events: { e1: ['delegate'] } }))
    await somebody(ctx, { email: 'reviewer@example.org', events: { e1: ['reviewer'] } })
    await somebody(ctx, { email: 'other@example.org', events: { e2: ['delegate'] } })
    await as(app).post(new URL(unsubscribeUrl(ctx, 'vi', 'd2@example.org', 'notices')).pathname)
    await me.post('/vi/manage/newsletter/bounces', { do: 'mark', email: 'D3@example.org' })
    const path = await mailing({ audience: 'role:delegate:e1' })
    await me.post(`${path}/send`, { sure: 'on' })
    await runNewsJobs(ctx)
    expect((await mails()).map((mail) => mail.to_address)).toEqual(['d1@example.org'])
    expect((await mails())[0]!.text).toContain('đại biểu')
    const [reviewers] = [await mailing({ audience: 'reviewers' })]
    await me.post(`${reviewers}/send`, { sure: 'on' })
    await runNewsJobs(ctx)
    expect((await mails()).at(-1)!.to_address).toBe('reviewer@example.org')
  })

  test('leaves in portions; who unsubscribes meanwhile gets none, and it can be stopped', async () => {
    const many = Array.from({ length: BATCH * 2 + 5 }, (_, n) => `s${String(n).padStart(3, '0')}@example.org`)
    await ctx.db
      .insertInto('newsletter_subscriber')
      .values(
        many.map((email) => ({
          email,
          person_id: null,
          lang: 'vi' as const,
          state: 'active' as const,
          consent_at: 0,
          consent_how: 'test',
          consent_version: '1',
          confirmed_at: 0,
          left_at: null,
        })),
      )
      .execute()
    const path = await mailing()
    await me.post(`${path}/send`, { sure: 'on' })
    await runNewsJobs(ctx)
    expect(await mails()).toHaveLength(BATCH)
    await as(app).post(new URL(unsubscribeUrl(ctx, 'vi', many.at(BATCH)!, 'newsletter')).pathname)
    ctx.clock.advance(PAUSE_MS)
    await runNewsJobs(ctx)
    expect((await mails()).map((mail) => mail.to_address)).not.toContain(many.at(BATCH))
    expect(await mails()).toHaveLength(BATCH * 2)
    await me.post(`${path}/stop`)
    ctx.clock.advance(PAUSE_MS)
    await runNewsJobs(ctx)
    expect(await mails()).toHaveLength(BATCH * 2)
  })

  test('to nobody is refused, as is one without words', async () => {
    const path = await mailing()
    expect((await me.post(`${path}/send`, { sure: 'on' })).status).toBe(422)
    expect((await me.post('/vi/manage/newsletter/new', { audience: 'subscribers' })).status).toBe(422)
    expect(
      (await me.post('/vi/manage/newsletter/new', { audience: 'everyone', 'subject.vi': 'x', 'body.vi': 'y' })).status,
    ).toBe(422)
  })
})

describe('leaving', () => {
  test('a GET asks, a POST does it, again does no harm, a forged link does nothing', async () => {
    await subscribe('a@example.org')
    const path = new URL(unsubscribeUrl(ctx, 'ko', 'a@example.org', 'newsletter')).pathname
    expect(await (await as(app).get(path)).text()).toContain('a@example.org(으)로 뉴스레터를')
    const active = async () =>
      (await ctx.db.selectFrom('newsletter_subscriber').select('state').executeTakeFirstOrThrow()).state
    expect(await active()).toBe('active')
    for (let n = 0; n < 2; n++) expect((await as(app).post(path)).status).toBe(200)
    expect(await active()).toBe('left')
    expect((await as(app).post(`${path}x`)).status).toBe(410)
    expect((await as(app).get('/vi/unsubscribe/AAAA')).status).toBe(410)
  })

  test('one click of a mail program needs no cookie, origin or token (RFC 8058)', async () => {
    const mini = new Hono<Env>()
    mini.use(async (c, next) => {
      c.set('ctx', ctx)
      c.set('actor', stranger)
      c.set('lang', 'vi')
      c.set('client', 'test')
      await next()
    })
    mini.use(securityHeaders)
    oneClick(mini)
    mini.use(csrf)
    await subscribe('a@example.org')
    const path = new URL(unsubscribeUrl(ctx, 'vi', 'a@example.org', 'newsletter')).pathname
    const body = (text: string) =>
      mini.request(`http://hoi.test${path}`, {
        method: 'POST',
        body: text,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    expect((await body('x=1')).status).toBe(403)
    expect((await body('List-Unsubscribe=One-Click')).status).toBe(200)
    expect((await ctx.db.selectFrom('newsletter_subscriber').select('state').executeTakeFirstOrThrow()).state).toBe(
      'left',
    )
    // From another site's page it is worth no more than the address itself, which that site does not have.
    expect(
      (
        await mini.request('http://hoi.test/vi/unsubscribe/AAAA', {
          method: 'POST',
          body: 'List-Unsubscribe=One-Click',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(410)
  })
})

describe('bounces', () => {
  const dsn = (email: string, status: string) =>
    `Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${email}\nAction: failed\nStatus: ${status}\n--b--\n`

  test('a report marks what is gone for good and nothing else; the mark can be taken away', async () => {
    expect(
      (await me.post('/vi/manage/newsletter/bounces', { do: 'report', report: dsn('full@example.org', '5.2.2') }))
        .status,
    ).toBe(303)
    expect(
      (await me.post('/vi/manage/newsletter/bounces', { do: 'report', report: dsn('gone@example.org', '5.1.1') }))
        .status,
    ).toBe(303)
    expect((await me.post('/vi/manage/newsletter/bounces', { do: 'report', report: 'hello' })).status).toBe(422)
    expect((await ctx.db.selectFrom('mail_bounce').select('email').execute()).map((row) => row.email)).toEqual([
      'gone@example.org',
    ])
    expect(await (await me.get('/vi/manage/newsletter')).text()).toContain('gone@example.org')
    await as(app).post('/vi/newsletter', { email: 'gone@example.org' })
    expect(await mails()).toEqual([])
    await me.post('/vi/manage/newsletter/bounces', { do: 'unmark', email: 'gone@example.org' })
    expect(await ctx.db.selectFrom('mail_bounce').select('email').execute()).toEqual([])
  })
})
