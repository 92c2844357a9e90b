import type { Text } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Context } from '#src/platform/context.ts'
import { eventFrom, type Event } from '../event/event.ts'
import type { PartState, Participant, Programme, Session, Talk } from '../programme/programme.ts'
import { currentRelease } from '../queries.ts'
import type { Span } from '../programme/overlaps.ts'

/** One thing that a person does at an event. */
export interface Speaking {
  readonly type: 'session' | 'talk'
  readonly id: string
  readonly title: Text
  readonly state: PartState
  readonly start: number | null
  readonly minutes: number
  readonly room: Text | null
  readonly cancelled: boolean
  /** Whether the public programme has it at this time and place; else it may still change. */
  readonly announced: boolean
  readonly files: readonly SpeakerFile[]
}

export interface SpeakerFile {
  readonly id: string
  readonly title: string
  readonly filename: string
  readonly bytes: number
  readonly public: boolean
}

export interface SpeakingEvent {
  readonly event: Event
  readonly days: readonly { readonly date: string; readonly start: number; readonly end: number }[]
  readonly items: readonly Speaking[]
  readonly availability: readonly Span[]
}

/**
 * What a person does at all events, or at one; events to come first. Nine statements an event at most, and a person has few.
 * Drafts are among them: who is invited must see what they are invited to.
 */
export async function speakingOf(ctx: Context, personId: string, eventId?: string): Promise<SpeakingEvent[]> {
  let query = ctx.db.selectFrom('part').selectAll().where('person_id', '=', personId)
  if (eventId) query = query.where('event_id', '=', eventId)
  const parts = await query.execute()
  const out: SpeakingEvent[] = []
  for (const id of new Set(parts.map((part) => part.event_id))) {
    const row = await ctx.db.selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) continue
    const own = parts.filter((part) => part.event_id === id)
    out.push(await speakingAt(ctx, eventFrom(row), personId, own))
  }
  return out.sort((a, b) => (a.event.startsOn < b.event.startsOn ? 1 : -1))
}

async function speakingAt(
  ctx: Context,
  event: Event,
  personId: string,
  parts: readonly { item_id: string; item_kind: 'session' | 'talk'; state: PartState }[],
): Promise<SpeakingEvent> {
  const { db } = ctx
  const ids = (kind: 'session' | 'talk'): string[] =>
    parts.filter((part) => part.item_kind === kind).map((part) => part.item_id)
  const talks =
    ids('talk').length > 0
      ? await db
          .selectFrom('talk')
          .select(['id', 'title', 'start', 'minutes', 'room_id', 'session_id', 'cancelled'])
          .where('id', 'in', ids('talk'))
          .execute()
      : []
  const hosts = [...ids('session'), ...talks.flatMap((talk) => (talk.session_id ? [talk.session_id] : []))]
  const sessions =
    hosts.length > 0
      ? await db
          .selectFrom('session')
          .select(['id', 'title', 'start', 'minutes', 'room_id', 'cancelled'])
          .where('id', 'in', hosts)
          .execute()
      : []
  const rooms = await db.selectFrom('room').select(['id', 'name']).where('event_id', '=', event.id).execute()
  const days = await db
    .selectFrom('event_day')
    .select(['date', 'start', 'end'])
    .where('event_id', '=', event.id)
    .orderBy('date')
    .execute()
  const spans = await db
    .selectFrom('availability')
    .select(['start', 'end'])
    .where('event_id', '=', event.id)
    .where('person_id', '=', personId)
    .orderBy('start')
    .execute()
  const files =
    ids('talk').length > 0
      ? await db
          .selectFrom('attachment')
          .selectAll()
          .where('talk_id', 'in', ids('talk'))
          .orderBy('created_at')
          .execute()
      : []
  const released = event.state === 'draft' ? null : await currentRelease(ctx, event)
  const items = parts.flatMap((part): Speaking[] => {
    const row =
      part.item_kind === 'talk'
        ? talks.find((talk) => talk.id === part.item_id)
        : sessions.find((session) => session.id === part.item_id)
    if (!row) return []
    const host = 'session_id' in row ? sessions.find((session) => session.id === row.session_id) : undefined
    const roomId = row.room_id ?? host?.room_id ?? null
    const room = rooms.find((one) => one.id === roomId)
    const shown = part.item_kind === 'talk' ? released?.index.talks.get(row.id) : released?.index.sessions.get(row.id)
    return [
      {
        type: part.item_kind,
        id: row.id,
        title: JSON.parse(row.title) as Text,
        state: part.state,
        start: row.start,
        minutes: row.minutes,
        room: room ? (JSON.parse(room.name) as Text) : null,
        cancelled: row.cancelled === 1 || host?.cancelled === 1,
        announced: shown !== undefined && shown.start === row.start,
        files: files
          .filter((file) => file.talk_id === row.id)
          .map(({ id, title, filename, bytes, public: open }) => ({ id, title, filename, bytes, public: open === 1 })),
      },
    ]
  })
  items.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || 0)
  return { event, days, items, availability: spans }
}

/** A person of the programme with everything that they are asked to do. */
export interface SpeakerRow {
  readonly person: Participant
  readonly items: readonly {
    readonly type: 'session' | 'talk'
    readonly item: Session | Talk
    readonly state: PartState
  }[]
}

/** Everyone who speaks or chairs, by name as listed. Linear in the programme. */
export function speakersOf(p: Programme): SpeakerRow[] {
  const rows = new Map<string, { type: 'session' | 'talk'; item: Session | Talk; state: PartState }[]>()
  const add = (type: 'session' | 'talk', item: Session | Talk, personId: string, state: PartState) => {
    const list = rows.get(personId)
    if (list) list.push({ type, item, state })
    else rows.set(personId, [{ type, item, state }])
  }
  for (const session of p.sessions)
    if (!session.cancelled) for (const part of session.chairs) add('session', session, part.personId, part.state)
  for (const talk of p.talks)
    if (!talk.cancelled) for (const part of talk.speakers) add('talk', talk, part.personId, part.state)
  return p.people.flatMap((person) => (rows.has(person.id) ? [{ person, items: rows.get(person.id)! }] : []))
}

/** Who of an event has said when they can come, and how many files each talk has. Two statements. */
export async function speakerFacts(
  db: AnyDb,
  eventId: string,
): Promise<{ said: ReadonlySet<string>; files: ReadonlyMap<string, number> }> {
  const said = await db
    .selectFrom('availability')
    .select('person_id')
    .distinct()
    .where('event_id', '=', eventId)
    .execute()
  const files = await db
    .selectFrom('attachment')
    .select(['talk_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('event_id', '=', eventId)
    .groupBy('talk_id')
    .execute()
  return {
    said: new Set(said.map((row) => row.person_id)),
    files: new Map(files.map((row) => [row.talk_id, Number(row.n)])),
  }
}
