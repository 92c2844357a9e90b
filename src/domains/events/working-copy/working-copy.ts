import { sql, type Insertable } from 'kysely'
import { publicPeople } from '#src/domains/people/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb, Database } from '#src/platform/db/types.ts'
import type { Tx } from '#src/platform/write.ts'
import type { Part, Programme, Session, Talk } from '../programme/programme.ts'
import {
  dayFrom,
  dayRow,
  roomFrom,
  roomRow,
  sessionFrom,
  sessionRow,
  talkFrom,
  talkRow,
  trackFrom,
  trackRow,
} from './rows.ts'

/** The working copy with what is needed to change it safely: each item's revision and the event's own. */
export interface WorkingCopy {
  readonly programme: Programme
  readonly revision: number
  readonly revisions: ReadonlyMap<string, number>
}

/** Reads the working copy of an event: eight statements whatever its size. null: no such event. */
export async function loadWorkingCopy(ctx: Context, db: AnyDb, eventId: string): Promise<WorkingCopy | null> {
  const event = await db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst()
  if (!event) return null
  const days = await db.selectFrom('event_day').selectAll().where('event_id', '=', eventId).orderBy('date').execute()
  const rooms = await db
    .selectFrom('room')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const tracks = await db
    .selectFrom('track')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const sessions = await db
    .selectFrom('session')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('start')
    .orderBy('id')
    .execute()
  const talks = await db
    .selectFrom('talk')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('start')
    .orderBy('id')
    .execute()
  const parts = await db
    .selectFrom('part')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('item_id')
    .orderBy('position')
    .execute()

  const partsOf = new Map<string, Part[]>()
  for (const { item_id, person_id, state } of parts) {
    const list = partsOf.get(item_id)
    if (list) list.push({ personId: person_id, state })
    else partsOf.set(item_id, [{ personId: person_id, state }])
  }
  const revisions = new Map<string, number>()
  for (const row of [...rooms, ...tracks, ...sessions, ...talks]) revisions.set(row.id, row.revision)
  const programme: Programme = {
    event: {
      id: event.id,
      slug: event.slug,
      kind: event.kind,
      title: JSON.parse(event.title) as Text,
      zone: event.zone,
      langs: JSON.parse(event.langs) as string[],
    },
    days: days.map(dayFrom),
    rooms: rooms.map(roomFrom),
    tracks: tracks.map(trackFrom),
    sessions: sessions.map((s) => sessionFrom(s, partsOf.get(s.id) ?? [])),
    talks: talks.map((t) => talkFrom(t, partsOf.get(t.id) ?? [])),
    people: await publicPeople(ctx, [...new Set(parts.map((p) => p.person_id))], db),
  }
  return { programme, revision: event.revision, revisions }
}

/**
 * Holds the event for the rest of the transaction, so that two edits follow each other; on SQLite there is only
 * ever one writer. Returns the event's revision, or null when there is no such event.
 */
