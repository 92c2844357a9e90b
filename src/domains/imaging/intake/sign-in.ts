import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'

/** Sends those who are not signed in to do so; null when they are. */
export function toSignIn(c: Ctx): Response | null {
  if (c.var.actor.personId !== null) return null
  const url = new URL(c.req.url)
  return c.redirect(href(c.var.lang, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`), 303)
}
