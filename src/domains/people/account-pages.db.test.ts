import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { stranger, systemActor } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { actorOf, publicPeople, publicPerson, upsertPeople } from './index.ts'
import { browser, somebody } from './testing.ts'

ownContext()

const PASSWORD = 'một câu dài để nhớ'
const seenOf = async (id: string) =>
  String(
    (await ctx.db.selectFrom('person').select('updated_at').where('id', '=', id).executeTakeFirstOrThrow()).updated_at,
  )

describe('a stranger', () => {
  it.each(['', '/profile', '/privacy', '/security', '/data'])('is sent from /account%s to sign in', async (part) => {
    const answer = await browser(app).get(`/vi/account${part}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/vi/sign-in?next=${encodeURIComponent(`/vi/account${part}`)}`)
  })

  it.each([
    '/profile',
    '/photo',
    '/privacy',
    '/security/password',
    '/security/email',
    '/security/sign-out',
    '/security/factor',
    '/security/factor/confirm',
    '/security/passkeys/x/remove',
    '/data/export',
    '/data/erase',
  ])('posts to /account%s in vain', async (part) => {
    const answer = await browser(app).post(`/vi/account${part}`, { sure: 'on' })
    expect([answer.status, answer.headers.get('location')?.startsWith('/vi/sign-in')]).toEqual([303, true])
  })

  it('reaches nothing of better-auth but the passkey calls', async () => {
    for (const path of [
      '/auth/sign-up/email',
      '/auth/get-session',
      '/auth/passkey/list-user-passkeys',
      '/auth/ok',
      '/auth/two-factor/enable',
    ]) {
      expect((await browser(app).get(path)).status).toBe(404)
      expect((await browser(app).post(path)).status).toBe(404)
    }
    expect((await browser(app).get('/auth/passkey/generate-register-options')).status).toBe(401)
    expect((await browser(app).get('/auth/passkey/generate-authenticate-options')).status).toBe(200)
  })
})

describe('the profile', () => {
  it('is shown, saved, audited and found by its new name', async () => {
    const { personId, cookie } = await somebody(ctx, { name: 'Trần Cũ' })
    const me = browser(app, cookie)
    expect(await (await me.get('/ko/account/profile')).text()).toContain('value="Trần"')
    const fields = {
      family: 'Vũ',
      given: 'Đăng Mới',
      title: 'assoc-prof-dr',
      profession: 'radiologist',
      facility: 'Bệnh viện Kiểm Thử',
      country: 'VN',
      licence: 'VN-123',
      langs: ['vi', 'ko'],
      'biography.vi': 'Bác sĩ.',
      locale: 'en',
    }
    const answer = await me.post('/vi/account/profile', { ...fields, seen: await seenOf(personId) })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/vi/account/profile?saved=1'])
    expect(
      await ctx.db.selectFrom('person').select(['name', 'title', 'licence_number', 'langs', 'locale']).execute(),
    ).toEqual([
      { name: 'Vũ Đăng Mới', title: 'assoc-prof-dr', licence_number: 'VN-123', langs: '["vi","ko"]', locale: 'en' },
    ])
    const [audit] = await ctx.db.selectFrom('audit').selectAll().where('action', '=', 'person.update').execute()
    expect(JSON.parse(audit!.before!)).toMatchObject({ name: 'Trần Cũ' })
  })

  it('shows what is wrong with all that was typed, and overwrites nothing unseen', async () => {
    const { personId, cookie } = await somebody(ctx)
    const me = browser(app, cookie)
    const bad = await me.post('/en/account/profile', {
      family: '',
      given: '',
      title: 'emperor',
      country: 'ZZ',
      'biography.en': 'typed',
    })
    const page = await bad.text()
    expect(bad.status).toBe(422)
    expect(page).toContain('typed')
    expect(page).toContain('This is not one of the choices.')
    const seen = await seenOf(personId)
    ctx.clock.advance(1000)
    expect((await me.post('/en/account/profile', { family: 'A', given: 'B', seen })).status).toBe(303)
    expect((await me.post('/en/account/profile', { family: 'C', given: 'D', seen })).status).toBe(409)
  })

  it('asks which facility is meant, without JavaScript', async () => {
    await write(ctx, systemActor('test'), async (tx) =>
      ok(
        await upsertPeople(tx, [
          { name: 'x', facility: { name: { vi: 'Bệnh viện Đa khoa tỉnh Hà Giang' }, province: 'tuyen-quang' } },
        ]),
      ),
    )
    const { personId, cookie } = await somebody(ctx)
    const me = browser(app, cookie)
    const fields = { family: 'A', given: 'B', facility: 'benh vien ha giang', seen: await seenOf(personId) }
    const asked = await me.post('/vi/account/profile', fields)
    const page = await asked.text()
    expect(asked.status).toBe(422)
    expect(page).toContain('Bệnh viện Đa khoa tỉnh Hà Giang')
    const { id } = await ctx.db.selectFrom('facility').select('id').executeTakeFirstOrThrow()
    expect((await me.post('/vi/account/profile', { ...fields, facilityChoice: id })).status).toBe(303)
    expect(await ctx.db.selectFrom('person').select('facility_id').where('id', '=', personId).execute()).toEqual([
      { facility_id: id },
    ])
    expect(await (await browser(app).get('/api/facilities?q=ha+giang&lang=vi')).json()).toEqual({
      facilities: [{ id, name: 'Bệnh viện Đa khoa tỉnh Hà Giang', province: 'Tuyên Quang' }],
    })
  })

  it('takes a photo without what the camera wrote in it, and refuses what is none', async () => {
    const { personId, cookie } = await somebody(ctx)
    const me = browser(app, cookie)
    const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a00' } })
      .withExif({ IFD0: { Artist: 'Secret Place' } })
      .jpeg()
      .toBuffer()
    expect(
      (await me.post('/vi/account/photo', { photo: new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }) })).status,
    ).toBe(303)
    const { photo } = await ctx.db
      .selectFrom('person')
      .select('photo')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    const served = await me.get(`/media/photo/${photo}.webp`)
    const bytes = Buffer.from(await served.arrayBuffer())
    expect(served.headers.get('content-type')).toBe('image/webp')
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect((await browser(app).get(`/media/photo/${photo}.webp`)).status).toBe(404)
    const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'], { type: 'image/jpeg' })
    expect((await me.post('/vi/account/photo', { photo: svg })).status).toBe(422)
    expect((await me.post('/vi/account/photo', { remove: '1' })).status).toBe(303)
    expect((await me.get(`/media/photo/${photo}.webp`)).status).toBe(404)
  })
})

