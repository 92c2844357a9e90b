import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { systemActor } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { statements } from '#src/platform/db/connect.ts'
import { write } from '#src/platform/write.ts'
import { actorOf, createFirstAdminLink, invitationPath, invite, peopleDomain, upsertPeople } from './index.ts'
import { browser, somebody } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

const PASSWORD = 'một câu dài để nhớ'
const NEW = { family: 'Vũ', given: 'Thử Nghiệm', password: PASSWORD, consent: 'on' }

async function runJobs(): Promise<void> {
  for (const job of await ctx.db.selectFrom('job').selectAll().where('name', 'like', 'people:%').execute()) {
    await peopleDomain.jobs![job.name]!(ctx, JSON.parse(job.payload) as never)
    await ctx.db.deleteFrom('job').where('id', '=', job.id).execute()
  }
}

const mails = () => ctx.db.selectFrom('mail').selectAll().orderBy('id').execute()
const linkIn = (text: string) => /http:\/\/hoi\.test(\/\S+)/.exec(text)![1]!
const who = (jar: Map<string, string>) => {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return actorOf(ctx, new Request('http://hoi.test/', { headers: { cookie } }))
}

describe('signing up', () => {
  it('opens an account only after the mail and the password have met', async () => {
    const me = browser(app)
    expect((await me.post('/vi/sign-up', { ...NEW, email: 'Moi@Example.org' })).status).toBe(200)
    const [mail] = await mails()
    expect(mail).toMatchObject({ to_address: 'moi@example.org', lang: 'vi', subject: 'Xác nhận địa chỉ thư điện tử' })
    expect(await ctx.db.selectFrom('person').selectAll().execute()).toEqual([])
    const link = linkIn(mail!.text)
    expect((await me.get(link)).status).toBe(200)
    expect((await me.post(link, { password: 'not the password' })).status).toBe(422)
    expect((await who(me.jar)).personId).toBeNull()
    const done = await me.post(link, { password: PASSWORD })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/vi/account/privacy?welcome=1'])
    expect(await who(me.jar)).toMatchObject({ name: 'Vũ Thử Nghiệm', lang: 'vi' })
    expect(await ctx.db.selectFrom('consent').select(['purpose', 'how', 'person_id']).execute()).toEqual([
      { purpose: 'account', how: 'sign-up form', person_id: (await who(me.jar)).personId },
    ])
  })

  it('asks for what is missing and keeps what was typed, except the password', async () => {
    const answer = await browser(app).post('/en/sign-up', { family: 'Vũ', given: '', email: 'x', password: 'short' })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('This is not an e-mail address.')
    expect(page).toContain('at least 10 characters')
    expect(page).toContain('Given names: ')
    expect(page).toContain('value="Vũ"')
    expect(page).not.toContain('short"')
  })

  it('answers the same for a known address, and writes to its owner instead', async () => {
    const known = await somebody(ctx)
    const fresh = await (await browser(app).post('/vi/sign-up', { ...NEW, email: 'stranger@example.org' })).text()
    const taken = await (await browser(app).post('/vi/sign-up', { ...NEW, email: known.email })).text()
    const bare = (page: string) =>
      page
        .replaceAll(/nonce-?="?[^" ]+/g, '')
        .replaceAll('stranger@example.org', '@')
        .replaceAll(known.email, '@')
    expect(bare(taken)).toBe(bare(fresh))
    expect((await mails()).map((m) => m.subject)).toEqual(['Xác nhận địa chỉ thư điện tử', 'Quý vị đã có tài khoản'])
  })

  it('links an existing record only once its address is confirmed', async () => {
    await write(ctx, systemActor('test'), async (tx) =>
      ok(await upsertPeople(tx, [{ name: 'Trần Văn Khách', email: 'khach@example.org' }])),
    )
    const me = browser(app)
    await me.post('/vi/sign-up', { ...NEW, email: 'khach@example.org' })
    const before = await ctx.db.selectFrom('person').selectAll().execute()
    expect(before).toMatchObject([{ unclaimed: 1 }])
    expect(await ctx.db.selectFrom('auth_user').select('person_id').execute()).toEqual([{ person_id: null }])
    await me.post(linkIn((await mails())[0]!.text), { password: PASSWORD })
    expect(await who(me.jar)).toMatchObject({ personId: before[0]!.id, name: 'Trần Văn Khách' })
    expect(await ctx.db.selectFrom('person').select('unclaimed').execute()).toEqual([{ unclaimed: 0 }])
  })

  it('can be begun again: the last password counts', async () => {
    const me = browser(app)
    await me.post('/vi/sign-up', { ...NEW, email: 'moi@example.org', password: 'the first long password' })
    await me.post('/vi/sign-up', { ...NEW, email: 'moi@example.org' })
    const links = (await mails()).map((mail) => linkIn(mail.text))
    expect(links).toHaveLength(2)
    expect((await me.post(links[0]!, { password: 'the first long password' })).status).toBe(422)
    expect((await me.post(links[1]!, { password: PASSWORD })).status).toBe(303)
    expect(await ctx.db.selectFrom('consent').select('id').execute()).toHaveLength(1)
  })

  it('does not link a record by name', async () => {
    await write(ctx, systemActor('test'), async (tx) => ok(await upsertPeople(tx, [{ name: 'Vũ Thử Nghiệm' }])))
    const me = browser(app)
    await me.post('/vi/sign-up', { ...NEW, email: 'moi@example.org' })
    await me.post(linkIn((await mails())[0]!.text), { password: PASSWORD })
    expect(await ctx.db.selectFrom('person').select('name').execute()).toHaveLength(2)
  })
})

