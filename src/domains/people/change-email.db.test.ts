import { describe, expect, it } from 'vitest'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { jobsOf } from '#src/worker.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { browser, somebody } from './testing.ts'

ownContext()

const PASSWORD = 'một câu dài để nhớ'
const mails = () => ctx.db.selectFrom('mail').select(['to_address', 'subject', 'text', 'lang']).orderBy('id').execute()
const linkIn = (text: string) => /http:\/\/hoi\.test(\/\S+)/.exec(text)![1]!
const wish = (newEmail: string, more: Record<string, string> = {}) => ({
  newEmail,
  emailPassword: PASSWORD,
  ...more,
})

async function owner(email: string) {
  const made = await somebody(ctx, { email, password: PASSWORD, lang: 'en' })
  const me = browser(app)
  await me.post('/en/sign-in', { email, password: PASSWORD })
  return { ...made, me }
}
const addresses = async (personId: string) =>
  (await ctx.db.selectFrom('person_email').select('email').where('person_id', '=', personId).execute()).map(
    (row) => row.email,
  )

/** A code of the authenticator app for the key that the page of setting it up shows. */
async function codeOf(html: string): Promise<string> {
  const uri = /name="uri" value="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  const { createOTP } = await import('@better-auth/utils/otp')
  const { base32 } = await import('@better-auth/utils/base32')
  const key = new TextDecoder().decode(base32.decode(new URL(uri).searchParams.get('secret')!))
  return createOTP(key, { digits: 6, period: 30 }).totp()
}

describe('the address of an account', () => {
  it('is changed by a link to the new mailbox; the old one is told, other devices are out', async () => {
    const { personId, cookie, me } = await owner('old@example.org')
    const page = await (await me.get('/en/account/security')).text()
    expect(page).toContain('You sign in with old@example.org.')
    expect((await me.post('/en/account/security/email', wish('New@Example.org'))).status).toBe(200)
    const [asked] = await mails()
    expect(asked).toMatchObject({ to_address: 'new@example.org', subject: 'Confirm your new e-mail address' })
    // Opened by a mail program, nothing changes.
    const link = linkIn(asked!.text)
    expect(await (await browser(app).get(link)).text()).toContain('new@example.org')
    expect(await addresses(personId)).toEqual(['old@example.org'])
    expect((await me.post(link)).headers.get('location')).toBe('/en/account/security?email=1')
    expect(await addresses(personId)).toEqual(['new@example.org'])
    const told = (await mails())[1]!
    expect(told).toMatchObject({ to_address: 'old@example.org', lang: 'en' })
    expect(told.text).not.toContain('new@example.org')
    expect((await me.get('/en/account/profile')).status).toBe(200)
    expect((await browser(app, cookie).get('/en/account/profile')).status).toBe(303)
    for (const [email, status] of [
      ['old@example.org', 422],
      ['new@example.org', 303],
    ] as const)
      expect((await browser(app).post('/en/sign-in', { email, password: PASSWORD })).status).toBe(status)
    expect((await me.post(link)).status).toBe(410)
    const audit = await ctx.db.selectFrom('audit').selectAll().where('action', 'like', 'account.email%').execute()
    expect(audit.map((row) => row.action)).toEqual(['account.email-asked', 'account.email'])
    expect(JSON.stringify(audit)).not.toContain('@')
  })

  it('needs the password; a strange token, an old one and the wish before the last change nothing', async () => {
    const { me, userId } = await owner('old@example.org')
    const refused = await me.post('/en/account/security/email', wish('new@example.org', { emailPassword: 'wrong' }))
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('value="new@example.org"')
    for (const email of ['nothing', 'OLD@example.org'])
      expect((await me.post('/en/account/security/email', wish(email))).status).toBe(422)
    expect(await mails()).toEqual([])
    await me.post('/en/account/security/email', wish('first@example.org'))
    await me.post('/en/account/security/email', wish('second@example.org'))
    const [first, second] = (await mails()).map((mail) => linkIn(mail.text))
    expect((await me.post(first!)).status).toBe(410)
    expect((await me.post(`/en/account/email/${userId}.guess`)).status).toBe(410)
    ctx.clock.advance(25 * 3_600_000)
    expect((await browser(app).post(second!)).status).toBe(410)
  })

  it('of somebody else is not told apart, and is not taken', async () => {
    const { me } = await owner('old@example.org')
    await somebody(ctx, { email: 'taken@example.org' })
    const words = async (email: string) =>
      (await (await me.post('/en/account/security/email', wish(email))).text())
        .replaceAll(email, 'X')
        .replace(/nonce="[^"]+"|name="_csrf" value="[^"]+"/g, '')
    expect(await words('taken@example.org')).toBe(await words('free@example.org'))
    expect((await mails()).map((mail) => mail.to_address)).toEqual(['free@example.org'])
    // Somebody opens an account with it meanwhile.
    await somebody(ctx, { email: 'free@example.org' })
    expect((await me.post(linkIn((await mails())[0]!.text))).status).toBe(410)
  })

  it('that two accounts confirm at the same moment is one’s, and the other is told so', async () => {
    const [one, other] = [await owner('one@example.org'), await owner('other@example.org')]
    for (const { me } of [one, other]) await me.post('/en/account/security/email', wish('new@example.org'))
    const links = (await mails()).map((mail) => linkIn(mail.text))
    const answers = await Promise.all([one, other].map(({ me }, n) => me.post(links[n]!)))
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 410])
    expect([...(await addresses(one.personId)), ...(await addresses(other.personId))]).toHaveLength(2)
  })

  it('is wished for no longer once its owner has another password or has left all devices', async () => {
    const { me, userId } = await owner('old@example.org')
    const newPassword = 'another sentence of mine'
    const wished = async (emailPassword: string) => {
      expect((await me.post('/en/account/security/email', wish('thief@example.org', { emailPassword }))).status).toBe(
        200,
      )
      return linkIn((await mails()).findLast((mail) => mail.to_address === 'thief@example.org')!.text)
    }
    const first = await wished(PASSWORD)
    expect((await me.post('/en/account/security/password', { currentPassword: PASSWORD, newPassword })).status).toBe(
      303,
    )
    expect((await browser(app).post(first)).status).toBe(410)
    const second = await wished(newPassword)
    expect((await me.post('/en/account/security/sign-out')).status).toBe(303)
    expect((await browser(app).post(second)).status).toBe(410)
    await me.post('/en/sign-in', { email: 'old@example.org', password: newPassword })
    const third = await wished(newPassword)
    await browser(app).post('/en/forgot', { email: 'old@example.org' })
    await runDueJobs(ctx, jobsOf(ctx.domains))
    const reset = linkIn((await mails()).find((mail) => mail.subject === 'Reset your password')!.text)
    expect((await browser(app).post(reset, { password: 'a third sentence of mine' })).status).toBe(303)
    expect((await browser(app).post(third)).status).toBe(410)
    const account = await ctx.db.selectFrom('auth_user').select('email').where('id', '=', userId).executeTakeFirst()
    expect(account).toEqual({ email: 'old@example.org' })
  })

  it('may be one that somebody signed up with and never confirmed: of that nothing stays', async () => {
    const { me, personId } = await owner('old@example.org')
    const begun = { family: 'Lê', given: 'Ai', email: 'new@example.org', password: PASSWORD, consent: 'on' }
    expect((await browser(app).post('/en/sign-up', begun)).status).toBe(200)
    const consents = () => ctx.db.selectFrom('consent').select('id').where('person_id', 'is', null).execute()
    expect(await consents()).not.toEqual([])
    await me.post('/en/account/security/email', wish('new@example.org'))
    const asked = (await mails()).find((mail) => mail.subject === 'Confirm your new e-mail address')!
    expect((await me.post(linkIn(asked.text))).status).toBe(303)
    expect(await consents()).toEqual([])
    const accounts = await ctx.db.selectFrom('auth_user').select(['email', 'person_id']).execute()
    expect(accounts).toEqual([{ email: 'new@example.org', person_id: personId }])
  })

  it('is not said to be changed to who is somebody else on the device that confirms', async () => {
    const { me } = await owner('old@example.org')
    const other = await somebody(ctx, { email: 'other@example.org', lang: 'en' })
    await me.post('/en/account/security/email', wish('new@example.org'))
    const answer = await browser(app, other.cookie).post(linkIn((await mails())[0]!.text))
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    expect(await addresses(other.personId)).toEqual(['other@example.org'])
  })

  it('asks for the second factor where there is one', async () => {
    const { me } = await owner('old@example.org')
    const set = await (await me.post('/en/account/security/factor', { password: PASSWORD })).text()
    const uri = /name="uri" value="([^"]+)"/.exec(set)![1]!.replaceAll('&amp;', '&')
    await me.post('/en/account/security/factor/confirm', { code: await codeOf(set), uri, codes: '' })
    expect((await me.post('/en/account/security/email', wish('new@example.org'))).status).toBe(422)
    expect((await me.post('/en/account/security/email', wish('new@example.org', { code: '000000' }))).status).toBe(422)
    const done = await me.post('/en/account/security/email', wish('new@example.org', { code: await codeOf(set) }))
    expect(done.status).toBe(200)
    expect((await mails()).at(-1)!.to_address).toBe('new@example.org')
  })
})