it('publishes only what its owner chooses, and records that they did', async () => {
  const { personId, cookie } = await somebody(ctx, { name: 'Lê Riêng Tư' })
  const { slug } = await ctx.db.selectFrom('person').select('slug').where('id', '=', personId).executeTakeFirstOrThrow()
  expect(await publicPerson(ctx, stranger, slug)).toBeNull()
  await ctx.db.updateTable('person').set({ country: 'VN', biography: '{"vi":"Tiểu sử"}', title: 'dr' }).execute()
  expect(await publicPeople(ctx, [personId])).toMatchObject([
    { name: 'Lê Riêng Tư', title: {}, country: '', biography: {} },
  ])
  const me = browser(app, cookie)
  expect((await me.post('/vi/account/privacy', { public: ['page', 'country', 'nonsense'] })).status).toBe(303)
  expect(await publicPerson(ctx, stranger, slug)).toMatchObject({ country: 'VN', biography: {}, title: {} })
  // What search engines read is what the page shows.
  const html = await (await app.request(`/en/people/${slug}`)).text()
  const found = JSON.parse(/application\/ld\+json">([^<]+)</.exec(html)![1]!) as object
  expect(found).toMatchObject({ '@type': 'Person', url: `http://hoi.test/en/people/${slug}` })
  expect(JSON.stringify(found)).not.toMatch(/@example|affiliation|honorific|description/)
  await me.post('/vi/account/privacy', {})
  expect(await publicPerson(ctx, stranger, slug)).toBeNull()
  expect(await ctx.db.selectFrom('consent').select(['purpose', 'withdrawn_at']).execute()).toEqual([
    { purpose: 'publish-profile', withdrawn_at: ctx.clock.now() },
  ])
})

describe('security', () => {
  it('a second factor is asked for by password and by link, and recovery codes work once', async () => {
    const { email, userId } = await somebody(ctx, { password: PASSWORD, lang: 'en' })
    const me = browser(app)
    await me.post('/en/sign-in', { email, password: PASSWORD })
    expect((await me.post('/en/account/security/factor', { password: 'wrong' })).status).toBe(422)
    const set = await (await me.post('/en/account/security/factor', { password: PASSWORD })).text()
    const uri = /name="uri" value="([^"]+)"/.exec(set)![1]!.replaceAll('&amp;', '&')
    const codes = /name="codes" value="([^"]+)"/.exec(set)![1]!.split(' ')
    expect(codes.length).toBeGreaterThanOrEqual(8)
    const { createOTP } = await import('@better-auth/utils/otp')
    const secret = new URL(uri).searchParams.get('secret')!
    const { base32 } = await import('@better-auth/utils/base32')
    const key = new TextDecoder().decode(base32.decode(secret))
    const code = () => createOTP(key, { digits: 6, period: 30 }).totp()
    expect(
      (await me.post('/en/account/security/factor/confirm', { code: '000000', uri, codes: codes.join(' ') })).status,
    ).toBe(422)
    expect(
      (await me.post('/en/account/security/factor/confirm', { code: await code(), uri, codes: codes.join(' ') }))
        .status,
    ).toBe(303)
    const other = browser(app)
    const challenge = await other.post('/en/sign-in', { email, password: PASSWORD })
    expect(challenge.headers.get('location')).toBe('/en/sign-in/second-factor')
    const signedIn = async (b: typeof other) =>
      (
        await actorOf(
          ctx,
          new Request('http://x/', { headers: { cookie: [...b.jar].map(([n, v]) => `${n}=${v}`).join('; ') } }),
        )
      ).personId !== null
    expect(await signedIn(other)).toBe(false)
    expect((await other.post('/en/sign-in/second-factor', { code: '123456' })).status).toBe(422)
    expect((await other.post('/en/sign-in/second-factor', { code: codes[0]! })).status).toBe(303)
    expect(await signedIn(other)).toBe(true)
    const third = browser(app)
    await third.post('/en/sign-in', { email, password: PASSWORD })
    expect((await third.post('/en/sign-in/second-factor', { code: codes[0]! })).status).toBe(422)
    // and the link by mail asks too
    ctx.clock.advance(3_600_000)
    const fourth = browser(app)
    await fourth.post('/en/sign-in/link', { email })
    const { peopleDomain } = await import('./index.ts')
    await peopleDomain.jobs!['people:send-magic-link']!(ctx, { email } as never)
    const mail = await ctx.db
      .selectFrom('mail')
      .select('text')
      .where('subject', '=', 'Your sign-in link')
      .executeTakeFirstOrThrow()
    const answer = await fourth.post(/http:\/\/hoi\.test(\/\S+)/.exec(mail.text)![1]!)
    expect(answer.headers.get('location')).toBe('/en/sign-in/second-factor')
    expect(await signedIn(fourth)).toBe(false)
    expect(userId).toBeTruthy()
  })

  it('changing the password signs other devices out; signing out everywhere ends all', async () => {
    const { email, cookie } = await somebody(ctx, { password: PASSWORD })
    const me = browser(app)
    await me.post('/vi/sign-in', { email, password: PASSWORD })
    const change = { currentPassword: PASSWORD, newPassword: 'a new long sentence' }
    expect((await me.post('/vi/account/security/password', { ...change, currentPassword: 'no' })).status).toBe(422)
    expect((await me.post('/vi/account/security/password', change)).status).toBe(303)
    expect((await browser(app, cookie).get('/vi/account/profile')).status).toBe(303)
    expect((await me.get('/vi/account/profile')).status).toBe(200)
    await me.post('/vi/account/security/sign-out')
    expect((await me.get('/vi/account/profile')).status).toBe(303)
  })
})