describe('signing in', () => {
  it('by password; the cookie is HttpOnly and Lax, and the actor costs one statement', async () => {
    const { email, personId } = await somebody(ctx, {
      password: PASSWORD,
      society: ['secretariat'],
      events: { e1: ['chair', 'speaker'] },
    })
    const me = browser(app)
    const answer = await me.post('/vi/sign-in', {
      email,
      password: PASSWORD,
      remember: 'on',
      next: '/vi/manage/people',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/vi/manage/people'])
    const cookie = answer.headers.getSetCookie().find((line) => line.includes('session_token'))!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Max-Age=2592000/i)
    const counter = { count: 0 }
    const actor = await statements.run(counter, () => who(me.jar))
    expect(counter.count).toBe(1)
    expect(actor.personId).toBe(personId)
    expect([...actor.society]).toEqual(['secretariat'])
    expect([...actor.events.get('e1')!].toSorted()).toEqual(['chair', 'speaker'])
    await me.post('/vi/sign-out')
    expect((await who(me.jar)).personId).toBeNull()
    expect(await ctx.db.selectFrom('auth_session').select('id').where('user_id', '!=', '').execute()).toHaveLength(1)
  })

  it('costs nothing without a cookie, with a forged one or with an expired session', async () => {
    const { cookie } = await somebody(ctx)
    const count = async (value: string) => {
      const counter = { count: 0 }
      const actor = await statements.run(counter, () =>
        actorOf(ctx, new Request('http://hoi.test/', { headers: { cookie: value } })),
      )
      expect(actor.personId).toBeNull()
      return counter.count
    }
    expect(await count('')).toBe(0)
    expect(await count(cookie.replace(/..(?=$)/, 'xx'))).toBe(0)
    expect(await count('hoi.session_token=%E0%A4%A')).toBe(0)
    ctx.clock.set(Date.now() + 40 * 86_400_000)
    expect(await count(cookie)).toBe(1)
  })

  it('is Secure behind https', async () => {
    const secure = await testContext({ BASE_URL: 'https://hoi.test' })
    const { email, cookie } = await somebody(secure, { password: PASSWORD })
    const answer = await browser(testApp(secure)).post('/vi/sign-in', { email, password: PASSWORD })
    const line = answer.headers.getSetCookie().find((one) => one.includes('session_token'))!
    expect(line).toMatch(/^__Secure-hoi\.session_token=.*Secure/)
    expect(
      (await actorOf(secure, new Request('https://hoi.test/', { headers: { cookie: line.split(';')[0]! } }))).personId,
    ).not.toBeNull()
    expect(cookie).toBeTruthy()
    await secure.close()
  })

  it('says the same for an unknown address and a wrong password', async () => {
    const { email } = await somebody(ctx, { password: PASSWORD })
    const page = async (address: string) => {
      const answer = await browser(app).post('/en/sign-in', { email: address, password: 'wrong wrong wrong' })
      return `${answer.status} ${(await answer.text()).replaceAll(address, '@').replaceAll(/nonce-?="?[^" ]+/g, '')}`
    }
    expect(await page(email)).toBe(await page('nobody@example.org'))
  })

  it('waits after too many tries, for known and unknown addresses alike', async () => {
    const { email } = await somebody(ctx, { password: PASSWORD })
    const statuses = async (address: string) => {
      const all: number[] = []
      const post = async (to: string) =>
        all.push((await browser(app).post('/en/sign-in', { email: to, password: 'x' })).status)
      // What is no address at all is refused before any password is hashed, but it counts.
      for (let n = 0; n < 8; n++) await post('no address')
      for (let n = 0; n < 4; n++) await post(address)
      ctx.clock.advance(3_600_000)
      return all
    }
    const known = await statuses(email)
    expect(known.slice(-2)).toEqual([429, 429])
    expect(await statuses('nobody@example.org')).toEqual(known)
  })

  it('by a link that works once and only by its button', async () => {
    const { email, personId } = await somebody(ctx, { lang: 'ko' })
    const me = browser(app)
    await me.post('/en/sign-in/link', { email })
    await runJobs()
    const [mail] = await mails()
    expect(mail).toMatchObject({ lang: 'ko', subject: '로그인 링크' })
    const link = linkIn(mail!.text)
    await me.get(link)
    const answer = await me.post(link)
    expect(answer.status).toBe(303)
    expect((await who(me.jar)).personId).toBe(personId)
    expect((await browser(app).post(link)).status).toBe(410)
  })

  it.each(['/en/sign-in/link', '/en/forgot'])(
    '%s answers and works the same for a known and an unknown address',
    async (path) => {
      const { email } = await somebody(ctx)
      const ask = async (address: string) => {
        const counter = { count: 0, sql: [] as string[] }
        const answer = await statements.run(counter, () => browser(app).post(path, { email: address }))
        return {
          status: answer.status,
          sql: counter.sql,
          page: (await answer.text()).replaceAll(address, '@').replaceAll(/nonce-?="?[^" ]+/g, ''),
        }
      }
      await browser(app).get('/en/sign-in')
      const [known, unknown] = [await ask(email), await ask('nobody@example.org')]
      expect(known.status).toBe(200)
      expect(unknown).toEqual(known)
      await runJobs()
      expect((await mails()).map((m) => m.to_address)).toEqual([email])
    },
  )
})

