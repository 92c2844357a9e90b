import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { passwordProblem } from '../accounts.ts'
import { sessionToken } from '../auth/actor.ts'
import { authOf } from '../auth/auth.ts'
import { authHeaders, forwardCookies, refusal } from '../auth/call.ts'
import { sendFactor, sendPasswordChanged } from '../auth/mail.ts'
import { forgetEmailWish } from '../commands/change-email.ts'
import { profile } from '../messages/profile.ts'
import { securityOf, type SecurityView } from '../queries/own.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formValues, ownPages, seeOther, show, stateAfter, type Status } from './kit.tsx'
import { isFresh, provesOwner } from './owner.ts'
import { AccountFrame } from '../pages/profile.tsx'
import { FactorSetup, Security } from '../pages/security.tsx'
import { signInFirst } from './account.tsx'
import { waitPage } from './sign-in.tsx'

const t = (c: Ctx) => profile(c.var.lang)

export const mine = async (c: Ctx): Promise<SecurityView | null> =>
  c.var.actor.personId ? securityOf(c.var.ctx, c.var.actor.personId, sessionToken(c.var.ctx, c.req.raw)) : null

/** All that opens the account, and who has it open; with what was refused, if anything was. */
export async function securityPage(c: Ctx, state: FormState, status: Status = 200): Promise<Response> {
  const view = await mine(c)
  if (!view) return signInFirst(c)
  const { lang, csrf } = c.var
  const said = (['password', 'email', 'saved'] as const).find((one) => c.req.query(one) !== undefined)
  const flash = said && t(c)(said === 'saved' ? 'saved' : `${said}Done`)
  return show(
    c,
    { title: t(c)('security') },
    <AccountFrame lang={lang} more={ownPages(c)} section="security" flash={flash}>
      <Security lang={lang} csrf={csrf} view={view} state={state} />
    </AccountFrame>,
    status,
  )
}

/** Password, devices, second factor, passkeys. */
export function securityRoutes(app: App): void {
  app.get('/account/security', (c) => securityPage(c, blank))

  app.post('/account/security/password', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const { currentPassword = '', newPassword = '' } = await formValues(c)
    const weak = passwordProblem(newPassword, view.email)
    if (weak) return securityPage(c, { values: {}, errors: { newPassword: weak } }, 422)
    if (!view.hasPassword && !isFresh(view))
      return securityPage(c, { values: {}, errors: { newPassword: 'sign-in-again' } }, 422)
    const auth = await authOf(c.var.ctx)
    const headers = authHeaders(c.req.raw)
    const response = view.hasPassword
      ? await auth.api.changePassword({
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          headers,
          asResponse: true,
        })
      : await auth.api.setPassword({ body: { newPassword }, headers, asResponse: true })
    if (await refusal(response))
      return securityPage(c, { values: {}, errors: { currentPassword: 'password-wrong' } }, 422)
    forwardCookies(c, response)
    await write(c.var.ctx, c.var.actor, async (tx) => {
      await forgetEmailWish(tx.db, view.userId)
      await tx.audit({ action: 'account.password', entity: 'person', id: c.var.actor.personId! })
      return ok()
    })
    await sendPasswordChanged(c.var.ctx, { id: view.userId, email: view.email, name: c.var.actor.name })
    return seeOther(c, '/account/security?password=1')
  })

  app.post('/account/security/sign-out', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    await write(c.var.ctx, c.var.actor, async (tx) => {
      await tx.db.deleteFrom('auth_session').where('user_id', '=', view.userId).execute()
      await forgetEmailWish(tx.db, view.userId)
      await tx.audit({ action: 'account.sign-out-everywhere', entity: 'person', id: c.var.actor.personId! })
      return ok()
    })
    return seeOther(c, '/sign-in')
  })

  app.post('/account/security/factor', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const values = await formValues(c)
    const { password = '' } = values
    const wrong = await provesOwner(c, view, { password, field: 'password' })
    if (wrong) return securityPage(c, stateAfter(wrong, {}), 422)
    const auth = await authOf(c.var.ctx)
    const headers = authHeaders(c.req.raw)
    const body = view.hasPassword ? { password } : {}
    if (values['stop'] === '1') {
      const response = await auth.api.disableTwoFactor({ body, headers, asResponse: true })
      if (await refusal(response)) return securityPage(c, { values: {}, errors: { password: 'password-wrong' } }, 422)
      forwardCookies(c, response)
      await record(c, 'account.second-factor-off')
      await sendFactor(c.var.ctx, { id: view.userId, email: view.email, name: c.var.actor.name }, false)
      return seeOther(c, '/account/security?saved=1')
    }
    const response = await auth.api.enableTwoFactor({ body, headers, asResponse: true })
    if (await refusal(response)) return securityPage(c, { values: {}, errors: { password: 'password-wrong' } }, 422)
    const set = (await response.json()) as { totpURI: string; backupCodes: string[] }
    return factorPage(c, set.totpURI, set.backupCodes, blank)
  })

  app.post('/account/security/factor/confirm', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const values = await formValues(c)
    const auth = await authOf(c.var.ctx)
    const code = (values['code'] ?? '').replace(/\s+/g, '')
    const response = await auth.api.verifyTOTP({ body: { code }, headers: authHeaders(c.req.raw), asResponse: true })
    if (await refusal(response))
      return factorPage(
        c,
        values['uri'] ?? '',
        (values['codes'] ?? '').split(' '),
        { values: {}, errors: { code: 'code' } },
        422,
      )
    forwardCookies(c, response)
    await record(c, 'account.second-factor-on')
    await sendFactor(c.var.ctx, { id: view.userId, email: view.email, name: c.var.actor.name }, true)
    return seeOther(c, '/account/security?saved=1')
  })

  app.post('/account/security/passkeys/:id/remove', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    const done = await write(c.var.ctx, c.var.actor, async (tx) => {
      await tx.db
        .deleteFrom('auth_passkey')
        .where('id', '=', c.req.param('id'))
        .where('user_id', '=', view.userId)
        .execute()
      await tx.audit({ action: 'account.passkey-removed', entity: 'person', id: c.var.actor.personId! })
      return ok()
    })
    return done.ok ? seeOther(c, '/account/security?saved=1') : c.notFound()
  })
}

/** The key as a picture (made here, never by a service elsewhere) and in letters. */
async function factorPage(c: Ctx, uri: string, codes: readonly string[], state: FormState, status: Status = 200) {
  // What comes back with a mistyped code is shown to whoever sent it; only our own kind of address becomes a picture.
  if (!uri.startsWith('otpauth://totp/') || uri.length > 500) return seeOther(c, '/account/security')
  const { default: qr } = await import('qrcode')
  const { modules } = qr.create(uri, { errorCorrectionLevel: 'M' })
  const dark: string[] = []
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) dark.push(`M${x} ${y}h1v1h-1z`)
  const key = new URL(uri).searchParams.get('secret') ?? ''
  const props = {
    lang: c.var.lang,
    csrf: c.var.csrf,
    state,
    uri,
    codes,
    secret: key,
    picture: dark.join(''),
    size: modules.size,
  }
  return show(
    c,
    { title: t(c)('factor') },
    <AccountFrame lang={c.var.lang} more={ownPages(c)} section="security">
      <FactorSetup {...props} />
    </AccountFrame>,
    status,
  )
}

const record = (c: Ctx, action: string) =>
  write(c.var.ctx, c.var.actor, async (tx) => {
    await tx.audit({ action, entity: 'person', id: c.var.actor.personId! })
    return ok()
  })
