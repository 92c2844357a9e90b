import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Context } from './context.ts'
import type { App, Ctx } from './http/env.ts'
import { sameToken } from './http/security.ts'
import { countJobs } from './jobs/admin.ts'
import { countMails } from './mail/outbox.ts'

export interface Observed {
  readonly method: string
  /** Pattern, not path: the number of series stays that of the routes. */
  readonly route: string
  readonly status: number
  readonly ms: number
  readonly statements: number
}

export interface Metrics {
  observe(request: Observed): void
  /** Everything in the Prometheus text format, states of jobs and mail read now. */
  scrape(ctx: Context): Promise<string>
  readonly contentType: string
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const kept = new WeakMap<object, Metrics>()

/** The metrics of this process for the context's database; made when first asked for. */
export function metricsOf(ctx: Context): Metrics {
  let metrics = kept.get(ctx.db)
  if (!metrics) kept.set(ctx.db, (metrics = createMetrics()))
  return metrics
}

function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  let collecting = false
  const duration = new Histogram({
    name: 'hoi_http_request_duration_seconds',
    help: 'Time from request to answer by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 1, 5],
    registers,
  })
  const sql = new Histogram({
    name: 'hoi_http_request_sql_statements',
    help: 'SQL statements that a request ran',
    labelNames: ['route'],
    buckets: [0, 1, 2, 4, 6, 10, 20, 50],
    registers,
  })
  const total = new Counter({ name: 'hoi_sql_statements_total', help: 'SQL statements run by requests', registers })
  const jobs = new Gauge({ name: 'hoi_jobs', help: 'Jobs by state', labelNames: ['state'], registers })
  const mail = new Gauge({ name: 'hoi_mails', help: 'Mails of the outbox by state', labelNames: ['state'], registers })
  return {
    contentType: registry.contentType,
    observe({ method, route, status, ms, statements }) {
      duration.observe(
        { method: METHODS.has(method) ? method : 'other', route, status: `${Math.floor(status / 100)}xx` },
        ms / 1000,
      )
      sql.observe({ route }, statements)
      total.inc(statements)
    },
    async scrape(ctx) {
      if (!collecting) {
        // From the first scrape on: a server that nobody watches, and tests, go without the observers.
        collecting = true
        collectDefaultMetrics({ register: registry })
      }
      for (const [state, n] of Object.entries(await countJobs(ctx))) jobs.set({ state }, n)
      for (const [state, n] of Object.entries(await countMails(ctx))) mail.set({ state }, n)
      return await registry.metrics()
    },
  }
}

/** Mounts /metrics: for the bearer of METRICS_TOKEN, or without one for this machine alone; to others it is not there. */
export function metrics(app: App): void {
  app.get('/metrics', async (c) => {
    if (!mayScrape(c)) return c.notFound()
    const { ctx } = c.var
    const own = metricsOf(ctx)
    return c.body(await own.scrape(ctx), 200, { 'content-type': own.contentType, 'cache-control': 'no-store' })
  })
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

function mayScrape(c: Ctx): boolean {
  const token = c.var.ctx.config.metricsToken
  if (token) return sameToken(c.req.header('authorization') ?? '', `Bearer ${token}`)
  // A proxy on this machine brings strangers by the loopback too, and says so.
  const proxied = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)
  return !proxied && LOOPBACK.test(c.var.client)
}
