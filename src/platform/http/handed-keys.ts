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

/** The actor with the keys that the browser brings. No statement: what they open is asked where it is opened. */
export function withHandedKeys(c: Ctx, actor: Actor): Actor {
  const tokens = tokensOf(c.req.header('cookie'))
  return tokens.length === 0 ? actor : { ...actor, keys: tokens.map(keyHash), keysAt: c.var.ctx.clock.now() }
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
