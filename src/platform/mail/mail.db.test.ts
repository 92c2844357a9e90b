import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { systemActor } from '../authz.ts'
import { countJobs, listJobs } from '../jobs/admin.ts'
import { runDueJobs } from '../jobs/worker.ts'
import { ok } from '../outcome.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { write } from '../write.ts'
import { mailJobs } from './jobs.ts'
import { countMails, discardBatch, discardMail, holdBatch, retryMail, sendBatch } from './outbox.ts'
import type { MailMessage } from './queue.ts'
import { closeMail, throttle } from './transport.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function context(env: Record<string, string> = {}): Promise<TestContext> {
  const ctx = await platformContext(env)
  closing.push(async () => {
    closeMail(ctx)
    await ctx.close()
  })
  return ctx
}

const clerk = systemActor('test')
const handlers = new Map(Object.entries(mailJobs))
const message: MailMessage = {
  to: 'an@benhvien.test',
  name: 'Nguyễn Thị An',
  lang: 'vi',
  subject: 'Lịch báo cáo của chị',
  text: 'Kính gửi chị An,\n\nXem tại https://hoi.test/vi/x.',
}

async function mail(ctx: TestContext, more: Partial<MailMessage> = {}): Promise<string> {
  const outcome = await write(ctx, clerk, async (tx) => ok(await tx.mail({ ...message, ...more })))
  return outcome.ok ? outcome.value : ''
}
const run = (ctx: TestContext) => runDueJobs(ctx, handlers, { backoffMs: 1000, random: () => 0.5, maxAttempts: 3 })
const row = (ctx: TestContext, id: string) =>
  ctx.db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** A mail server that keeps what it takes; `refuse` is asked with the address of each recipient. */
