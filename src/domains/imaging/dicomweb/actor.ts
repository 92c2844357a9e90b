import type { Actor } from '#src/platform/authz.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { tokenHolder, type TokenScope } from '../commands/tokens.ts'

/** Who calls, and what they may do: a signed-in browser everything that the person may, a token what its scope says. */
export interface Caller {
  readonly actor: Actor
  readonly scope: TokenScope
}

/**
 * The caller from a bearer token, from basic authentication with a token as password (programs that know nothing else),
 * or from the session; null when a token was given that is not valid.
 */
export async function callerOf(c: Ctx): Promise<Caller | null> {
  const given = c.req.header('authorization')
  if (!given) return { actor: c.var.actor, scope: 'dicomweb:write' }
  const [kind = '', value = ''] = given.trim().split(/\s+/, 2)
  if (/^bearer$/i.test(kind)) return await tokenHolder(c.var.ctx, value)
  if (!/^basic$/i.test(kind)) return null
  const text = Buffer.from(value, 'base64').toString('utf8')
  return await tokenHolder(c.var.ctx, text.slice(text.indexOf(':') + 1))
}

export const unauthorized = (): Response =>
  new Response('A valid token is needed.', {
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm="DICOMweb", Basic realm="DICOMweb"' },
  })
