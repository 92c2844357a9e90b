import { createMiddleware } from 'hono/factory'
import type { Env } from '#src/platform/http/env.ts'

/**
 * Lets pages of the origins that the site names (`DICOMWEB_ORIGINS`, none by default) call DICOMweb: with a token, never with
 * our cookie, which browsers do not send along unless they are told that they may.
 */
export const crossOrigin = createMiddleware<Env>(async (c, next) => {
  const allowed = c.get('ctx').config.dicomwebOrigins
  if (allowed.length === 0) return await next()
  const origin = c.req.header('origin')
  const granted = origin !== undefined && allowed.includes(origin)
  if (c.req.method === 'OPTIONS' && granted && c.req.header('access-control-request-method')) {
    return c.body(null, 204, {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'authorization, content-type, accept, range',
      'access-control-max-age': '600',
      vary: 'origin',
    })
  }
  await next()
  c.res.headers.append('vary', 'origin')
  if (!granted) return
  c.res.headers.set('access-control-allow-origin', origin)
  c.res.headers.set(
    'access-control-expose-headers',
    'content-length, content-range, content-location, accept-ranges, etag, warning',
  )
})
