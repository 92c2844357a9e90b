import type { App, Ctx } from '#src/platform/http/env.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { LIMITS, tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { fail, ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { systemActor } from '#src/platform/authz.ts'
import { authOf } from '../auth/auth.ts'
import { authHeaders, forwardCookies, refusal, safeNext } from '../auth/call.ts'
import { within } from '../auth/store.ts'
import { account } from '../messages/account.ts'
import { isEmail, normalEmail } from '../person.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formValues, path, seeOther, show, type Status } from './kit.tsx'
import { DeadLink, Magic, SecondFactor, Sent } from '../pages/mail-links.tsx'
import { SignIn } from '../pages/sign-in.tsx'

const t = (c: Ctx) => account(c.var.lang)

/** Refuses a try, with the seconds to wait. */
export function waitPage(_: Ctx, seconds: number): Promise<Response> {
  throw new Refused('too-many', seconds)
}

/** Counts a try by client and by what is tried, known or not; the seconds to wait or 0. */
export const limited = (c: Ctx, limit: Limit, subject: string): number =>
  Math.max(tooMany(c, limit), subject ? tooMany(c, limit, `subject:${subject}`) : 0)

const signInPage = (c: Ctx, state: FormState, next: string | undefined, status: Status = 200, notice?: string) =>
  show(
    c,
    { title: t(c)('signIn') },
    <SignIn lang={c.var.lang} csrf={c.var.csrf} state={state} next={next} notice={notice} />,
    status,
  )

/** Where one goes after signing in. */
export const destination = (c: Ctx, next: unknown): string => safeNext(next, path(c, '/account'))

/** Signing in by password, link and second factor, and out again. */
export function signInRoutes(app: App): void {
  app.get('/sign-in', async (c) => {
    const next = c.req.query('next')
    // `again`: to speak for the account anew, somebody signed in signs in once more.
    if (c.var.actor.personId && c.req.query('again') === undefined) return c.redirect(destination(c, next), 303)
    return signInPage(c, blank, next, 200, c.req.query('reset') === 'done' ? t(c)('resetDone') : undefined)
  })

  app.post('/sign-in', async (c) => {
    const values = await formValues(c)
    const email = normalEmail(values['email'] ?? '')
    const wait = limited(c, LIMITS.signIn, email)
    if (wait > 0) return waitPage(c, wait)
    const auth = await authOf(c.var.ctx)
    const body = { email, password: values['password'] ?? '', rememberMe: values['remember'] === 'on' }
    const response = await auth.api.signInEmail({ body, headers: authHeaders(c.req.raw), asResponse: true })
    const code = await refusal(response)
    if (code === 'EMAIL_NOT_VERIFIED') {
      // Only who knows the password learns this, so it tells nobody whether the address is known.
      if (limited(c, LIMITS.mail, email) === 0) await resendVerification(c, email)
      return signInPage(c, { values: { email }, errors: { '': 'unconfirmed' } }, values['next'], 422)
    }
    if (code)
      return signInPage(
        c,
        { values: { email, remember: values['remember'] ?? '' }, errors: { '': 'wrong-sign-in' } },
        values['next'],
        422,
      )
    return enter(c, response, values['next'])
  })

  app.post('/sign-in/link', async (c) => {
    const values = await formValues(c)
    const email = normalEmail(values['email'] ?? '')
    if (!isEmail(email)) return signInPage(c, { values: { email }, errors: { email: 'email' } }, values['next'], 422)
    return requestLink(c, 'people:send-magic-link', { email, next: safeNext(values['next'], '') || undefined })
  })

  app.get('/magic/:token', (c) =>
    show(
      c,
      { title: t(c)('magicTitle') },
      <Magic lang={c.var.lang} csrf={c.var.csrf} token={c.req.param('token')} next={c.req.query('next')} />,
    ),
  )

  app.post('/magic/:token', async (c) => {
    const wait = limited(c, LIMITS.signIn, '')
    if (wait > 0) return waitPage(c, wait)
    const auth = await authOf(c.var.ctx)
    const query = { token: c.req.param('token') }
    const response = await auth.api.magicLinkVerify({ query, headers: authHeaders(c.req.raw), asResponse: true })
    if (!response.ok || response.status >= 300)
      return show(c, { title: t(c)('linkDead') }, <DeadLink lang={c.var.lang} again="/sign-in" />, 410)
    return enter(c, response, (await formValues(c))['next'])
  })

  app.get('/sign-in/second-factor', (c) => secondFactorPage(c, blank, c.req.query('next')))

  app.post('/sign-in/second-factor', async (c) => {
    const values = await formValues(c)
    const wait = limited(c, LIMITS.signIn, '')
    if (wait > 0) return waitPage(c, wait)
    const auth = await authOf(c.var.ctx)
    const headers = authHeaders(c.req.raw)
    const code = (values['code'] ?? '').replace(/\s+/g, '')
    const trustDevice = values['trust'] === 'on'
    const response = /^\d{6}$/.test(code)
      ? await auth.api.verifyTOTP({ body: { code, trustDevice }, headers, asResponse: true })
      : await auth.api.verifyBackupCode({ body: { code, trustDevice }, headers, asResponse: true })
    forwardCookies(c, response)
    if (!response.ok) return secondFactorPage(c, { values: {}, errors: { code: 'code' } }, values['next'], 422)
    return c.redirect(destination(c, values['next']), 303)
  })

  app.post('/sign-out', async (c) => {
    const auth = await authOf(c.var.ctx)
    forwardCookies(c, await auth.api.signOut({ headers: authHeaders(c.req.raw), asResponse: true }))
    const { ctx, actor } = c.var
    if (actor.personId) {
      const id = actor.personId
      await write(ctx, actor, async (tx) => {
        await tx.audit({ action: 'account.sign-out', entity: 'person', id })
        return ok()
      })
    }
    return seeOther(c, '/')
  })
}

