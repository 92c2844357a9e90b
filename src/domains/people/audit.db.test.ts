import { afterEach, beforeEach, expect, it } from 'vitest'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { jobsOf } from '#src/worker.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { browser, somebody } from './testing.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

const PASSWORD = 'một câu dài để nhớ'

it('what happens to an account stands in the audit log, without what proves it', async () => {
  const { email, personId } = await somebody(ctx, { password: PASSWORD, lang: 'en' })
  const actions = async () =>
    (await ctx.db.selectFrom('audit').selectAll().where('entity_id', '=', personId).orderBy('id').execute())
      .map((row) => row.action)
      .filter((action) => action !== 'account.create')
  const app = testApp(ctx)
  const me = browser(app)
  await me.post('/en/sign-in', { email, password: 'wrong wrong wrong' })
  expect(await actions()).toEqual([])
  await me.post('/en/sign-in', { email, password: PASSWORD })
  expect(await actions()).toEqual(['account.sign-in'])
  await me.post('/en/sign-out')
  await me.post('/en/sign-out')
  expect(await actions()).toEqual(['account.sign-in', 'account.sign-out'])
  await me.post('/en/forgot', { email })
  await runDueJobs(ctx, jobsOf(ctx.domains))
  const mail = await ctx.db.selectFrom('mail').select('text').orderBy('id', 'desc').executeTakeFirstOrThrow()
  const link = /http:\/\/hoi\.test(\/\S+)/.exec(mail.text)![1]!
  expect((await me.post(link, { password: 'một câu khác để nhớ' })).status).toBe(303)
  expect(await actions()).toEqual(['account.sign-in', 'account.sign-out', 'account.password-reset'])
  const log = JSON.stringify(await ctx.db.selectFrom('audit').selectAll().execute())
  expect(log).not.toContain('để nhớ')
  expect(log).not.toContain(link.split('/').at(-1))
})

it('a sign-up leaves the same entry whether the address is known or not', async () => {
  const { email } = await somebody(ctx, { password: PASSWORD })
  const app = testApp(ctx)
  const form = { family: 'Vũ', given: 'Thử', password: PASSWORD, consent: 'on' }
  for (const address of [email, 'new@example.org']) await browser(app).post('/vi/sign-up', { ...form, email: address })
  const rows = await ctx.db.selectFrom('audit').selectAll().where('action', '=', 'account.sign-up').execute()
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/example\.org/)
})
