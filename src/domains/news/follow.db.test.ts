import { expect, test } from 'vitest'
import { browser, somebody } from '#src/domains/people/testing.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { jobsOf } from '#src/worker.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'

/** An account that is entered by another address, and what came to the old one. */
ownContext()

const subscriber = (email: string, state: 'active' | 'left') => ({
  email,
  person_id: null,
  lang: 'en' as const,
  state,
  consent_at: 1,
  consent_how: 'test',
  consent_version: '1',
  confirmed_at: 2,
  left_at: null,
})
const subscribe = (...rows: ReturnType<typeof subscriber>[]) =>
  ctx.db.insertInto('newsletter_subscriber').values(rows).execute()
const leave = (email: string, list: string) => ctx.db.insertInto('mail_optout').values({ email, list, at: 3 }).execute()
const watch = (email: string, ref: string, confirmed_at: number | null) =>
  ctx.db
    .insertInto('comment_watch')
    .values({ kind: 'article', ref, email, lang: 'en', confirmed_at, created_at: 1 })
    .execute()

/** By the pages: the wish, the link in the new mailbox, the job that follows. */
async function change(cookie: string, to: string): Promise<void> {
  const me = browser(app, cookie)
  expect((await me.post('/en/account/security/email', { newEmail: to })).status).toBe(200)
  const mail = await ctx.db.selectFrom('mail').select('text').where('to_address', '=', to).executeTakeFirstOrThrow()
  const link = /http:\/\/hoi\.test(\/\S+)/.exec(mail.text)![1]!
  expect(await (await me.get(link)).text()).toContain('will come to this one')
  expect((await me.post(link)).status).toBe(303)
  await runDueJobs(ctx, jobsOf(ctx.domains))
}
const subscribers = () =>
  ctx.db.selectFrom('newsletter_subscriber').select(['email', 'state', 'person_id']).orderBy('email').execute()

test('the newsletter and confirmed watches come to the new address; notices that were left stay left', async () => {
  const { personId, cookie } = await somebody(ctx, { email: 'old@example.org', lang: 'en' })
  await subscribe(subscriber('old@example.org', 'active'), subscriber('other@example.org', 'active'))
  await leave('old@example.org', 'notices')
  await watch('old@example.org', 'a', 2)
  await watch('old@example.org', 'typed-by-anybody', null)
  await change(cookie, 'new@example.org')
  expect(await subscribers()).toEqual([
    { email: 'new@example.org', state: 'active', person_id: personId },
    { email: 'other@example.org', state: 'active', person_id: null },
  ])
  const watches = await ctx.db.selectFrom('comment_watch').select(['ref', 'email']).orderBy('ref').execute()
  expect(watches).toEqual([
    { ref: 'a', email: 'new@example.org' },
    { ref: 'typed-by-anybody', email: 'old@example.org' },
  ])
  const left = await ctx.db.selectFrom('mail_optout').select(['email', 'list']).orderBy('email').execute()
  expect(left).toEqual([
    { email: 'new@example.org', list: 'notices' },
    { email: 'old@example.org', list: 'notices' },
  ])
})

test('an address that left the newsletter itself does not get it again', async () => {
  const { cookie } = await somebody(ctx, { email: 'old@example.org', lang: 'en' })
  await subscribe(subscriber('new@example.org', 'left'), subscriber('old@example.org', 'active'))
  await leave('new@example.org', 'newsletter')
  await change(cookie, 'new@example.org')
  expect((await subscribers()).map((row) => [row.email, row.state])).toEqual([
    ['new@example.org', 'left'],
    ['old@example.org', 'active'],
  ])
})
