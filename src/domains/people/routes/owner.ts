import type { Ctx } from '#src/platform/http/env.ts'
import { invalid, type Failure } from '#src/platform/outcome.ts'
import { authOf } from '../auth/auth.ts'
import { authHeaders, refusal } from '../auth/call.ts'
import { FRESH_MINUTES } from '../limits.ts'
import type { SecurityView } from '../queries/own.ts'

/** Whether this session is young enough to speak for an account that has no password. */
export const isFresh = (view: SecurityView): boolean => {
  const current = view.sessions.find((session) => session.current)
  // Sessions are dated by better-auth, which asks the real clock.
  return current !== undefined && Date.now() - current.since <= FRESH_MINUTES * 60_000
}

/**
 * Before something changes that whoever found a device signed in could keep an account with: the password; without one
 * a sign-in just now, which the mailbox or a passkey has vouched for; and, where `code` is given and the account has a
 * second factor, its code as well. Returns what is wrong, or null.
 */
export async function provesOwner(
  c: Ctx,
  view: SecurityView,
  given: { readonly password: string; readonly field: string; readonly code?: string },
): Promise<Failure | null> {
  const auth = await authOf(c.var.ctx)
  const headers = authHeaders(c.req.raw)
  if (!view.hasPassword) {
    if (!isFresh(view)) return invalid({ [given.field]: 'sign-in-again' })
  } else {
    const { password } = given
    const answer = await auth.api.verifyPassword({ body: { password }, headers, asResponse: true })
    if (await refusal(answer)) return invalid({ [given.field]: 'password-wrong' })
  }
  if (!view.factor || given.code === undefined) return null
  const code = given.code.replace(/\s+/g, '')
  const answer = await auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
  return (await refusal(answer)) ? invalid({ code: 'code' }) : null
}
