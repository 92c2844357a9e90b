import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refusedByPolicy } from '#src/ui/testing.ts'
import { stranger, systemActor, type Actor, type SocietyRole } from '../authz.ts'
import { statements } from '../db/connect.ts'
import type { Env } from '../http/env.ts'
import { countJobs } from '../jobs/admin.ts'
import { GiveUp, runDueJobs } from '../jobs/worker.ts'
import { countMails } from '../mail/outbox.ts'
import { ok } from '../outcome.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { write } from '../write.ts'
import { cleanUp, RETENTION } from './clean.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { opsDomain } from './index.ts'
import { ops } from './messages.ts'
import { withoutCodes } from './outbox-queries.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await platformContext()
})
afterEach(() => ctx.close())

const person = (name: string, ...roles: SocietyRole[]): Actor => ({
  ...stranger,
  personId: `p-${name}`,
  name,
  society: new Set(roles),
})
const administrator = person('Trần Thị Bình', 'administrator')
const secretary = person('Lê Văn Cường', 'secretariat')
const delegate = person('Phạm Dung')

function site(actor: Actor, config: Partial<TestContext['config']> = {}) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', { ...ctx, config: { ...ctx.config, ...config } })
    c.set('actor', actor)
    c.set('client', 'test')
    c.set('nonce', 'n')
    c.set('csrf', 'csrf-token')
    c.set('styleHashes', [])
    c.set('lang', (c.req.path.split('/')[1] ?? 'vi') as 'vi')
    await next()
  })
  const pages = new Hono<Env>()
  opsDomain.pages?.(pages)
  app.route('/:lang{vi|en|ko}', pages)
  return app
}

const get = async (actor: Actor, path: string, config = {}) => await (await site(actor, config).request(path)).text()
const post = (actor: Actor, path: string, form: Record<string, string>) =>
  site(actor).request(path, { method: 'POST', body: new URLSearchParams(form) })
const count = async (actor: Actor, path: string) => {
  const counter = { count: 0 }
  await statements.run(counter, () => get(actor, path))
  return counter.count
}

async function deadJobs(n: number): Promise<void> {
  await write(ctx, systemActor('test'), async (tx) => {
    for (let i = 0; i < n; i++) await tx.enqueue('case:thumbnail', { i })
    return ok()
  })
  await runDueJobs(ctx, new Map([['case:thumbnail', () => Promise.reject(new GiveUp('no <pixels> there'))]]))
}
const mails = (n: number, more: object = {}) =>
  write(ctx, systemActor('test'), async (tx) => {
    const ids: string[] = []
    for (let i = 0; i < n; i++)
      ids.push(
        await tx.mail({
          to: `s${i}@x.test`,
          name: `BS. ${i}`,
          lang: 'vi',
          subject: `Lịch báo cáo ${i}`,
          text: 'Kính gửi',
          ...more,
        }),
      )
    return ok(ids)
  })

describe('who is not meant to see it finds nothing there', () => {
  const paths = ['/manage/jobs', '/manage/outbox', '/manage/audit']
  test.each([
    ['a stranger', stranger],
    ['a delegate', delegate],
  ] as const)('%s', async (_, actor) => {
    const [id] = ((await mails(1)) as { value: string[] }).value
    await deadJobs(1)
    for (const path of [...paths, `/manage/outbox/${id}`])
      expect((await site(actor).request(`/vi${path}`)).status).toBe(404)
    for (const path of ['/manage/jobs/all', `/manage/outbox/${id}`, '/manage/outbox/batch']) {
      expect((await post(actor, `/vi${path}`, { do: 'discard', batch: 'x' })).status).toBe(404)
    }
    expect(await countMails(ctx)).toMatchObject({ queued: 1 })
  })

  test('the secretariat: the outbox only, and in it no account mails', async () => {
    const account = ((await mails(1, { subject: 'Đặt lại mật khẩu' })) as { value: string[] }).value[0]
    await mails(1, { batch: 'release:1', subject: 'Thông báo' })
    expect((await site(secretary).request('/vi/manage/jobs')).status).toBe(404)
    expect((await site(secretary).request('/vi/manage/audit')).status).toBe(404)
    const list = await get(secretary, '/vi/manage/outbox?state=queued')
    expect(list).toContain('Thông báo')
    expect(list).not.toContain('Đặt lại mật khẩu')
    expect(list).not.toContain('/manage/jobs')
    expect((await site(secretary).request(`/vi/manage/outbox/${account}`)).status).toBe(404)
    expect((await post(secretary, `/vi/manage/outbox/${account}`, { do: 'discard' })).status).toBe(404)
    expect(await get(administrator, '/vi/manage/outbox?state=queued')).toContain('Đặt lại mật khẩu')
  })
})

