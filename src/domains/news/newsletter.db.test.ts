import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App, Env } from '#src/platform/http/env.ts'
import { stranger } from '#src/platform/authz.ts'
import { csrf, securityHeaders } from '#src/platform/http/security.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { unsubscribeUrl } from './newsletter/lists.ts'
import { BATCH, PAUSE_MS } from './newsletter/mailing.ts'
import { newsJobs } from './jobs.ts'
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
      ['ko@example.org', 'April', 'ko'],
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
    await ctx.db.updateTable('mail').set({ state: 'sent' }).where('to_address', '<', 's010').execute()
    const half = await (await me.get(path)).text()
    expect(half).toContain(`Đã gửi 10 trên ${many.length} thư`)
    expect(half).toContain(`Đang chờ: ${many.length - 10}`)
    expect(half).toContain('http-equiv="refresh"')
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

describe('before it goes', () => {
  test('a mailing is shown as it arrives, links with their addresses, saved or not', async () => {
    const fields = { 'body.vi': '## Chào\n\n[Chương trình](https://a.vn/ct) <b>', 'subject.vi': 'Tháng <4>' }
    const path = await mailing(fields)
    const page = await (await me.get(path)).text()
    expect(page).toContain('Chương trình (https://a.vn/ct) &lt;b>')
    expect(page).toContain('Quý vị nhận thư này vì đã đăng ký bản tin')
    const unsaved = await me.post(path, { audience: 'reviewers', ...fields, 'subject.vi': 'Khác', do: 'preview' })
    expect(await unsaved.text()).toContain('Thư như người nhận đọc (chưa lưu)')
    expect(await ctx.db.selectFrom('mailing').select('audience').execute()).toEqual([
      { audience: '{"group":"subscribers"}' },
    ])
    expect((await me.post('/vi/manage/newsletter/new', { ...fields, audience: '', do: 'preview' })).status).toBe(200)
  })

  test('a trial goes to the secretary alone, marked, without a way out of anybody’s', async () => {
    const path = await mailing()
    expect((await me.post(`${path}/trial`)).headers.get('location')).toBe(`${path}?trial=1`)
    const [trial, ...more] = await mails()
    expect([more, trial!.subject]).toEqual([[], '[Thư thử] Bản tin tháng 4'])
    expect([trial!.text.includes('/unsubscribe/…'), JSON.parse(trial!.headers)]).toEqual([true, {}])
    const stranger = as(app, (await somebody(ctx)).cookie)
    expect((await stranger.post(`${path}/trial`)).status).toBe(404)
  })

  test('too long, or a subject without its text and the other way round, is refused with everything kept', async () => {
    for (const [fields, field] of [
      [{ 'subject.vi': 'x'.repeat(151) }, 'subject.vi'],
      [{ 'body.vi': 'x'.repeat(20_001) }, 'body.vi'],
      [{ 'subject.ko': '', 'body.ko': '본문' }, 'subject.ko'],
      [{ 'subject.ko': '제목' }, 'body.ko'],
    ] as const) {
      const all = { audience: 'subscribers', 'subject.vi': 'a', 'body.vi': 'giữ lại', ...fields }
      const answer = await me.post('/vi/manage/newsletter/new', all)
      const html = await answer.text()
      expect([field, answer.status, html.includes(`href="#f-${field.replace('.', '-')}"`)]).toEqual([field, 422, true])
    }
    expect(await ctx.db.selectFrom('mailing').select('id').execute()).toEqual([])
  })
})

describe('leaving', () => {
  test('a GET asks, a POST does it, again does no harm, a forged link does nothing', async () => {
    await subscribe('a@example.org')
    const path = new URL(unsubscribeUrl(ctx, 'ko', 'a@example.org', 'newsletter')).pathname
    expect(await (await as(app).get(path)).text()).toContain('a@example.org 주소로 뉴스레터를')
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
  /** As a mail server returns the last mail to `to`; `claims` is the address that it says is gone. */
  const dsn = async (to: string, status: string, claims = to): Promise<string> => {
    const mail = (await mails()).findLast((one) => one.to_address === to)
    return [
      'Content-Type: multipart/report; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx',
      '',
      `Final-Recipient: rfc822; ${claims}`,
      'Action: failed',
      `Status: ${status}`,
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${mail?.id ?? 'none'}@hoi.test>`,
      '',
      'text',
      '--b--',
    ].join('\n')
  }
  const give = async (report: string) => {
    const answer = await me.post('/vi/manage/newsletter/bounces', { do: 'report', report })
    return { status: answer.status, html: await answer.text() }
  }
  const gone = async () => (await ctx.db.selectFrom('mail_bounce').select('email').execute()).map((row) => row.email)

  test('a report marks what is gone for good and nothing else, and says so; the mark can be taken away', async () => {
    for (const email of ['full@example.org', 'gone@example.org']) await as(app).post('/vi/newsletter', { email })
    const passing = await give(await dsn('full@example.org', '5.2.2'))
    expect([passing.status, passing.html]).toEqual([200, expect.stringContaining('lỗi tạm thời (5.2.2)')])
    expect((await give(await dsn('gone@example.org', '5.1.1'))).html).toContain('gone@example.org: đã đánh dấu')
    const wrong = await give('hello <b>')
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('hello &lt;b>')])
    expect(await gone()).toEqual(['gone@example.org'])
    const before = (await mails()).length
    await as(app).post('/vi/newsletter', { email: 'gone@example.org' })
    expect(await mails()).toHaveLength(before)
    await me.post('/vi/manage/newsletter/bounces', { do: 'unmark', email: 'gone@example.org' })
    expect(await gone()).toEqual([])
  })

  test('a report that lies silences nobody: about another address, without our mail, with one of another site', async () => {
    for (const email of ['mine@example.org', 'victim@example.org']) await as(app).post('/vi/newsletter', { email })
    const lies = [
      await dsn('mine@example.org', '5.1.1', 'victim@example.org'),
      await dsn('nobody@example.org', '5.1.1', 'victim@example.org'),
      (await dsn('victim@example.org', '5.1.1')).replace('@hoi.test', '@evil.example'),
      (await dsn('victim@example.org', '5.1.1')).replace(/Message-ID.*\n/, ''),
    ]
    for (const lie of lies) expect((await give(lie)).html).toContain('victim@example.org: báo cáo không kèm')
    expect(await gone()).toEqual([])
    expect((await give(await dsn('victim@example.org', '5.1.1'))).html).toContain('victim@example.org: đã đánh dấu')
  })

  test('an address that a server refused for good while we sent is marked by the job; what may pass is not', async () => {
    for (const email of ['gone@example.org', 'busy@example.org', 'policy@example.org'])
      await as(app).post('/vi/newsletter', { email })
    for (const [email, said] of [
      ['gone@example.org', 'Can’t send mail - all recipients were rejected: 550 5.1.1 no such user'],
      ['busy@example.org', '451 4.7.1 try again later; see 5.1.1'],
      ['policy@example.org', '550 5.7.1 refused by policy'],
    ] as const)
      await ctx.db
        .updateTable('mail')
        .set({ state: 'failed', last_error: said })
        .where('to_address', '=', email)
        .execute()
    for (let n = 0; n < 2; n++) await newsJobs['news:refused']!(ctx, {} as never)
    expect(await gone()).toEqual(['gone@example.org'])
  })
})
