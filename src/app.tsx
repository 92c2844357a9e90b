import { Hono } from 'hono'
import { isLang, type Lang } from '#src/lib/text/multilingual.ts'
import { stranger } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { bodyLimit, BodyTooLarge } from '#src/platform/http/body-limit.ts'
import { clientAddress } from '#src/platform/http/client-address.ts'
import type { App, Ctx, Env } from '#src/platform/http/env.ts'
import { withHandedKeys } from '#src/platform/http/handed-keys.ts'
import { health } from '#src/platform/http/health.ts'
import { href, preferredLang } from '#src/platform/http/language.ts'
import { requestLog } from '#src/platform/http/request-log.ts'
import { csrf, securityHeaders } from '#src/platform/http/security.ts'
import { staticFiles } from '#src/platform/http/static-files.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { metrics } from '#src/platform/metrics.ts'
import { societyLang } from '#src/platform/society.ts'
import { themeChoice } from '#src/ui/theme.ts'
import { actorOf } from '#src/domains/people/index.ts'
import { errorPage, refusalPage } from './error-page.tsx'

const LANGUAGE_COOKIE = /(?:^|;\s*)lang=(vi|en|ko)/

/** Puts the whole site together: what every request passes, then each domain's endpoints and pages. */
export function buildApp(ctx: Context): App {
  const app: App = new Hono<Env>({ strict: false })
  app.use(async (c, next) => {
    c.set('ctx', ctx)
    c.set('client', clientAddress(c, ctx.config.trustProxy))
    c.set('actor', stranger)
    c.set('lang', langOf(c))
    await next()
  })
  app.use(requestLog)
  app.use(securityHeaders)
  app.use(bodyLimit)
  app.onError((error, c) => {
    if (error instanceof BodyTooLarge) {
      c.header('connection', 'close')
      return refusalPage(c, new Refused('too-large'))
    }
    if (error instanceof Refused) return refusalPage(c, error)
    c.var.ctx.log.error({ err: error, path: c.req.path }, 'request failed')
    return errorPage(c, 500)
  })
  app.notFound((c) => errorPage(c, 404))

  health(app)
  metrics(app)
  staticFiles(app, ctx.assets)

  app.use(async (c, next) => {
    c.set('actor', withHandedKeys(c, await actorOf(c.var.ctx, c.req.raw)))
    await next()
  })
  // Before the check of forms: it carries no token, and a foreign site could only change the colours.
  app.post('/theme', themeChoice)
  for (const domain of ctx.domains) domain.beforeForms?.(app)
  app.use(csrf)
  // Who is signed in is known only now, and with that the language that they chose.
  app.get('/', async (c) => c.redirect(href(preferred(c, await societyLang(ctx)), '/'), 302))
  for (const domain of ctx.domains) domain.endpoints?.(app)

  const pages: App = new Hono<Env>({ strict: false })
  for (const domain of ctx.domains) domain.pages?.(pages)
  app.route('/:lang{(?:vi|en|ko)}', pages)
  return app
}

function langOf(c: Ctx): Lang {
  const first = c.req.path.split('/', 2)[1]
  return isLang(first) ? first : preferred(c)
}

function preferred(c: Ctx, society?: Lang): Lang {
  const cookie = LANGUAGE_COOKIE.exec(c.req.header('cookie') ?? '')?.[1]
  return preferredLang(cookie ?? c.var.actor.lang ?? undefined, c.req.header('accept-language'), society)
}
