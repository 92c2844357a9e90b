import { streamSSE } from 'hono/streaming'
import type { Ctx } from '#src/platform/http/env.ts'
import { untilShutdown } from '#src/platform/http/open-streams.ts'
import { managed } from '../gate.ts'
import { leanChanges, snapshotOf } from './lean.ts'
import { joinPresence } from './presence.ts'

const BEAT = 20_000
/** Who missed more than this loads everything anew instead. */
const RESUME = 200

/**
 * Server-sent events of the working copy: `edit` with what changed (its id is the edit's number, from which a broken
 * connection resumes), `presence`, `hello` with where things stand, `reload` when something else than an edit happened.
 */
export async function live(c: Ctx): Promise<Response> {
  const found = await managed(c)
  if (!found) return c.notFound()
  const { ctx, actor } = c.var
  const eventId = found.event.id
  const asked = Number(c.req.header('last-event-id') ?? c.req.query('from') ?? Number.NaN)
  const head = await headOf(c, eventId)
  let sent =
    Number.isInteger(asked) && asked >= 0 && asked <= head.number && head.number - asked <= RESUME ? asked : head.number
  c.header('cache-control', 'private, no-store')
  // Proxies that buffer answers would hold the events back.
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (stream) => {
    let wake = () => {}
    let ended = false
    const pending: { event: string; data: string; id?: string }[] = []
    const push = (event: string, data: unknown, id?: number) => {
      pending.push({ event, data: JSON.stringify(data), ...(id === undefined ? {} : { id: String(id) }) })
      wake()
    }
    let looking = Promise.resolve()
    const stop = ctx.bus.subscribe(`event:${eventId}`, (text) => {
      const hint = JSON.parse(text) as { revision: number; number?: number }
      if (hint.number === undefined) return push('reload', { revision: hint.revision })
      looking = looking
        .then(() => sendSince(hint.revision))
        .catch((err: unknown) => ctx.log.warn({ err }, 'live edits not read'))
    })
    const presence = joinPresence(
      ctx.bus,
      eventId,
      { connection: ctx.ids.id(), personId: actor.personId ?? '', name: actor.name },
      () => ctx.clock.now(),
      (all) =>
        push(
          'presence',
          all.map(({ personId, name }) => ({ personId, name })),
        ),
    )
    const beat = setInterval(() => {
      presence.beat()
      push('ping', {})
    }, BEAT)
    const end = () => {
      ended = true
      wake()
    }
    stream.onAbort(end)
    const left = untilShutdown(ctx, end)

    async function sendSince(revision: number): Promise<void> {
      const rows = await ctx.db
        .selectFrom('programme_edit')
        .select(['number', 'actor_id', 'actor_name', 'at', 'changed', 'undone'])
        .where('event_id', '=', eventId)
        .where('number', '>', sent)
        .orderBy('number')
        .execute()
      const snapshot = rows.length > 0 ? await snapshotOf(ctx, ctx.db, eventId, revision) : null
      for (const row of rows) {
        const changes = leanChanges(snapshot!.programme, snapshot!.revisions, JSON.parse(row.changed) as string[])
        push(
          'edit',
          {
            number: row.number,
            revision: snapshot!.revision,
            by: row.actor_name,
            byId: row.actor_id,
            at: row.at,
            undo: row.undone === 2,
            changes,
          },
          row.number,
        )
        sent = row.number
      }
    }

    try {
      if (sent < head.number) await sendSince(head.revision)
      push('hello', { number: sent, revision: head.revision })
      while (!ended) {
        const next = pending.shift()
        if (next) await stream.writeSSE(next)
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      clearInterval(beat)
      left()
      stop()
      presence.leave()
    }
  })
}

/** The last edit's number and the event's revision. One statement. */
export async function headOf(c: Ctx, eventId: string): Promise<{ number: number; revision: number }> {
  const row = await c.var.ctx.db
    .selectFrom('event')
    .select([
      'revision',
      (eb) =>
        eb
          .selectFrom('programme_edit')
          .select((e) => e.fn.max('number').as('n'))
          .whereRef('programme_edit.event_id', '=', 'event.id')
          .as('number'),
    ])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return { number: Number(row.number ?? 0), revision: row.revision }
}
