import * as v from 'valibot'
import { addDays, parseLocal } from '#src/lib/time/zoned.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { changed, write, type Tx } from '#src/platform/write.ts'
import { eventFrom, TRANSITIONS, type Event } from './event.ts'
import { eventInput, fieldErrors, type EventDraft, type EventInput } from './event-schema.ts'
import { canChangeState, canCreateEvent, canEditEvent, canSeeWorkingCopy } from '../policy.ts'
import type { EventState } from '../tables.ts'

/** Hour at which a programme day begins when nothing else is said; what is earlier belongs to the day before. */
export const DAY_START = '04:00'

/** Makes an event with one programme day for each of its dates. Refused: `slug` taken. */
export async function createEvent(ctx: Context, actor: Actor, draft: EventDraft): Promise<Outcome<Event>> {
  if (!canCreateEvent(actor)) return fail('not-found')
  const parsed = v.safeParse(eventInput, draft)
  if (!parsed.success) return invalid(fieldErrors(parsed.issues))
  const input = parsed.output
  return write(ctx, actor, async (tx) => {
    const taken = await tx.db.selectFrom('event').select('id').where('slug', '=', input.slug).executeTakeFirst()
    if (taken) return invalid({ slug: 'taken' })
    const id = ctx.ids.id()
    const row = await tx.db
      .insertInto('event')
      .values({
        id,
        state: 'draft',
        revision: 1,
        release_id: null,
        created_at: tx.now,
        updated_at: tx.now,
        ...columns(input),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await saveDays(tx, id, input)
    await tx.audit({ action: 'event.create', entity: 'event', id, eventId: id, after: input })
    return ok(eventFrom(row))
  })
}

/** Changes an event's facts. `revision` is the one the form was made from: a later change refuses it as a conflict. */
export async function updateEvent(
  ctx: Context,
  actor: Actor,
  id: string,
  revision: number,
  draft: EventDraft,
): Promise<Outcome<Event>> {
  const parsed = v.safeParse(eventInput, draft)
  return write(ctx, actor, async (tx) => {
    const before = await standing(tx, id)
    if (!before || !canSeeWorkingCopy(actor, before)) return fail('not-found')
    if (!canEditEvent(actor, before)) return fail('conflict', { detail: { reason: 'archived' } })
    if (!parsed.success) return invalid(fieldErrors(parsed.issues))
    if (before.revision !== revision) return fail('conflict', { detail: { reason: 'changed-meanwhile' } })
    const input = parsed.output
    const taken = await tx.db
      .selectFrom('event')
      .select('id')
      .where('slug', '=', input.slug)
      .where('id', '<>', id)
      .executeTakeFirst()
    if (taken) return invalid({ slug: 'taken' })
    const row = await tx.db
      .updateTable('event')
      .set({
        ...columns(input),
        generated: Number(before.generated),
        revision: before.revision + 1,
        updated_at: tx.now,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await saveDays(tx, id, input)
    const after = eventFrom(row)
    const difference = changed<object>(before, after)
    if (difference) await tx.audit({ action: 'event.update', entity: 'event', id, eventId: id, ...difference })
    await tx.emit('events.changed', { eventId: id })
    tx.afterCommit(() => ctx.bus.publish(`event:${id}`, JSON.stringify({ revision: after.revision })))
    return ok(after)
  })
}

/** Publishes, archives, or takes back one step. */
export async function changeEventState(
  ctx: Context,
  actor: Actor,
  id: string,
  to: EventState,
): Promise<Outcome<Event>> {
  return write(ctx, actor, async (tx) => {
    const before = await standing(tx, id)
    if (!before || !canSeeWorkingCopy(actor, before)) return fail('not-found')
    if (!canChangeState(actor, before) || !TRANSITIONS[before.state].includes(to)) {
      return fail('conflict', { detail: { reason: 'transition', from: before.state, to } })
    }
    const row = await tx.db
      .updateTable('event')
      .set({ state: to, updated_at: tx.now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await tx.audit({
      action: `event.${to}`,
      entity: 'event',
      id,
      eventId: id,
      before: { state: before.state },
      after: { state: to },
    })
    await tx.emit('events.changed', { eventId: id })
    return ok(eventFrom(row))
  })
}

async function standing(tx: Tx, id: string): Promise<Event | null> {
  const query = tx.db.selectFrom('event').selectAll().where('id', '=', id)
  const row = await (tx.ctx.engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
  return row ? eventFrom(row) : null
}

const columns = (input: EventInput) => ({
  slug: input.slug,
  kind: input.kind,
  series_id: input.seriesId,
  title: JSON.stringify(input.title),
  summary: JSON.stringify(input.summary),
  zone: input.zone,
  starts_on: input.startsOn,
  ends_on: input.endsOn,
  venue_name: JSON.stringify(input.venueName),
  venue_address: JSON.stringify(input.venueAddress),
  map_url: input.mapUrl,
  contact_email: input.contactEmail,
  contact_phone: input.contactPhone,
  langs: JSON.stringify(input.langs),
  organisers: JSON.stringify(input.organisers),
  generated: Number(input.generated),
})

/** One programme day for each date; days that an import set keep their hours, days outside of the dates go. */
async function saveDays(tx: Tx, eventId: string, input: EventInput): Promise<void> {
  await tx.db
    .deleteFrom('event_day')
    .where('event_id', '=', eventId)
    .where((eb) => eb.or([eb('date', '<', input.startsOn), eb('date', '>', input.endsOn)]))
    .execute()
  for (let date = input.startsOn; date <= input.endsOn; date = addDays(date, 1)) {
    const start = parseLocal(input.zone, date, DAY_START)!
    const end = parseLocal(input.zone, addDays(date, 1), DAY_START)!
    await tx.db
      .insertInto('event_day')
      .values({ event_id: eventId, date, start, end, title: '{}' })
      .onConflict((oc) => oc.columns(['event_id', 'date']).doNothing())
      .execute()
  }
}
