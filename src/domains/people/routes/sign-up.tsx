import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS } from '#src/platform/http/rate-limit.ts'
import { claimPerson, hasAdmin, passwordProblem, setUpFirstAdmin, signUp } from '../accounts.ts'
import { authOf } from '../auth/auth.ts'
import { authHeaders, forwardCookies, refusal, safeNext } from '../auth/call.ts'
import { joinInvited } from '../commands/merge-people.ts'
import { openInvitation } from '../invite.ts'
import { account } from '../messages/account.ts'
import { isEmail, normalEmail, tidy } from '../person.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formValues, path, seeOther, show, stateAfter, statusOf, type Status } from './kit.tsx'
import { DeadLink, Forgot, Reset, Sent, Verify } from '../pages/mail-links.tsx'
import { SignUp } from '../pages/sign-in.tsx'
import { Claim, FirstAdmin } from '../pages/claim.tsx'
import { invitedPerson } from '../queries/invited.ts'
import { destination, limited, requestLink, waitPage } from './sign-in.tsx'

const t = (c: Ctx) => account(c.var.lang)

type Values = Record<string, string>

/** What is wrong with a form that opens an account; the same whether the address is known or not. */
function problems(values: Values, needsConsent = true): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const name of ['family', 'given', 'email', 'password']) if (!tidy(values[name] ?? '')) errors[name] = 'required'
  for (const name of ['family', 'given']) if ((values[name] ?? '').length > 100) errors[name] = 'too-long'
  const email = normalEmail(values['email'] ?? '')
  if (email && !isEmail(email)) errors['email'] = 'email'
  const weak = values['password'] ? passwordProblem(values['password'], email) : null
  if (weak) errors['password'] = weak
  if (needsConsent && values['consent'] !== 'on') errors['consent'] = 'consent'
  return errors
}

const stateOf = (values: Values, errors: Record<string, string>): FormState =>
  stateAfter({ ok: false, code: 'invalid', fields: errors }, values)

/** Opening an account and getting into it again. */
export function signUpRoutes(app: App): void {
  const signUpPage = (c: Ctx, state: FormState, next: string | undefined, status: Status = 200) =>
    show(c, { title: t(c)('signUp') }, <SignUp lang={c.var.lang} csrf={c.var.csrf} state={state} next={next} />, status)

  app.get('/sign-up', (c) =>
    c.var.actor.personId ? seeOther(c, '/account') : signUpPage(c, blank, c.req.query('next')),
  )

  app.post('/sign-up', async (c) => {
    const values = await formValues(c)
    const errors = problems(values)
    if (Object.keys(errors).length > 0) return signUpPage(c, stateOf(values, errors), values['next'], 422)
    const wait = limited(c, LIMITS.signUp, normalEmail(values['email']!))
    if (wait > 0) return waitPage(c, wait)
    const { lang, ctx } = c.var
    const done = await signUp(ctx, {
      family: values['family']!,
      given: values['given']!,
      email: values['email']!,
      password: values['password']!,
      lang,
    })
    if (!done.ok) return signUpPage(c, stateAfter(done, values), values['next'], statusOf(done))
    return sentPage(c, values['email']!)
  })

  const verifyPage = (c: Ctx, token: string, state: FormState, status: Status = 200) =>
    show(
      c,
      { title: t(c)('verifyTitle') },
      <Verify lang={c.var.lang} csrf={c.var.csrf} state={state} token={token} />,
      status,
    )

  app.get('/verify/:token', (c) => verifyPage(c, c.req.param('token'), blank))

  app.post('/verify/:token', async (c) => {
    const token = c.req.param('token')
    const { password = '' } = await formValues(c)
    const email = emailOf(token)
    const wait = limited(c, LIMITS.signIn, email)
    if (wait > 0) return waitPage(c, wait)
    const auth = await authOf(c.var.ctx)
    const headers = authHeaders(c.req.raw)
    const signIn = () => auth.api.signInEmail({ body: { email, password }, headers, asResponse: true })
    // The password first: whoever only has the mail has not opened this account, and must not open it for a stranger.
    const tried = await signIn()
    const code = await refusal(tried)
    if (code !== '' && code !== 'EMAIL_NOT_VERIFIED')
      return verifyPage(c, token, { values: {}, errors: { password: 'password-wrong' } }, 422)
    const verified = await auth.api.verifyEmail({ query: { token }, headers, asResponse: true })
    if (!verified.ok) return show(c, { title: t(c)('linkDead') }, <DeadLink lang={c.var.lang} again="/sign-in" />, 410)
    const entered = code === '' ? tried : await signIn()
    forwardCookies(c, entered)
    return seeOther(c, entered.ok ? '/account/privacy?welcome=1' : '/sign-in')
  })

  const forgotPage = (c: Ctx, state: FormState, status: Status = 200) =>
    show(c, { title: t(c)('forgotTitle') }, <Forgot lang={c.var.lang} csrf={c.var.csrf} state={state} />, status)

  app.get('/forgot', (c) => forgotPage(c, blank))

  app.post('/forgot', async (c) => {
    const email = normalEmail((await formValues(c))['email'] ?? '')
    if (!isEmail(email)) return forgotPage(c, { values: { email }, errors: { email: 'email' } }, 422)
    return requestLink(c, 'people:send-reset', { email })
  })

  const resetPage = (c: Ctx, token: string, state: FormState, status: Status = 200) =>
    show(
      c,
      { title: t(c)('resetTitle') },
      <Reset lang={c.var.lang} csrf={c.var.csrf} state={state} token={token} />,
      status,
    )

  app.get('/reset/:token', (c) => resetPage(c, c.req.param('token'), blank))

  app.post('/reset/:token', async (c) => {
    const token = c.req.param('token')
    const { password = '' } = await formValues(c)
    const weak = passwordProblem(password, '')
    if (weak) return resetPage(c, token, { values: {}, errors: { password: weak } }, 422)
    const wait = limited(c, LIMITS.signIn, '')
    if (wait > 0) return waitPage(c, wait)
    const auth = await authOf(c.var.ctx)
    const response = await auth.api.resetPassword({ body: { newPassword: password, token }, asResponse: true })
    if (!response.ok) return show(c, { title: t(c)('linkDead') }, <DeadLink lang={c.var.lang} again="/forgot" />, 410)
    return seeOther(c, '/sign-in?reset=done')
  })
}

