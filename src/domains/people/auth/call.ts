import type { Ctx } from '#src/platform/http/env.ts'
import type { Context } from '#src/platform/context.ts'

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
  const body = (await response.clone().json().catch(() => null)) as { code?: string } | null
  return body?.code ?? 'UNKNOWN'
}

/** A session's cookies carried over into the headers of a following call of the same request. */
export function withCookies(headers: Headers, response: Response): Headers {
  const jar = new Map(
    (headers.get('cookie') ?? '')
      .split(/;\s*/)
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair] as const),
  )
  for (const cookie of response.headers.getSetCookie()) {
    const pair = cookie.split(';', 1)[0]!
    jar.set(pair.slice(0, pair.indexOf('=')), pair)
  }
  const next = new Headers(headers)
  next.set('cookie', [...jar.values()].join('; '))
  return next
}

/** A path of this site to go to after signing in; anything that could lead elsewhere is dropped. */
export function safeNext(next: unknown, otherwise: string): string {
  if (typeof next !== 'string' || next.length > 500 || !/^\/[^/\\]/u.test(next) || /[\u0000-\u001f\\]/u.test(next)) return otherwise
  return next
}

export const isSecure = (ctx: Context): boolean => ctx.config.baseUrl.startsWith('https:')
