import { createHash } from 'node:crypto'
import type { Actor } from '../authz.ts'
import type { Ctx } from './env.ts'

/** The cookie of share links that were opened in this browser: their tokens, the newest first, with dots between. */
const COOKIE = 'hoi_keys'
const PATTERN = /(?:^|;\s*)hoi_keys=([\w.-]{1,1000})/
/** A reader follows one link or a few; more would only make every request ask for more. */
const MOST = 8
/** Of `ids.token()`: 256 bits. */
const TOKEN = /^[\w-]{43}$/

/** What is kept of a token that opens something: nobody gets from it back to the link. */
export const keyHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

const tokensOf = (cookie: string | undefined): string[] =>
  (PATTERN.exec(cookie ?? '')?.[1] ?? '')
    .split('.')
    .filter((token) => TOKEN.test(token))
    .slice(0, MOST)

/** The cookie of a browser without an account that answered a quiz. */
const ANSWERED = /(?:^|;\s*)hoi_quiz=([\w-]{43})/
const ANSWERED_SECONDS = 180 * 86_400

/**
 * The actor with what the browser brings: keys of links, and what it is known by without an account. No statement: what
 * they open is asked where it is opened.
 */
export function withHandedKeys(c: Ctx, actor: Actor): Actor {
  const cookie = c.req.header('cookie')
  const tokens = tokensOf(cookie)
  const known = actor.personId === null ? ANSWERED.exec(cookie ?? '')?.[1] : undefined
  if (tokens.length === 0 && !known) return actor
  return {
    ...actor,
    ...(tokens.length > 0 ? { keys: tokens.map(keyHash), keysAt: c.var.ctx.clock.now() } : {}),
    ...(known ? { browser: keyHash(known) } : {}),
  }
}

/** The hash that this browser is known by; one that never answered is given its cookie, which this answer needs. */
export function knownBrowser(c: Ctx): string {
  const { ctx, actor } = c.var
  if (actor.browser) return actor.browser
  const token = ctx.ids.token()
  const secure = ctx.config.baseUrl.startsWith('https:') ? '; Secure' : ''
  c.header('set-cookie', `hoi_quiz=${token}; Path=/; Max-Age=${ANSWERED_SECONDS}; HttpOnly; SameSite=Lax${secure}`, {
    append: true,
  })
  return keyHash(token)
}

/** Puts a token into the browser's cookie, before those it has. Scripts cannot read it; it goes with `seconds`. */
export function handKey(c: Ctx, token: string, seconds: number): void {
  const all = [token, ...tokensOf(c.req.header('cookie')).filter((other) => other !== token)].slice(0, MOST)
  const secure = c.var.ctx.config.baseUrl.startsWith('https:') ? '; Secure' : ''
  c.header(
    'set-cookie',
    `${COOKIE}=${all.join('.')}; Path=/; Max-Age=${Math.max(0, Math.round(seconds))}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
}