async function mailServer(refuse: (address: string) => string | null = () => null) {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, done) {
      const no = refuse(address)
      if (no) done(Object.assign(new Error(no), { responseCode: 550 }))
      else done()
    },
    onData(stream, _, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString())
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}?rate=1000`, taken }
}

describe('without a mail server', () => {
  test('each mail becomes a file that mail programs open, and counts as sent', async () => {
    const ctx = await context()
    const id = await mail(ctx)
    await run(ctx)
    const folder = path.join(ctx.config.dataDir, 'mail')
    expect(readdirSync(folder)).toEqual([`${id}.eml`])
    const eml = readFileSync(path.join(folder, `${id}.eml`), 'utf8')
    expect(eml).toContain(`Message-ID: <${id}@hoi.test>`)
    expect(eml).toContain('Auto-Submitted: auto-generated')
    expect(eml).toMatch(/^Date: Wed, 01 Apr 2026 02:00:00 \+0000/m)
    expect(eml).toContain('multipart/alternative')
    expect(await row(ctx, id)).toMatchObject({ state: 'sent', sent_at: ctx.clock.now(), last_error: null })
  })

  test('a mail that could not be written stays visible, is tried again, and goes at last', async () => {
    const ctx = await context()
    const folder = path.join(ctx.config.dataDir, 'mail')
    writeFileSync(folder, 'in the way')
    const id = await mail(ctx)
    await run(ctx)
    expect(await row(ctx, id)).toMatchObject({ state: 'failed', last_error: expect.stringMatching(/EEXIST|ENOTDIR/) })
    rmSync(folder)
    mkdirSync(folder)
    ctx.clock.advance(1000)
    await run(ctx)
    expect(await row(ctx, id)).toMatchObject({ state: 'sent', last_error: null })
    expect(await countJobs(ctx)).toEqual({ ready: 0, running: 0, dead: 0 })
  })
})

describe('with a mail server', () => {
  test('mails arrive with names, text, HTML, and a calendar that programs recognise', async () => {
    const server = await mailServer()
    const ctx = await context({ SMTP_URL: server.url })
    const id = await mail(ctx, {
      listUnsubscribe: 'https://hoi.test/unsubscribe/abc',
      attachments: [
        {
          filename: 'invite.ics',
          contentType: 'text/calendar; method=REQUEST',
          content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n',
        },
        { filename: 'chú thích.txt', contentType: 'text/plain', content: 'ghi chú' },
      ],
    })
    await run(ctx)
    expect(server.taken).toHaveLength(1)
    const [got] = server.taken
    expect(got).toContain(`Message-ID: <${id}@hoi.test>`)
    expect(got).toContain('an@benhvien.test')
    expect(got).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
    expect(got).toMatch(/filename=invite\.ics/)
    expect(got).toContain('List-Unsubscribe: <https://hoi.test/unsubscribe/abc>')
    expect(got).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(await row(ctx, id)).toMatchObject({ state: 'sent' })
  })

  test('a mail that is sent is not sent twice, whatever asks again', async () => {
    const server = await mailServer()
    const ctx = await context({ SMTP_URL: server.url })
    const id = await mail(ctx)
    await run(ctx)
    await write(ctx, clerk, async (tx) => ok(await tx.enqueue('mail:send', { id })))
    await run(ctx)
    expect(await write(ctx, clerk, (tx) => retryMail(tx, id))).toMatchObject({ ok: false, code: 'not-found' })
    expect(server.taken).toHaveLength(1)
  })

  test('a refused mail ends among the dead letters, and a person sends it again when the address is mended', async () => {
    let mended = false
    const server = await mailServer(() => (mended ? null : 'No such mailbox'))
    const ctx = await context({ SMTP_URL: server.url })
    const id = await mail(ctx)
    for (let i = 0; i < 4; i++) {
      await run(ctx)
      ctx.clock.advance(10_000)
    }
    expect(await row(ctx, id)).toMatchObject({
      state: 'failed',
      last_error: expect.stringContaining('No such mailbox'),
    })
    expect(await listJobs(ctx, { state: 'dead' })).toMatchObject([{ name: 'mail:send', attempts: 3 }])
    mended = true
    expect(await write(ctx, clerk, (tx) => retryMail(tx, id))).toEqual(ok())
    await run(ctx)
    expect(server.taken).toHaveLength(1)
    expect(await row(ctx, id)).toMatchObject({ state: 'sent' })
    expect(await listJobs(ctx)).toEqual([])
  })
})

describe('a batch', () => {
  const batch = async (ctx: TestContext) => {
    for (let i = 0; i < 5; i++) await mail(ctx, { batch: 'release:1', hold: true, to: `s${i}@x.test` })
    await mail(ctx, { batch: 'other', hold: true })
  }

  test('waits until it is sent, then goes once', async () => {
    const ctx = await context()
    await batch(ctx)
    expect(await run(ctx)).toBe(0)
    expect(await countMails(ctx)).toMatchObject({ held: 6 })
    expect(await write(ctx, clerk, (tx) => sendBatch(tx, 'release:1'))).toEqual(ok(5))
    expect(await write(ctx, clerk, (tx) => sendBatch(tx, 'release:1'))).toMatchObject({ ok: false })
    await run(ctx)
    expect(await countMails(ctx, 'release:1')).toMatchObject({ sent: 5, held: 0 })
    expect(await countMails(ctx)).toMatchObject({ held: 1, sent: 5 })
  })

  test('can be stopped before it goes, and discarded', async () => {
    const ctx = await context()
    await batch(ctx)
    await write(ctx, clerk, (tx) => sendBatch(tx, 'release:1'))
    expect(await write(ctx, clerk, (tx) => holdBatch(tx, 'release:1'))).toEqual(ok(5))
    expect(await run(ctx)).toBe(0)
    expect(await write(ctx, clerk, (tx) => discardBatch(tx, 'release:1'))).toEqual(ok(5))
    expect(await countMails(ctx)).toMatchObject({ discarded: 5, held: 1 })
    const single = await mail(ctx)
    expect(await write(ctx, clerk, (tx) => discardMail(tx, single))).toEqual(ok())
    expect(await run(ctx)).toBe(0)
  })
})

test('the throttle spaces mails evenly', async () => {
  const turn = throttle(50)
  const started = performance.now()
  await Promise.all(Array.from({ length: 6 }, turn))
  expect(performance.now() - started).toBeGreaterThanOrEqual(99)
})
