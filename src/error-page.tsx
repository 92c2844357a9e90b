import type { Ctx } from '#src/platform/http/env.ts'
import { ErrorPage } from '#src/ui/feedback.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { ui } from '#src/ui/messages.ts'

/** The page for what is not there (or may not be seen: the same page) and for what broke. */
export async function errorPage(c: Ctx, status: 404 | 500): Promise<Response> {
  if (!(c.req.header('accept') ?? '*/*').includes('html') && c.req.path.startsWith('/api/')) {
    return c.json({ error: status === 404 ? 'not-found' : 'internal', requestId: c.var.ctx.requestId }, status)
  }
  const shell = await shellOf(c)
  const t = ui(c.var.lang)
  const title = status === 404 ? t('notFoundTitle') : t('brokenTitle')
  return page(c, <Page shell={shell} title={title} noindex><ErrorPage status={status} requestId={c.var.ctx.requestId} lang={c.var.lang} /></Page>, status)
}
