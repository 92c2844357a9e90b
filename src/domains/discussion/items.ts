import { eventBySlug, type Event, type Programme } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'

export type ItemKind = 'session' | 'talk'

/** The session or talk that is discussed, as its event's public release has it. */
export interface Item {
  readonly id: string
  readonly kind: ItemKind
  readonly code: string
  readonly title: Text
  readonly sessionTitle: Text
  readonly start: number | null
  /** Persons who chair it and who speak in it. */
  readonly chairs: readonly string[]
  readonly speakers: readonly string[]
  /** What a question may be about: the talks of a session; of a talk, itself. */
  readonly talks: readonly { readonly id: string; readonly code: string; readonly title: Text }[]
}

export interface Place {
  readonly event: Event
  readonly item: Item
}

const KEPT = 6
const kept = new WeakMap<object, Map<string, readonly Item[]>>()

/** The item of an address, if the actor may see its event and the public release has it; else null. Two statements at most. */
export async function placeOf(
  ctx: Context,
  actor: Actor,
  slug: string,
  kind: ItemKind,
  code: string,
): Promise<Place | null> {
  const event = await eventBySlug(ctx, actor, slug)
  if (!event) return null
  const item = (await itemsOf(ctx, event)).find((i) => i.kind === kind && i.code === code)
  return item ? { event, item } : null
}

/** Every session and talk of the event's public release, in order of time. */
export async function itemsOf(ctx: Context, event: Event): Promise<readonly Item[]> {
  if (!event.releaseId) return []
  let cache = kept.get(ctx.bus)
  if (!cache) kept.set(ctx.bus, (cache = new Map()))
  const known = cache.get(event.releaseId)
  if (known) return known
  // The events domain keeps this for its own pages; until its index offers it, the frozen document is read here.
  const row = await ctx.db.selectFrom('release').select('document').where('id', '=', event.releaseId).executeTakeFirst()
  if (!row) return []
  const items = itemsIn((JSON.parse(row.document) as { programme: Programme }).programme)
  cache.set(event.releaseId, items)
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!)
  return items
}

/** Pure: the items of a programme. */
export function itemsIn(programme: Programme): readonly Item[] {
  const ids = (parts: readonly { readonly personId: string }[]) => parts.map((p) => p.personId)
  const named = (t: Programme['talks'][number]) => ({ id: t.id, code: t.code, title: t.title })
  const sessions = programme.sessions
    .filter((s) => s.kind !== 'break' && !s.cancelled)
    .map((s): Item => {
      const talks = programme.talks.filter((t) => t.sessionId === s.id && !t.cancelled)
      return {
        id: s.id,
        kind: 'session',
        code: s.code,
        title: s.title,
        sessionTitle: s.title,
        start: s.start,
        chairs: ids(s.chairs),
        speakers: talks.flatMap((t) => ids(t.speakers)),
        talks: talks
          .filter((t) => t.kind === 'talk')
          .toSorted((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
          .map(named),
      }
    })
  const byId = new Map(programme.sessions.map((s) => [s.id, s]))
  const talks = programme.talks
    .filter((t) => !t.cancelled)
    .map((t): Item => {
      const session = t.sessionId ? byId.get(t.sessionId) : undefined
      return {
        id: t.id,
        kind: 'talk',
        code: t.code,
        title: t.title,
        sessionTitle: session?.title ?? {},
        start: t.start,
        chairs: session ? ids(session.chairs) : [],
        speakers: ids(t.speakers),
        talks: [named(t)],
      }
    })
  return [...sessions, ...talks].toSorted(
    (a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || (a.kind === b.kind ? 0 : a.kind === 'session' ? -1 : 1),
  )
}
