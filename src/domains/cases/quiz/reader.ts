import type { Ctx } from '#src/platform/http/env.ts'
import { keyHash } from '#src/platform/http/handed-keys.ts'

const COOKIE = /(?:^|;\s*)hoi_quiz=([\w-]{43})/
const DAYS = 180

/** Who answers a quiz: the person, or the browser that answered before; null for a browser that never did. */
export function readerOf(c: Ctx): string | null {
  const { personId } = c.var.actor
  if (personId !== null) return `p:${personId}`
  const token = COOKIE.exec(c.req.header('cookie') ?? '')?.[1]
  return token ? `d:${keyHash(token)}` : null
}

/** As `readerOf`; gives the browser of somebody without an account a cookie to be known by, which this answer needs. */
export function knownReader(c: Ctx): string {
  const known = readerOf(c)
  if (known) return known
  const { ids, config } = c.var.ctx
  const token = ids.token()
  const secure = config.baseUrl.startsWith('https:') ? '; Secure' : ''
  c.header('set-cookie', `hoi_quiz=${token}; Path=/; Max-Age=${DAYS * 86_400}; HttpOnly; SameSite=Lax${secure}`, {
    append: true,
  })
  return `d:${keyHash(token)}`
}