describe('jobs', () => {
  test('dead ones are seen with their reason, run again, and discarded', async () => {
    await deadJobs(2)
    const html = await get(administrator, '/en/manage/jobs')
    expect(html).toContain('case:thumbnail')
    expect(html).toContain('no &lt;pixels> there')
    expect(html).toContain('name="_csrf" value="csrf-token"')
    expect(refusedByPolicy(html)).toEqual([])
    const [first, second] = Array.from(html.matchAll(/action="\/en(\/manage\/jobs\/[0-9a-f-]{36})"/g), (m) => m[1]!)
    const retried = await post(administrator, `/en${first}`, { do: 'retry' })
    expect([retried.status, retried.headers.get('location')]).toEqual([303, '/en/manage/jobs?done=retried'])
    await post(administrator, `/en${second}`, { do: 'discard' })
    expect(await countJobs(ctx)).toEqual({ ready: 1, running: 0, dead: 0 })
    expect((await post(administrator, `/en${second}`, { do: 'discard' })).headers.get('location')).toBe(
      '/en/manage/jobs?done=gone',
    )
    expect(await get(administrator, '/en/manage/jobs?done=retried')).toContain('It will run again now.')
  })

  test('all dead ones run again at once', async () => {
    await deadJobs(3)
    await post(administrator, '/vi/manage/jobs/all', { do: 'retry' })
    expect(await countJobs(ctx)).toEqual({ ready: 3, running: 0, dead: 0 })
  })

  test('long lists go on where they ended', async () => {
    await deadJobs(60)
    const html = await get(administrator, '/vi/manage/jobs')
    const next = /href="([^"]*after=[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
    const more = await get(administrator, next)
    const ids = (text: string) => Array.from(text.matchAll(/jobs\/([0-9a-f-]{36})"/g), (m) => m[1]!)
    expect(new Set([...ids(html), ...ids(more)]).size).toBe(60)
  })
})

describe('the outbox', () => {
  test('a held batch is shown, sent, and stopped again', async () => {
    await mails(3, { batch: 'release:v2', hold: true })
    const html = await get(secretary, '/vi/manage/outbox')
    expect(html).toContain('release:v2')
    expect(html).toContain('SMTP_URL')
    expect(refusedByPolicy(html)).toEqual([])
    expect(
      (await post(secretary, '/vi/manage/outbox/batch', { batch: 'release:v2', do: 'send' })).headers.get('location'),
    ).toContain('done=sent')
    expect(await countMails(ctx)).toMatchObject({ queued: 3, held: 0 })
    await post(secretary, '/vi/manage/outbox/batch', { batch: 'release:v2', do: 'hold' })
    expect(await countMails(ctx)).toMatchObject({ queued: 0, held: 3 })
    await post(secretary, '/vi/manage/outbox/batch', { batch: 'release:v2', do: 'discard' })
    expect(await countMails(ctx)).toMatchObject({ discarded: 3 })
  })

  test('a mail is read with its links where there is no mail server, and without their codes where there is one', async () => {
    const token = ctx.ids.token()
    const text = `Kính gửi chị,\n\nhttps://hoi.test/vi/reset/${token}?next=%2Fvi`
    const [id] = ((await mails(1, { text, hold: true, batch: 'x' })) as { value: string[] }).value
    expect(await get(administrator, `/ko/manage/outbox/${id}`)).toContain(token)
    const masked = await get(administrator, `/ko/manage/outbox/${id}`, { smtpUrl: 'smtp://x' })
    expect(masked).not.toContain(token)
    expect(masked).toContain('가려져')
    await post(administrator, `/ko/manage/outbox/${id}`, { do: 'send' })
    expect(await countMails(ctx)).toMatchObject({ queued: 1 })
  })

  test('codes in queries are masked too', () => {
    expect(withoutCodes('a https://x.test/api/verify?token=abcdefghijklmnopqrstuvwxyz&lang=vi b')).toBe(
      'a https://x.test/api/verify?token=…&lang=vi b',
    )
    expect(withoutCodes('https://x.test/vi/events/vsir-2026')).toBe('https://x.test/vi/events/vsir-2026')
  })
})

describe('the audit log', () => {
  const change = (actor: Actor, entity: string, id: string, before: object | null, after: object | null) =>
    write(ctx, actor, async (tx) => {
      await tx.audit({ action: `${entity}.update`, entity, id, before, after })
      ctx.clock.advance(60_000)
      return ok()
    })

  test('shows who changed what, value by value', async () => {
    await change(
      administrator,
      'talk',
      't1',
      { title: { vi: 'Cũ', en: 'Same' }, room: null },
      { title: { vi: 'Mới', en: 'Same' }, room: 'A' },
    )
    const html = await get(administrator, '/vi/manage/audit')
    expect(html).toContain('Trần Thị Bình')
    expect(html).toContain('title.vi')
    expect(html).not.toContain('title.en')
    expect(html).toContain('<del>Cũ</del>')
    expect(html).toContain('<ins>Mới</ins>')
    expect(refusedByPolicy(html)).toEqual([])
  })

  test('is filtered by person, record, action and day', async () => {
    await change(administrator, 'talk', 't1', { a: 1 }, { a: 2 })
    await change(secretary, 'talk', 't2', { a: 1 }, { a: 2 })
    ctx.clock.advance(86_400_000)
    await change(secretary, 'room', 'r1', { a: 1 }, { a: 2 })
    const shown = async (query: string) => {
      const html = await get(administrator, `/en/manage/audit?${query}`)
      return ['talk t1', 'talk t2', 'room r1'].filter((text) => html.includes(text))
    }
    expect(await shown('')).toEqual(['talk t1', 'talk t2', 'room r1'])
    expect(await shown(`who=${encodeURIComponent('Cường')}`)).toEqual(['talk t2', 'room r1'])
    expect(await shown(`who=${administrator.personId}`)).toEqual(['talk t1'])
    expect(await shown('entity=talk')).toEqual(['talk t1', 'talk t2'])
    expect(await shown('entity=talk:t2')).toEqual(['talk t2'])
    expect(await shown('action=room.')).toEqual(['room r1'])
    expect(await shown('action=%25')).toEqual([])
    expect(await shown('from=2026-04-02')).toEqual(['room r1'])
    expect(await shown('until=2026-04-01')).toEqual(['talk t1', 'talk t2'])
    expect(await shown('from=nonsense&after=nonsense')).toHaveLength(3)
  })

  test('goes on below what was shown', async () => {
    for (let i = 0; i < 55; i++) await change(administrator, 'talk', `n${i}`, null, { i })
    const html = await get(administrator, '/en/manage/audit?entity=talk')
    expect(html).toContain('talk n54')
    expect(html).not.toContain('talk n4<')
    const next = /href="([^"]*after=[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
    const more = await get(administrator, next)
    expect(Array.from(more.matchAll(/talk n(\d+)/g), (m) => Number(m[1]))).toEqual([4, 3, 2, 1, 0])
  })
})

test('pages cost the same number of statements with one row and with many', async () => {
  const paths = ['/vi/manage/jobs', '/vi/manage/outbox?state=held', '/vi/manage/audit']
  const fill = async (n: number) => {
    await deadJobs(n)
    for (let i = 0; i < n; i++) await mails(1, { hold: true, batch: `b${Math.random()}` })
    await write(ctx, administrator, async (tx) => (await tx.audit({ action: 'x', entity: 'x', id: 'x' }), ok()))
  }
  await fill(1)
  for (const path of paths) await get(administrator, path)
  const few = await Promise.all(paths.map((path) => count(administrator, path)))
  await fill(4)
  expect(await Promise.all(paths.map((path) => count(administrator, path)))).toEqual(few)
  expect(few).toEqual([2, 3, 1])
})

test('what is over is removed after its time', async () => {
  await deadJobs(1)
  await mails(1, { hold: true, batch: 'b' })
  await ctx.db.updateTable('mail').set({ state: 'sent', sent_at: ctx.clock.now() }).execute()
  ctx.clock.advance(RETENTION.deadJob - 1000)
  await cleanUp(ctx)
  expect([(await countJobs(ctx)).dead, (await countMails(ctx)).sent]).toEqual([1, 1])
  ctx.clock.advance(RETENTION.sentMail)
  await cleanUp(ctx)
  expect([(await countJobs(ctx)).dead, (await countMails(ctx)).sent]).toEqual([0, 0])
})

test('cursors survive an address, nonsense does not', () => {
  const cursor = { at: 1_775_000_000_123, id: '0195d3a0-0000-7000-8000-000000000000' }
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  for (const text of [undefined, '', 'x', '.', "1.'; drop", '1.']) expect(readCursor(text)).toBeUndefined()
})

test('every message exists in every language', () => {
  for (const [key, message] of Object.entries(ops.table))
    for (const lang of ['vi', 'en', 'ko'] as const) expect(message[lang], `${key} ${lang}`).not.toBe('')
})
