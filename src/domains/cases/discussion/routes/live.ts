import type { App, Ctx } from '#src/platform/http/env.ts'
import { untilShutdown } from '#src/platform/http/open-streams.ts'
import { topicOf } from '../head.ts'
import { CODE, open } from './request.ts'

const BEAT = 20_000
/** A browser comes back by itself, and is then asked again whether it may read. */
const LONGEST = 600_000
const MOST = 2_000
const counts = new WeakMap<object, { n: number }>()

/**
 * Says that something changed in a discussion, as Server-Sent Events: numbers only, never words, so that whatever a
 * reader may see is decided where they then read it.
 */
export function liveRoutes(app: App): void {
  app.get(`/cases/${CODE}/comments/live`, live)
}

async function live(c: Ctx): Promise<Response> {
  const talk = await open(c)
  if (!talk?.rights.read) return c.notFound()
  const { ctx } = c.var
  const count = counts.get(ctx.bus) ?? { n: 0 }
  counts.set(ctx.bus, count)
  if (count.n >= MOST) return c.text('', 503, { 'retry-after': '60' })
  const caseId = talk.found.id
  const have = Number.parseInt(c.req.header('last-event-id') ?? c.req.query('after') ?? '', 10)
  const encoder = new TextEncoder()
  let end = (): void => {}
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let over = false
      const send = (text: string): void => {
        if (!over) controller.enqueue(encoder.encode(text))
      }
      const say = (seq: string): void => send(`id: ${seq}\nevent: change\ndata: ${seq}\n\n`)
      const leave = ctx.bus.subscribe(topicOf(caseId), say)
      const beat = setInterval(() => send(':\n\n'), BEAT)
      const limit = setTimeout(() => end(), LONGEST)
      beat.unref()
      limit.unref()
      count.n += 1
      end = () => {
        if (over) return
        over = true
        count.n -= 1
        leave()
        clearInterval(beat)
        clearTimeout(limit)
        forget()
        try {
          controller.close()
        } catch {
          // The reader has gone already.
        }
      }
      const forget = untilShutdown(ctx, () => end())
      send(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n\n`)
      const head = await ctx.db.selectFrom('case_talk').select('seq').where('case_id', '=', caseId).executeTakeFirst()
      if (head && (!Number.isSafeInteger(have) || head.seq > have)) say(String(head.seq))
    },
    cancel: () => end(),
  })
  return c.body(body, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
}
