import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { mailJobs } from '#src/platform/mail/jobs.ts'
import { closeMail } from '#src/platform/mail/transport.ts'
import { as, runNewsJobs, secretary } from './testing.ts'

/** A newsletter from the secretariat's form to another machine's mailbox and back, over real SMTP. */
let ctx: TestContext
let server: SMTPServer
const taken: { to: string; raw: string }[] = []

beforeEach(async () => {
  taken.length = 0
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, done) {
      if (address.startsWith('gone')) done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }))
      else done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo[0]!.address, raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const made = await testContext()
  ctx = Object.assign(made, { config: { ...made.config, smtpUrl: `smtp://127.0.0.1:${port}?rate=1000` } })
})
afterEach(async () => {
  closeMail(ctx)
  await new Promise<void>((resolve) => server.close(resolve))
  await ctx.close()
})

async function deliver(): Promise<void> {
  await runNewsJobs(ctx)
  const due = await ctx.db.selectFrom('job').selectAll().where('name', '=', 'mail:send').execute()
  for (const job of due) {
    await ctx.db.deleteFrom('job').where('id', '=', job.id).execute()
    // One that is refused for good must not keep the others.
    await mailJobs['mail:send']!(ctx, JSON.parse(job.payload) as never).catch(() => {})
  }
}

const plain = (raw: string): string => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=')
const subscriber = (email: string) => ({
  email,
  person_id: null,
  lang: 'ko' as const,
  state: 'active' as const,
  consent_at: 0,
  consent_how: 'test',
  consent_version: '1',
  confirmed_at: 0,
  left_at: null,
})

test('is delivered with a way out that one click of the mail program takes; the next one leaves that address alone', async () => {
  const app = testApp(ctx)
  const me = as(app, (await secretary(ctx)).cookie)
  await ctx.db
    .insertInto('newsletter_subscriber')
    .values([subscriber('an@example.org'), subscriber('binh@example.org'), subscriber('gone@example.org')])
    .execute()
  const send = async (subject: string) => {
    const made = await me.post('/vi/manage/newsletter/new', {
      audience: 'subscribers',
      'subject.vi': subject,
      'body.vi': '## Chào\n\n<script>alert(1)</script> [x](javascript:alert(1))',
    })
    await me.post(`${made.headers.get('location')!.split('?')[0]!}/send`, { sure: 'on' })
    await deliver()
  }
  await send('Bản tin <b>tháng 4</b>')
  expect(taken.map((mail) => mail.to).toSorted()).toEqual(['an@example.org', 'binh@example.org'])
  const { raw } = taken.find((mail) => mail.to === 'an@example.org')!
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
  const header = /^List-Unsubscribe:\s*([\s\S]*?)\r?\n(?=\S)/m.exec(raw)![1]!.replace(/\s+/g, '')
  const url = new URL(/<(https?:[^>]+)>/.exec(header)![1]!)
  // From the society by its name; formatted for who reads HTML, in a phone's width.
  expect(raw).toMatch(/^From: =\?UTF-8\?Q\?H=E1=BB=99i\?= <no-reply@hoi\.test>\r?$/m)
  // Nothing of the markdown runs in a mail program, and no other reader's address is in it.
  const html = plain(raw.slice(raw.indexOf('<!doctype')))
  expect(html).not.toMatch(/<script|href="javascript/i)
  expect(html).toMatch(/<h2>Ch=C3=A0o<\/h2>/)
  expect(html).toContain('overflow-wrap:anywhere')
  expect(raw).not.toContain('binh@example')

  const click = await app.request(`http://hoi.test${url.pathname}`, {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(click.status).toBe(200)
  taken.length = 0
  await send('Bản tin tháng 5')
  expect(taken.map((mail) => mail.to)).toEqual(['binh@example.org'])
})
