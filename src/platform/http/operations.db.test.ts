import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stranger } from '../authz.ts'
import type { Context } from '../context.ts'
import { startWorker } from '../jobs/worker.ts'
import type { Logger } from '../log.ts'
import { metrics } from '../metrics.ts'
import { platformContext, type TestContext } from '../testing.ts'
import type { Env } from './env.ts'
import { health } from './health.ts'
import { maskTokens, requestLog } from './request-log.ts'

let ctx: TestContext
let lines: { level: string; data: object; message: string }[]
beforeEach(async () => {
  lines = []
  ctx = await platformContext()
})
afterEach(() => ctx.close())

function recorder(base: object = {}): Logger {
  const write = (level: string) => (data: object, message: string) =>
    void lines.push({ level, data: { ...base, ...data }, message })
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (more) => recorder({ ...base, ...more }),
  }
}

function site(more: Partial<Context> = {}, client = '203.0.113.9') {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', { ...ctx, log: recorder(), ...more })
    c.set('client', client)
    c.set('actor', stranger)
    await next()
  })
  app.use(requestLog)
  health(app)
  metrics(app)
  const pages = new Hono<Env>()
  pages.get('/talks/:id', async (c) => {
    await c.var.ctx.db.selectFrom('setting').selectAll().execute()
    return c.text(c.var.ctx.requestId ?? '')
  })
  pages.get('/broken', () => {
    throw new Error('broken')
  })
  app.route('/:lang{vi|en|ko}', pages)
  app.onError((_, c) => c.text('sorry', 500))
  return app
}

describe('the request log', () => {
  test('has one line a request: id, route, status, time, statements; no query', async () => {
    const response = await site().request('/vi/talks/42?token=secret', {
      headers: { 'x-request-id': 'proxy-0123456789' },
    })
    expect(response.headers.get('x-request-id')).toBe('proxy-0123456789')
    expect(await response.text()).toBe('proxy-0123456789')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      level: 'info',
      data: {
        requestId: 'proxy-0123456789',
        method: 'GET',
        route: '/:lang/talks/:id',
        path: '/vi/talks/42',
        status: 200,
        statements: 1,
      },
    })
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('makes an id of its own where the given one is no sane one', async () => {
    for (const given of ['short', 'a b c d e f g h', 'x'.repeat(65), '<script>alert</script>']) {
      const response = await site().request('/vi/talks/1', { headers: { 'x-request-id': given } })
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('says error where the server broke, and names no route for what is not there', async () => {
    await site().request('/en/broken')
    await site().request('/nothing/here')
    expect(lines.map(({ level, data }) => [level, (data as { route: string }).route])).toEqual([
      ['error', '/:lang/broken'],
      ['info', '(none)'],
    ])
  })

  test('masks what may be a token, not what a person reads', () => {
    const token = ctx.ids.token()
    expect(maskTokens(`/vi/invitations/${token}/confirm`)).toBe('/vi/invitations/…/confirm')
    const id = ctx.ids.id()
    expect(maskTokens(`/vi/talks/${id}`)).toBe(`/vi/talks/${id}`)
    expect(maskTokens('/vi/events/hoi-nghi-khoa-hoc-dien-quang-can-thiep-2025')).toBe(
      '/vi/events/hoi-nghi-khoa-hoc-dien-quang-can-thiep-2025',
    )
  })
})

describe('health', () => {
  test('healthz answers as long as the process does', async () => {
    expect(await (await site().request('/healthz')).json()).toEqual({ status: 'ok' })
  })

  test('readyz wants the database, the whole schema and a living worker', async () => {
    const app = site()
    expect((await app.request('/readyz')).status).toBe(503)
    const worker = startWorker(ctx, new Map())
    const ready = await app.request('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ok', checks: { database: 'ok', migrations: 'ok', worker: 'ok' } },
    ])
    await worker.stop()
    const elsewhere = site({ config: { ...ctx.config, worker: false } })
    expect(await (await elsewhere.request('/readyz')).json()).toMatchObject({ checks: { worker: 'elsewhere' } })
  })

  test('readyz says no where a migration is missing', async () => {
    await ctx.db.deleteFrom('migration' as never).execute()
    const app = site({ config: { ...ctx.config, worker: false } })
    const response = await app.request('/readyz')
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { checks: { database: 'ok', migrations: 'failed' } },
    ])
  })
})

describe('metrics', () => {
  test('are there for this machine, not for strangers nor through a proxy', async () => {
    expect((await site().request('/metrics')).status).toBe(404)
    expect(
      (await site({}, '127.0.0.1').request('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status,
    ).toBe(404)
    expect((await site({}, '::ffff:127.0.0.1').request('/metrics')).status).toBe(200)
  })

  test('are there for the bearer of the token, from anywhere, and for nobody else', async () => {
    const app = site({ config: { ...ctx.config, metricsToken: 'a-token' } }, '127.0.0.1')
    expect((await app.request('/metrics')).status).toBe(404)
    expect((await app.request('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(404)
    expect((await app.request('/metrics', { headers: { authorization: 'Bearer a-token' } })).status).toBe(200)
  })

  test('count requests by route, and jobs and mails by state', async () => {
    const app = site({}, '127.0.0.1')
    await app.request('/vi/talks/1')
    await app.request('/en/talks/2')
    const text = await (await app.request('/metrics')).text()
    expect(text).toContain(
      'hoi_http_request_duration_seconds_count{method="GET",route="/:lang/talks/:id",status="2xx"} 2',
    )
    expect(text).toContain('hoi_sql_statements_total 2')
    expect(text).toContain('hoi_jobs{state="dead"} 0')
    expect(text).toContain('hoi_mails{state="held"} 0')
    expect(text).toContain('process_resident_memory_bytes')
  })
})