describe('a forgotten password', () => {
  it('is set anew by a link, which ends all sessions and tells the owner', async () => {
    const { email, cookie } = await somebody(ctx, { password: PASSWORD, lang: 'en' })
    const me = browser(app)
    await me.post('/en/forgot', { email })
    await runJobs()
    const link = linkIn((await mails())[0]!.text)
    expect((await me.get(link)).status).toBe(200)
    expect((await me.post(link, { password: 'short' })).status).toBe(422)
    expect((await me.post(link, { password: 'another long sentence' })).headers.get('location')).toBe(
      '/en/sign-in?reset=done',
    )
    expect((await me.post(link, { password: 'another long sentence' })).status).toBe(410)
    expect((await actorOf(ctx, new Request('http://hoi.test/', { headers: { cookie } }))).personId).toBeNull()
    expect((await mails()).map((m) => m.subject)).toEqual(['Reset your password', 'Your password was changed'])
    expect((await me.post('/en/sign-in', { email, password: PASSWORD })).status).toBe(422)
    expect((await me.post('/en/sign-in', { email, password: 'another long sentence' })).status).toBe(303)
  })
})

describe('the first administrator', () => {
  it('is made once, through the link', async () => {
    const link = (await createFirstAdminLink(ctx))!
    const path = `/vi${new URL(link).pathname}`
    const me = browser(app)
    expect((await me.get(path)).status).toBe(200)
    expect((await me.get('/vi/setup/other')).status).toBe(404)
    const fields = { ...NEW, email: 'admin@example.org' }
    expect((await me.post(path, fields)).status).toBe(303)
    expect((await who(me.jar)).society.has('administrator')).toBe(true)
    expect((await browser(app).get(path)).status).toBe(404)
    expect((await browser(app).post(path, { ...fields, email: 'second@example.org' })).status).toBe(404)
    expect(await createFirstAdminLink(ctx)).toBeNull()
  })
})

describe('an invitation', () => {
  const invited = async (email?: string) => {
    const done = await write(ctx, systemActor('test'), async (tx) => {
      const [personId] = await upsertPeople(tx, [{ name: 'Lê Thị Mời', email }])
      return ok({
        personId: personId!,
        token: (await invite(tx, { personId: personId!, eventId: 'e1', purpose: 'speaker' })).token,
      })
    })
    if (!done.ok) throw new Error()
    return done.value
  }

  it('gives the record to whoever opens it, once', async () => {
    const { personId, token } = await invited('moi@example.org')
    const me = browser(app)
    const path = `/vi${invitationPath(token)}`
    expect(await (await me.get(path)).text()).toContain('Lê Thị Mời')
    const fields = { ...NEW, email: 'moi@example.org' }
    expect((await me.post(path, fields)).status).toBe(303)
    expect((await who(me.jar)).personId).toBe(personId)
    expect((await browser(app).post(path, fields)).status).toBe(410)
  })

  it('with another address waits until that is confirmed', async () => {
    const { personId, token } = await invited('moi@example.org')
    const me = browser(app)
    await me.post(`/vi${invitationPath(token)}`, { ...NEW, email: 'rieng@example.org' })
    expect((await who(me.jar)).personId).toBeNull()
    expect(await ctx.db.selectFrom('auth_user').select('person_id').execute()).toEqual([{ person_id: null }])
    await me.post(linkIn((await mails())[0]!.text), { password: PASSWORD })
    expect((await who(me.jar)).personId).toBe(personId)
  })

  it('expires', async () => {
    const { token } = await invited()
    ctx.clock.advance(31 * 86_400_000)
    expect((await browser(app).get(`/vi${invitationPath(token)}`)).status).toBe(410)
  })
})
