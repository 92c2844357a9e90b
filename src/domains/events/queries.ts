import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { managesSociety } from '#src/platform/authz.ts'
import { eventFrom, type Event } from './event/event.ts'
import { canSeeEvent } from './policy.ts'
import { indexOf, type Programme, type ProgrammeIndex } from './programme/programme.ts'
import type { ReleaseDocument } from './release/release.ts'

/** An event by the name in its address, if the actor may see it; else null, whether or not it exists. One statement. */
export async function eventBySlug(ctx: Context, actor: Actor, slug: string): Promise<Event | null> {
  const row = await ctx.db.selectFrom('event').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row && canSeeEvent(actor, row) ? eventFrom(row) : null
}

/** The events that the actor may see, the latest first. One statement. */
export async function listEvents(ctx: Context, actor: Actor): Promise<Event[]> {
  const own = [...actor.events].filter(([, roles]) => roles.has('organiser') || roles.has('chair')).map(([id]) => id)
  let query = ctx.db.selectFrom('event').selectAll().orderBy('starts_on', 'desc').orderBy('id')
  if (!managesSociety(actor)) {
    query = query.where((eb) => eb.or([eb('state', '<>', 'draft'), ...(own.length > 0 ? [eb('id', 'in', own)] : [])]))
  }
  return (await query.execute()).map(eventFrom)
}

/** A release ready to be shown: read and indexed once a process, because it never changes. */
export interface Released {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly at: number
  /** Last change of the document: `at`, or later where a person was taken out of it. */
  readonly modified: number
  readonly document: ReleaseDocument
  readonly programme: Programme
  readonly index: ProgrammeIndex
}

const KEPT = 12
const kept = new WeakMap<object, Map<string, Released>>()

/** The release that the public sees; null when there is none yet. One statement the first time, then none. */
export async function currentRelease(ctx: Context, event: Event): Promise<Released | null> {
  return event.releaseId ? releaseById(ctx, event.id, event.releaseId) : null
}

export async function releaseById(ctx: Context, eventId: string, id: string): Promise<Released | null> {
  const cache = cacheOf(ctx)
  const known = cache.get(id)
  if (known) {
    cache.delete(id)
    cache.set(id, known)
    return known
  }
  const row = await ctx.db
    .selectFrom('release')
    .select(['id', 'number', 'name', 'document', 'created_at'])
    .where('id', '=', id)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (!row) return null
  const document = JSON.parse(row.document) as ReleaseDocument
  const { programme } = document
  const { number, name, created_at: at } = row
  const modified = document.rewrittenAt ?? at
  const released: Released = { id, number, name, at, modified, document, programme, index: indexOf(programme) }
  cache.set(id, released)
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!)
  return released
}

/** Forgets a release whose document was rewritten because a person was erased. */
export const forgetReleases = (ctx: Context): void => cacheOf(ctx).clear()

function cacheOf(ctx: Context): Map<string, Released> {
  let cache = kept.get(ctx.bus)
  if (!cache) {
    const made = new Map<string, Released>()
    kept.set(ctx.bus, (cache = made))
    ctx.bus.subscribe('releases-rewritten', () => made.clear())
  }
  return cache
}

/** A release in a list. */
export interface ReleaseSummary {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly note: string
  readonly difference: string
  readonly at: number
}

/** The releases of an event, newest first, without their documents. One statement. */
export async function listReleases(ctx: Context, eventId: string, limit = 50): Promise<ReleaseSummary[]> {
  const rows = await ctx.db
    .selectFrom('release')
    .select(['id', 'number', 'name', 'note', 'difference', 'created_at'])
    .where('event_id', '=', eventId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ created_at, ...r }) => ({ ...r, at: created_at }))
}
