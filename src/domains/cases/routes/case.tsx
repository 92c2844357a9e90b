import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { show } from '../kit.tsx'
import { caseFor } from '../queries/case.ts'

/** What everyone reads who may see a case. */
export function casePages(app: App): void {
  app.get('/cases/:code{[0-9A-Za-z]{8}}', casePage)
}

async function casePage(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await caseFor(ctx, actor, c.req.param('code') ?? '')
  if (!found) return c.notFound()
  const title = pick(found.title, lang)
  return show(c, { title: title.text }, <h1 lang={title.lang}>{title.text}</h1>)
}
