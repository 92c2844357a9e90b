import type { Ctx } from '#src/platform/http/env.ts'
import { EDIT_MINUTES } from './comment.ts'

const NAME = 'hoi-comment'
const MOST = 4

/** The comments that this browser may still correct: id -> token. */
export function commentTokens(header: string | undefined): Map<string, string> {
  const value = /(?:^|;\s*)hoi-comment=([\w.~-]{1,600})/.exec(header ?? '')?.[1] ?? ''
  return new Map(
    value.split('.').flatMap((pair) => {
      const [id, token] = pair.split('~')
      return id && token ? [[id, token] as const] : []
    }),
  )
}

/** Adds a comment to those; the cookie lives as long as the right does and is asked for nothing else. */
export function rememberComment(c: Ctx, id: string, token: string): void {
  const tokens = [...commentTokens(c.req.header('cookie')), [id, token] as const].slice(-MOST)
  const value = tokens.map((pair) => pair.join('~')).join('.')
  const secure = c.var.ctx.config.baseUrl.startsWith('https:') ? '; Secure' : ''
  c.header('set-cookie', `${NAME}=${value}; Path=/; Max-Age=${EDIT_MINUTES * 60}; HttpOnly; SameSite=Lax${secure}`, {
    append: true,
  })
}