/** With a session, or to the second factor where the account asks for one. */
async function enter(c: Ctx, response: Response, next: string | undefined): Promise<Response> {
  forwardCookies(c, response)
  const answer = (await response.json()) as { twoFactorRedirect?: boolean }
  if (!answer.twoFactorRedirect) return c.redirect(destination(c, next), 303)
  const wanted = safeNext(next, '')
  return seeOther(c, `/sign-in/second-factor${wanted ? `?next=${encodeURIComponent(wanted)}` : ''}`)
}

const secondFactorPage = (c: Ctx, state: FormState, next: string | undefined, status: Status = 200) =>
  show(
    c,
    { title: t(c)('factorTitle') },
    <SecondFactor lang={c.var.lang} csrf={c.var.csrf} state={state} next={next} />,
    status,
  )

/**
 * Leaves the request for a link to a job and answers at once: nothing here depends on whether the address is known.
 * Beyond the limit of an address the answer is the same and no mail goes out.
 */
export async function requestLink(
  c: Ctx,
  job: 'people:send-reset' | 'people:send-magic-link',
  payload: { email: string; next?: string },
): Promise<Response> {
  const wait = tooMany(c, LIMITS.mail)
  if (wait > 0) return waitPage(c, wait)
  const quiet = tooMany(c, LIMITS.mail, `subject:${payload.email}`) > 0
  const done = quiet
    ? ok()
    : await write(c.var.ctx, systemActor('accounts'), async (tx) => {
        await tx.enqueue(job, payload, { dedupe: `${job}:${payload.email}` })
        return ok()
      })
  if (!done.ok) throw new Error(done.code)
  return show(
    c,
    { title: t(c)('sentTitle') },
    <Sent lang={c.var.lang} text={t(c)('sentText', { email: payload.email })} />,
  )
}

async function resendVerification(c: Ctx, email: string): Promise<void> {
  const auth = await authOf(c.var.ctx)
  await write(c.var.ctx, systemActor('accounts'), async (tx) => {
    const sent = await within(tx, () => auth.api.sendVerificationEmail({ body: { email }, asResponse: true }))
    return sent.ok ? ok() : fail('invalid')
  })
}
