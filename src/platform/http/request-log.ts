import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { statements } from '../db/connect.ts'
import { metricsOf } from '../metrics.ts'
import type { Ctx, Env } from './env.ts'

/** Where nothing of interest happens many times a minute. */
const QUIET = /^\/(?:healthz|readyz|metrics|assets\/|fonts\/|favicon)/

/**
 * Gives the request its id (a sane X-Request-Id of the proxy, else a new one) and its own log, counts its SQL
 * statements, and writes one line when it is answered. Queries are never logged and tokens in paths are masked.
 */
export const requestLog: MiddlewareHandler<Env> = async (c, next) => {
  const ctx = c.get('ctx')
  const given = c.req.header('x-request-id')
  const requestId = given && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : ctx.ids.id()
  const log = ctx.log.child({ requestId })
  c.set('ctx', { ...ctx, requestId, log })
  // A test that counts has a store around the whole request.
  const counted = statements.getStore() ?? { count: 0 }
  const before = counted.count
  const started = performance.now()
  await statements.run(counted, next)
  const ms = performance.now() - started
  const { method, path } = c.req
  const { status } = c.res
  const route = routeOf(c)
  c.header('x-request-id', requestId)
  const ran = counted.count - before
  metricsOf(ctx).observe({ method, route, status, ms, statements: ran })
  const line = { method, route, path: maskTokens(path), status, ms: Math.round(ms * 10) / 10, statements: ran }
  if (status >= 500) log.error(line, 'request')
  else if (QUIET.test(path)) log.debug(line, 'request')
  else log.info(line, 'request')
}

/** The pattern of the handler that answered, `/:lang/events/:slug`; `(none)` when only middleware matched. */
export function routeOf(c: Ctx): string {
  const found = matchedRoutes(c).findLast((route) => !route.path.endsWith('*'))
  return found ? found.path.replace(/\{[^}]*\}/g, '') : '(none)'
}

/** Segments that could be a secret of a link: long and random-looking. Identifiers (UUIDs) and names stay readable. */
export function maskTokens(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^[A-Za-z0-9_%.~-]{24,}$/.test(segment) && !isReadable(segment) ? '…' : segment))
    .join('/')
}

const isReadable = (segment: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(segment) ||
  /^[a-z]+(?:-[a-z0-9]{1,16})+(?:\.[a-z0-9]{1,5})?$/.test(segment)
