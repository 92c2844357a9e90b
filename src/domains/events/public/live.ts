import { streamSSE } from 'hono/streaming'
import type { App } from '#src/platform/http/env.ts'
import { stranger } from '#src/platform/authz.ts'
import { untilShutdown } from '#src/platform/http/open-streams.ts'
import { openEvent } from './scope.ts'

/** Streams open at once in this process; a screen that finds none asks by the minute instead. */
const MOST = 500
const HEARTBEAT = 25_000
let open = 0

/** Tells boards and open pages that a release came out: the fact alone, they fetch what they show. */
export function liveEndpoint(app: App): void {
  app.get('/events/:slug/live', async (c) => {
    const { ctx } = c.var
    const scope = await openEvent(c, undefined, undefined, stranger)
    if (!scope) return c.notFound()
    if (open >= MOST) return c.body(null, 503, { 'retry-after': '60' })
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      open += 1
      let done = (): void => {}
      const ended = new Promise<void>((resolve) => (done = resolve))
      const unsubscribe = ctx.bus.subscribe(
        `released:${scope.event.id}`,
        (id) => void stream.writeSSE({ event: 'released', data: id }),
      )
      const beat = setInterval(() => void stream.writeSSE({ event: 'beat', data: '' }), HEARTBEAT)
      beat.unref()
      stream.onAbort(done)
      const left = untilShutdown(ctx, done)
      await stream.writeSSE({ event: 'hello', data: scope.released?.id ?? '' })
      await ended
      left()
      clearInterval(beat)
      unsubscribe()
      open -= 1
    })
  })
}
