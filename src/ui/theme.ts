import type { Ctx } from '#src/platform/http/env.ts'
import { ownPath } from '#src/platform/http/own-path.ts'

/** Keeps the reader's choice of light, dark or the device's own in a cookie, and goes back to the page. */
export async function themeChoice(c: Ctx): Promise<Response> {
  const form = await c.req.parseBody()
  const theme = form['theme'] === 'light' || form['theme'] === 'dark' ? form['theme'] : ''
  const age = theme ? 31_536_000 : 0
  c.header(
    'set-cookie',
    `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${c.var.ctx.config.baseUrl.startsWith('https:') ? '; Secure' : ''}`,
  )
  return c.redirect(ownPath(form['back'], '/'), 303)
}