export async function lockEvent(tx: Tx, eventId: string): Promise<number | null> {
  const query = tx.db.selectFrom('event').select('revision').where('id', '=', eventId)
  const row = await (tx.ctx.engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
  return row?.revision ?? null
}

const CHUNK = 200

/**
 * Writes what differs between two states of the working copy: inserts in chunks, updates and deletions by item,
 * and raises the revision of each item and of the event. Returns the event's new revision.
 * The caller holds the event (`lockEvent`) and has checked that `before` is what the database has.
 */
export async function saveWorkingCopy(tx: Tx, before: Programme, after: Programme): Promise<number> {
  const { db, now } = tx
  const eventId = after.event.id
  const days = differences(before.days, after.days, (d) => d.date)
  for (const day of [...days.added, ...days.changed]) {
    const row = dayRow(eventId, day)
    await db
      .insertInto('event_day')
      .values(row)
      .onConflict((oc) =>
        oc.columns(['event_id', 'date']).doUpdateSet({ start: row.start, end: row.end, title: row.title }),
      )
      .execute()
  }
  for (const day of days.removed)
    await db.deleteFrom('event_day').where('event_id', '=', eventId).where('date', '=', day.date).execute()

  const rooms = differences(before.rooms, after.rooms)
  const tracks = differences(before.tracks, after.tracks)
  const sessions = differences(before.sessions, after.sessions)
  const talks = differences(before.talks, after.talks)
  // In order of reference: what is pointed at is there first and goes last.
  await insert(
    tx,
    'room',
    rooms.added.map((r) => roomRow(eventId, r)),
  )
  await insert(
    tx,
    'track',
    tracks.added.map((t) => trackRow(eventId, t)),
  )
  await insert(
    tx,
    'session',
    sessions.added.map((s) => sessionRow(eventId, s, now)),
  )
  await insert(
    tx,
    'talk',
    talks.added.map((t) => talkRow(eventId, t, now)),
  )
  for (const room of rooms.changed) await update(tx, 'room', room.id, roomRow(eventId, room))
  for (const track of tracks.changed) await update(tx, 'track', track.id, trackRow(eventId, track))
  for (const session of sessions.changed) await update(tx, 'session', session.id, sessionRow(eventId, session, now))
  for (const talk of talks.changed) await update(tx, 'talk', talk.id, talkRow(eventId, talk, now))
  await saveParts(tx, eventId, before, after)
  await remove(tx, 'talk', talks.removed)
  await remove(tx, 'session', sessions.removed)
  await remove(tx, 'track', tracks.removed)
  await remove(tx, 'room', rooms.removed)

  const bumped = await db
    .updateTable('event')
    .set({ revision: sql<number>`revision + 1`, updated_at: now })
    .where('id', '=', eventId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return bumped.revision
}

interface Differences<T> {
  readonly added: readonly T[]
  readonly changed: readonly T[]
  readonly removed: readonly T[]
}

function differences<T extends object>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string = (item) => (item as T & { id: string }).id,
): Differences<T> {
  const old = new Map(before.map((item) => [key(item), item]))
  const added: T[] = []
  const changed: T[] = []
  for (const item of after) {
    const was = old.get(key(item))
    old.delete(key(item))
    if (!was) added.push(item)
    else if (was !== item && JSON.stringify(was) !== JSON.stringify(item)) changed.push(item)
  }
  return { added, changed, removed: [...old.values()] }
}

type ItemTable = 'room' | 'track' | 'session' | 'talk'

async function insert<T extends ItemTable | 'part'>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Database[T]>[] | readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK).map((row) => (table === 'part' ? row : { ...row, revision: 1 }))
    await tx.db
      .insertInto(table)
      .values(chunk as never)
      .execute()
  }
}

async function update(tx: Tx, table: ItemTable, id: string, row: object): Promise<void> {
  await tx.db
    .updateTable(table)
    .set({ ...row, revision: sql<number>`revision + 1` } as never)
    .where('id', '=', id as never)
    .execute()
}

async function remove(tx: Tx, table: ItemTable, items: readonly { id: string }[]): Promise<void> {
  for (let from = 0; from < items.length; from += CHUNK) {
    const ids = items.slice(from, from + CHUNK).map((item) => item.id)
    await tx.db
      .deleteFrom(table)
      .where('id', 'in', ids as never)
      .execute()
  }
}

async function saveParts(tx: Tx, eventId: string, before: Programme, after: Programme): Promise<void> {
  const was = new Map(partLists(before).map((list) => [list.item.id, list]))
  const stale: string[] = []
  const rows: Insertable<Database['part']>[] = []
  for (const { kind, item, parts } of partLists(after)) {
    const old = was.get(item.id)
    was.delete(item.id)
    if (old && (old.parts === parts || JSON.stringify(old.parts) === JSON.stringify(parts))) continue
    if (old && old.parts.length > 0) stale.push(item.id)
    parts.forEach((part, position) =>
      rows.push({
        event_id: eventId,
        item_kind: kind,
        item_id: item.id,
        person_id: part.personId,
        position,
        state: part.state,
      }),
    )
  }
  for (const [id, list] of was) if (list.parts.length > 0) stale.push(id)
  for (let from = 0; from < stale.length; from += CHUNK) {
    await tx.db
      .deleteFrom('part')
      .where('item_id', 'in', stale.slice(from, from + CHUNK))
      .execute()
  }
  await insert(tx, 'part', rows)
}

const partLists = (p: Programme): { kind: 'session' | 'talk'; item: Session | Talk; parts: readonly Part[] }[] => [
  ...p.sessions.map((item) => ({ kind: 'session' as const, item, parts: item.chairs })),
  ...p.talks.map((item) => ({ kind: 'talk' as const, item, parts: item.speakers })),
]