/** The address that a confirmation link names; its signature is checked by better-auth when it is used. */
function emailOf(token: string): string {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { email?: unknown }
    return typeof claims.email === 'string' ? claims.email : ''
  } catch {
    return ''
  }
}

const sentPage = (c: Ctx, email: string) =>
  show(
    c,
    { title: t(c)('sentTitle') },
    <Sent lang={c.var.lang} text={t(c)('signUpSentText', { email: normalEmail(email) })} />,
  )

/** One-time links: the first administrator, and taking over an invited record. */
export function invitationRoutes(app: App): void {
  const setupPage = (c: Ctx, token: string, state: FormState, status: Status = 200) =>
    show(
      c,
      { title: t(c)('setupTitle') },
      <FirstAdmin lang={c.var.lang} csrf={c.var.csrf} state={state} token={token} />,
      status,
    )

  app.get('/setup/:token', async (c) => {
    const invitation = await openInvitation(c.var.ctx, c.req.param('token'))
    if (invitation?.purpose !== 'first-admin' || (await hasAdmin(c.var.ctx))) return c.notFound()
    return setupPage(c, c.req.param('token'), blank)
  })

  app.post('/setup/:token', async (c) => {
    const { ctx, lang } = c.var
    const wait = limited(c, LIMITS.signUp, '')
    if (wait > 0) return waitPage(c, wait)
    const invitation = await openInvitation(ctx, c.req.param('token'))
    if (invitation?.purpose !== 'first-admin') return c.notFound()
    const values = await formValues(c)
    const errors = problems(values)
    if (Object.keys(errors).length > 0) return setupPage(c, c.req.param('token'), stateOf(values, errors), 422)
    const { family, given, email, password } = values as Record<'family' | 'given' | 'email' | 'password', string>
    const done = await setUpFirstAdmin(ctx, { invitation, email, password, name: { family, given }, lang })
    if (!done.ok)
      return done.code === 'not-found'
        ? c.notFound()
        : setupPage(c, c.req.param('token'), stateAfter(done, values), statusOf(done))
    return enterWith(c, email, password, path(c, '/account'))
  })

  const claimPage = async (c: Ctx, token: string, personId: string, state: FormState, status: Status = 200) => {
    const person = await invitedPerson(c.var.ctx, personId)
    if (!person) return c.notFound()
    const values = { family: person.family, given: person.given, email: person.email, ...state.values }
    const props = {
      lang: c.var.lang,
      csrf: c.var.csrf,
      state: { ...state, values },
      token,
      name: person.name,
      next: c.req.query('next'),
    }
    return show(
      c,
      { title: t(c)('claimTitle') },
      <Claim {...props} signedInAs={c.var.actor.personId ? c.var.actor.name : null} claimed={person.claimed} />,
      status,
    )
  }

  app.get('/invitation/:token', async (c) => {
    const invitation = await openInvitation(c.var.ctx, c.req.param('token'))
    if (!invitation?.personId)
      return show(c, { title: t(c)('linkDead') }, <DeadLink lang={c.var.lang} again="/sign-in" />, 410)
    if (invitation.personId === c.var.actor.personId) return c.redirect(destination(c, c.req.query('next')), 303)
    return claimPage(c, c.req.param('token'), invitation.personId, blank)
  })

  app.post('/invitation/:token', async (c) => {
    const { ctx, lang } = c.var
    const wait = limited(c, LIMITS.signUp, '')
    if (wait > 0) return waitPage(c, wait)
    const token = c.req.param('token')
    const invitation = await openInvitation(ctx, token)
    if (!invitation?.personId)
      return show(c, { title: t(c)('linkDead') }, <DeadLink lang={lang} again="/sign-in" />, 410)
    const values = await formValues(c)
    const errors = problems(values)
    if (Object.keys(errors).length > 0) return claimPage(c, token, invitation.personId, stateOf(values, errors), 422)
    const { family, given, email, password, next } = values as Record<
      'family' | 'given' | 'email' | 'password',
      string
    > & { next?: string }
    const done = await claimPerson(ctx, { invitation, email, password, name: { family, given }, lang })
    if (!done.ok) return claimPage(c, token, invitation.personId, stateAfter(done, values), statusOf(done))
    if (done.value.waiting) return sentPage(c, email)
    return enterWith(c, email, password, safeNext(next, path(c, '/account/privacy?welcome=1')))
  })

  app.post('/invitation/:token/join', async (c) => {
    const done = await joinInvited(c.var.ctx, c.var.actor, c.req.param('token'))
    if (!done.ok) return show(c, { title: t(c)('linkDead') }, <DeadLink lang={c.var.lang} again="/account" />, 410)
    return c.redirect(destination(c, (await formValues(c))['next']), 303)
  })
}

/** Signs in with what was just set, so that nobody types it twice. */
async function enterWith(c: Ctx, email: string, password: string, to: string): Promise<Response> {
  const auth = await authOf(c.var.ctx)
  const body = { email: normalEmail(email), password }
  forwardCookies(c, await auth.api.signInEmail({ body, headers: authHeaders(c.req.raw), asResponse: true }))
  return c.redirect(to, 303)
}