describe('an account without a password', () => {
  it('gets a second factor, another address or a password only soon after a sign-in', async () => {
    const { cookie, userId } = await somebody(ctx, { email: 'link@example.org', lang: 'en' })
    const me = browser(app, cookie)
    const old = async () =>
      ctx.db
        .updateTable('auth_session')
        .set({ created_at: Date.now() - 16 * 60_000 })
        .where('user_id', '=', userId)
        .execute()
    await old()
    const newPassword = 'a sentence of mine'
    for (const [path, fields] of [
      ['factor', {}],
      ['email', { newEmail: 'new@example.org' }],
      ['password', { newPassword }],
    ] as const) {
      const answer = await me.post(`/en/account/security/${path}`, fields)
      expect([path, answer.status]).toEqual([path, 422])
      expect(await answer.text()).toContain('Please sign in again')
    }
    // The way that the page shows leads to the form, though the device is signed in.
    const again = /href="([^"]*sign-in\?again[^"]*)"/.exec(await (await me.get('/en/account/security')).text())![1]!
    expect((await me.get(again.replaceAll('&amp;', '&'))).status).toBe(200)
    await ctx.db.updateTable('auth_session').set({ created_at: Date.now() }).where('user_id', '=', userId).execute()
    const set = await (await me.post('/en/account/security/factor', {})).text()
    const uri = /name="uri" value="([^"]+)"/.exec(set)![1]!.replaceAll('&amp;', '&')
    const confirm = { code: await codeOf(set), uri, codes: '' }
    expect((await me.post('/en/account/security/factor/confirm', confirm)).status).toBe(303)
    expect(await (await me.get('/en/account/security')).text()).toContain('Turn off')
  })
})
