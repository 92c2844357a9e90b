import { currentRelease, eventBySlug, type Event, type Programme } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { sharedRead } from './shared-read.ts'

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

/** The items of a release, made once: a release never changes, and where it must, the events domain reads it anew. */
const made = new WeakMap<Programme, readonly Item[]>()

/** The item of an address, if the actor may see its event and the public release has it; else null. Two statements at most. */
export async function placeOf(
  ctx: Context,
  actor: Actor,
  slug: string,
  kind: ItemKind,
  code: string,
): Promise<Place | null> {
  // Strangers all see the same.
  const event =
    actor.personId === null
      ? await sharedRead(ctx, `event ${slug}`, () => eventBySlug(ctx, stranger, slug))
      : await eventBySlug(ctx, actor, slug)
  if (!event) return null
  const item = (await itemsOf(ctx, event)).find((i) => i.kind === kind && i.code === code)
  return item ? { event, item } : null
}

/** Every session and talk of the event's public release, in order of time. */
export async function itemsOf(ctx: Context, event: Event): Promise<readonly Item[]> {
  const released = await currentRelease(ctx, event)
  if (!released) return []
  const { programme } = released
  const known = made.get(programme) ?? itemsIn(programme)
  made.set(programme, known)
  return known
}

/** Pure: the items of a programme. */
export function itemsIn(programme: Programme): readonly Item[] {
  const ids = (parts: readonly { readonly personId: string }[]) => parts.map((p) => p.personId)
  const named = (t: Programme['talks'][number]) => ({ id: t.id, code: t.code, title: t.title })
  const sessions = programme.sessions
    .filter((s) => s.kind !== 'break' && s.kind !== 'ceremony' && !s.cancelled)
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