describe('own data', () => {
  it('is given out whole, without secrets', async () => {
    const { email, cookie } = await somebody(ctx, { name: 'Vũ Dữ Liệu', password: PASSWORD })
    const answer = await browser(app, cookie).post('/vi/account/data/export')
    const data = await answer.text()
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(JSON.parse(data)).toMatchObject({
      people: { record: { name: 'Vũ Dữ Liệu' }, emails: [{ email }], account: { email } },
    })
    expect(data).not.toMatch(/password"|token"|hash|secret/)
  })

  it('is deleted for good; the programme keeps an N. N.', async () => {
    const { personId, cookie, email } = await somebody(ctx, {
      name: 'Trần Đi Xa',
      password: PASSWORD,
      events: { e1: ['speaker'] },
    })
    const me = browser(app, cookie)
    expect((await me.post('/vi/account/data/erase', { sure: 'on', password: 'wrong' })).status).toBe(422)
    expect((await me.post('/vi/account/data/erase', { password: PASSWORD })).status).toBe(422)
    expect((await me.post('/vi/account/data/erase', { sure: 'on', password: PASSWORD })).status).toBe(200)
    expect(await publicPeople(ctx, [personId])).toMatchObject([{ name: 'N. N.', hasPage: false }])
    const tables = [
      'person',
      'person_email',
      'person_term',
      'role_grant',
      'auth_user',
      'auth_session',
      'auth_account',
      'mail',
      'audit',
      'consent',
      'job',
    ] as const
    for (const table of tables) {
      const dump = JSON.stringify(await ctx.db.selectFrom(table).selectAll().execute())
      expect({ table, name: dump.includes('Đi Xa'), email: dump.includes(email) }).toEqual({
        table,
        name: false,
        email: false,
      })
    }
    expect((await me.get('/vi/account/profile')).status).toBe(303)
  })

  it('of the last administrator stays', async () => {
    const { cookie } = await somebody(ctx, { password: PASSWORD, society: ['administrator'] })
    const answer = await browser(app, cookie).post('/en/account/data/erase', { sure: 'on', password: PASSWORD })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('at least one administrator')
  })
})
