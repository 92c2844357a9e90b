import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { sessionToken } from '../auth/actor.ts'
import { askEmailChange, confirmEmailChange, openEmailChange } from '../commands/change-email.ts'
import { account } from '../messages/account.ts'
import { profile } from '../messages/profile.ts'
import { EmailAsked, EmailChanged, EmailConfirm } from '../pages/change-email.tsx'
import { DeadLink } from '../pages/mail-links.tsx'
import { AccountFrame } from '../pages/profile.tsx'
import { signInFirst } from './account.tsx'
import { formValues, ownPages, seeOther, show, stateAfter } from './kit.tsx'
import { provesOwner } from './owner.ts'
import { mine, securityPage } from './security.tsx'
import { waitPage } from './sign-in.tsx'

/** The address that an account is entered by: asked for on the security page, given by a link to the new mailbox. */
export function changeEmailRoutes(app: App): void {
  app.post('/account/security/email', async (c) => {
    const view = await mine(c)
    if (!view) return signInFirst(c)
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const values = await formValues(c)
    const { newEmail = '', emailPassword = '', code = '' } = values
    const wrong = await provesOwner(c, view, { password: emailPassword, field: 'emailPassword', code })
    const busy = wrong ? 0 : tooMany(c, LIMITS.mail)
    if (busy > 0) return waitPage(c, busy)
    const done = wrong ?? (await askEmailChange(c.var.ctx, c.var.actor, view, newEmail))
    if (!done.ok) return securityPage(c, stateAfter(done, { newEmail }), 422)
    const { lang } = c.var
    return show(
      c,
      { title: profile(lang)('email') },
      <AccountFrame lang={lang} more={ownPages(c)} section="security">
        <EmailAsked lang={lang} email={newEmail.trim()} />
      </AccountFrame>,
    )
  })

  app.get('/account/email/:token', async (c) => {
    const token = c.req.param('token')
    const wish = await openEmailChange(c.var.ctx, token)
    if (!wish) return dead(c)
    const { lang, csrf } = c.var
    return show(
      c,
      { title: profile(lang)('emailConfirm') },
      <EmailConfirm lang={lang} csrf={csrf} email={wish.email} token={token} />,
    )
  })

  app.post('/account/email/:token', async (c) => {
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const done = await confirmEmailChange(c.var.ctx, c.req.param('token'), sessionToken(c.var.ctx, c.req.raw))
    if (!done.ok) return dead(c)
    // Whoever is signed in here may be somebody else.
    if (c.var.actor.personId === done.value.personId) return seeOther(c, '/account/security?email=1')
    const { lang } = c.var
    return show(c, { title: profile(lang)('email') }, <EmailChanged lang={lang} />)
  })
}

const dead = (c: Ctx) =>
  show(c, { title: account(c.var.lang)('linkDead') }, <DeadLink lang={c.var.lang} again="/account/security" />, 410)
