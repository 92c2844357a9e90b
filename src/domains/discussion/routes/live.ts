import type { ServerResponse } from 'node:http'
import type { App } from '#src/platform/http/env.ts'
import type { ItemKind } from '../items.ts'
import { hubOf } from '../live/hub.ts'
import { openReader, packet } from '../live/reader.ts'
import { placeOf } from '../items.ts'
import { canModerate } from '../policy.ts'
import { PLANNED, standingOf } from '../queries/board.ts'

/** More than this in one process would be no hall any more. */
const MOST_READERS = 20_000

/**
 * The live stream of a discussion as Server-Sent Events. `after` says what the page that asks already shows; a browser
 * that comes back says it better in Last-Event-ID. The chair's stream is not there for anybody else.
 */
export function liveRoutes(app: App, kind: ItemKind): void {
  app.get(`/events/:slug/${kind}s/:code/discussion/live`, async (c) => {
    const { ctx, actor } = c.var
    const place = await placeOf(ctx, actor, c.req.param('slug'), kind, c.req.param('code'))
    if (!place) return c.notFound()
    const channel = c.req.query('view') === 'chair' ? 'chair' : 'public'
    if (channel === 'chair' && !canModerate(actor, standingOf(place, PLANNED))) return c.notFound()
    const hub = hubOf(ctx)
    if (hub.size >= MOST_READERS) return c.text('', 503, { 'retry-after': '30' })
    const have = Number.parseInt(c.req.header('last-event-id') ?? c.req.query('after') ?? '', 10)
    const outgoing = (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing
    const reader = openReader(outgoing, ctx.clock.now())
    // Spread, so that a hall does not come back at one moment after a restart.
    reader.write(packet(Buffer.from(`retry: ${800 + Math.floor(Math.random() * 2_000)}\n\n`)))
    await hub.join(place.item.id, channel, reader, Number.isSafeInteger(have) && have >= 0 ? have : 0)
    return c.body(reader.body, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
  })
}
