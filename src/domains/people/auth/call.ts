import type { Ctx } from '#src/platform/http/env.ts'
import { ownPath } from '#src/platform/http/own-path.ts'

/** The headers of a request that better-auth may see: its cookies and which browser it is, nothing that is forged easily. */
export function authHeaders(request: Request): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name)
    if (value) headers.set(name, value.slice(0, 4_000))
  }
  return headers
}

/** Hands the cookies that better-auth sets on to the browser. */
export function forwardCookies(c: Ctx, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/** The code of a refusal (`INVALID_TOKEN`), '' for success. */
export async function refusal(response: Response): Promise<string> {
  if (response.ok) return ''
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: string } | null
  return body?.code ?? 'UNKNOWN'
}

/** A path of this site to go to after signing in; the bare home page, which has no language, is none. */
export const safeNext = (next: unknown, otherwise: string): string =>
  next === '/' ? otherwise : ownPath(next, otherwise)
