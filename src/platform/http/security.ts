import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { holdUpTo } from './body-limit.ts'
import type { Env } from './env.ts'
import { Refused } from './refused.ts'

/**
 * Nothing inline, nothing from elsewhere. A page's one inline style is allowed by its nonce, or by its hash where
 * the page is cached and shared. `connect-src 'self'` is what islands and the service worker need.
 */
function policy(nonce: string, hashes: readonly string[], worker: boolean): string {
  const styles = ["'self'", `'nonce-${nonce}'`, ...hashes.map((h) => `'sha256-${h}'`)].join(' ')
  return [
    "default-src 'none'",
    // A worker heeds the policy that came with its script. Codecs run in workers only, so pages get no WebAssembly.
    worker ? "script-src 'self' 'wasm-unsafe-eval'" : `script-src 'self' 'nonce-${nonce}'`,
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sets the headers that every answer carries. */
export const securityHeaders = createMiddleware<Env>(async (c, next) => {
  const nonce = randomBytes(16).toString('base64')
  c.set('nonce', nonce)
  c.set('styleHashes', [])
  await next()
  const headers = c.res.headers
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', policy(nonce, c.get('styleHashes'), c.req.path.startsWith('/assets/')))
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=(), browsing-topics=()')
  headers.set('cross-origin-opener-policy', 'same-origin')
  if (c.get('ctx').config.baseUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000')
})

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The token a session's forms carry: bound to its cookie, so that it cannot be made without it. */
export const csrfToken = (secret: string, cookie: string): string =>
  createHmac('sha256', secret).update(`csrf:${cookie}`).digest('base64url')

export const sameToken = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/**
 * Whether a request that writes comes from our own pages: browsers say so with Sec-Fetch-Site or Origin; a text
 * browser says neither and must bring the form's token. Bearer-token calls carry no cookie and need none of it.
 */
export function isOwnRequest(request: Request, baseUrl: string): 'yes' | 'no' | 'ask-token' {
  if (SAFE.has(request.method)) return 'yes'
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none' ? 'yes' : 'no'
  const origin = request.headers.get('origin')
  if (origin) return origin === new URL(baseUrl).origin || origin === new URL(request.url).origin ? 'yes' : 'no'
  return 'ask-token'
}

/** Bytes of a form whose sender names neither Origin nor Sec-Fetch-Site. */
const LARGEST_UNSIGNED = 8_000_000

/** Refuses writes that another site makes in the name of somebody signed in here. */
export const csrf = createMiddleware<Env>(async (c, next) => {
  const { config, secret } = c.get('ctx')
  const cookie = c.req.header('cookie') ?? ''
  const token = csrfToken(secret, sessionPart(cookie))
  c.set('csrf', token)
  // A browser adds the password of a proxy (Basic) to foreign forms too; a token only comes from a program.
  const byToken = /^bearer /i.test(c.req.header('authorization') ?? '') && sessionPart(cookie) === ''
  const verdict = byToken ? 'yes' : isOwnRequest(c.req.raw, config.baseUrl)
  if (verdict === 'no') throw new Refused('other-site')
  if (verdict === 'ask-token') {
    // The form must be read to find its token, so it may not be larger than we care to hold.
    const unknown = c.req.header('transfer-encoding') !== undefined
    if (unknown || Number(c.req.header('content-length') ?? 0) > LARGEST_UNSIGNED) {
      throw new Refused('too-large')
    }
    const type = c.req.header('content-type') ?? ''
    holdUpTo(c, LARGEST_UNSIGNED)
    const given = /form/.test(type) ? (await c.req.parseBody())['_csrf'] : c.req.header('x-csrf-token')
    if (typeof given !== 'string' || !sameToken(given, token)) {
      throw new Refused('old-form')
    }
  }
  await next()
})

const sessionPart = (cookie: string): string =>
  cookie
    .split(/;\s*/)
    .filter((part) => /session_token=/.test(part))
    .join()
