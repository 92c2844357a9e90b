import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { authOf } from '../auth/auth.ts'
import { authHeaders, forwardCookies, refusal } from '../auth/call.ts'
import { erasePerson, exportPerson } from '../commands/erase.ts'
import { profile } from '../messages/profile.ts'
import { consentsOf, securityOf } from '../queries/own.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formValues, show, stateAfter, statusOf, type Status, ownPages } from './kit.tsx'
import { Data } from '../pages/data.tsx'
import { AccountFrame } from '../pages/profile.tsx'
import { signInFirst } from './account.tsx'
import { waitPage } from './sign-in.tsx'

const t = (c: Ctx) => profile(c.var.lang)

/** One's own data: to take along, and to delete. */
export function dataRoutes(app: App): void {
  const dataPage = async (c: Ctx, state: FormState, status: Status = 200) => {
    const { ctx, actor, lang, csrf } = c.var
    const view = actor.personId && (await securityOf(ctx, actor.personId, null))
    if (!view || !actor.personId) return signInFirst(c)
    const consents = await consentsOf(ctx, actor.personId)
    return show(
      c,
      { title: t(c)('data') },
      <AccountFrame lang={lang} more={ownPages(c)} section="data">
        <Data lang={lang} csrf={csrf} state={state} consents={consents} hasPassword={view.hasPassword} />
      </AccountFrame>,
      status,
    )
  }

  app.get('/account/data', (c) => dataPage(c, blank))

  // A post, so that no link or prefetch in a foreign page makes the browser fetch it.
  app.post('/account/data/export', async (c) => {
    const { ctx, actor } = c.var
    if (!actor.personId) return signInFirst(c)
    const done = await exportPerson(ctx, actor, actor.personId)
    if (!done.ok) return signInFirst(c)
    return c.body(JSON.stringify(done.value, null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="hoi-my-data.json"',
      'cache-control': 'private, no-store',
    })
  })

  app.post('/account/data/erase', async (c) => {
    const { ctx, actor } = c.var
    const view = actor.personId && (await securityOf(ctx, actor.personId, null))
    if (!view || !actor.personId) return signInFirst(c)
    const wait = tooMany(c, LIMITS.signIn)
    if (wait > 0) return waitPage(c, wait)
    const values = await formValues(c)
    if (values['sure'] !== 'on') return dataPage(c, { values: {}, errors: { sure: 'required' } }, 422)
    const auth = await authOf(ctx)
    const headers = authHeaders(c.req.raw)
    if (view.hasPassword) {
      const checked = await auth.api.verifyPassword({
        body: { password: values['password'] ?? '' },
        headers,
        asResponse: true,
      })
      if (await refusal(checked)) return dataPage(c, { values: {}, errors: { password: 'password-wrong' } }, 422)
    }
    const done = await erasePerson(ctx, actor, actor.personId)
    if (!done.ok) return dataPage(c, stateAfter(done, {}), statusOf(done))
    forwardCookies(c, await auth.api.signOut({ headers, asResponse: true }))
    return show(
      c,
      { title: t(c)('erasedTitle') },
      <>
        <h1>{t(c)('erasedTitle')}</h1>
        <p>{t(c)('erasedText')}</p>
      </>,
    )
  })
}
