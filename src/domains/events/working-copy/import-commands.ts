import { withoutTitle } from '#src/lib/text/academic-titles.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { asciiSlugOf } from '#src/lib/text/slug.ts'
import { UPSERT_BATCH, upsertPeople, type PersonDraft } from '#src/domains/people/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { diffProgrammes, type ProgrammeDiff } from '../programme/diff.ts'
import { createEvent } from '../event/event-commands.ts'
import {
  applyDraft,
  parseFile,
  type Applied,
  type DraftPerson,
  type Format,
  type ImportDraft,
  type Problem,
} from '../interchange/index.ts'
import { canCreateEvent, canEditProgramme, canSeeWorkingCopy } from '../policy.ts'
import type { Programme } from '../programme/programme.ts'
import type { SourceRefTable } from '../tables.ts'
import { loadWorkingCopy, lockEvent, saveWorkingCopy } from './working-copy.ts'

export interface ImportOptions {
  /** False (the default) writes nothing and answers what would happen. */
  readonly confirm?: boolean
  /** What becomes of entries of the same source that this file lacks; `cancel` by default. */
  readonly missing?: 'cancel' | 'remove' | 'keep'
  /** Language of the file's texts where it does not say. */
  readonly lang?: string
  /** Zone of the venue where the file names none; an event that exists has its own. */
  readonly zone?: string
}

export interface ImportResult {
  readonly format: Format | null
  readonly problems: readonly Problem[]
  /** Null when nothing of the file could be taken. */
  readonly taken: {
    readonly difference: ProgrammeDiff
    readonly counts: Applied['counts']
    readonly before: Programme
    readonly after: Programme
  } | null
  /** The event's new revision, once confirmed; null for a preview or when the file changes nothing. */
  readonly revision: number | null
}

/**
 * Imports a programme of any known format into an event's working copy. Without `confirm` it only says what it would
 * do. Everything is one transaction: killed at any moment it has happened or not. The same file twice changes nothing.
 */
export async function importProgramme(
  ctx: Context,
  actor: Actor,
  eventId: string,
  bytes: Uint8Array,
  filename: string,
  options: ImportOptions = {},
): Promise<Outcome<ImportResult>> {
  const event = await ctx.db
    .selectFrom('event')
    .select(['id', 'state', 'zone'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!event || !canSeeWorkingCopy(actor, event)) return fail('not-found')
  if (!canEditProgramme(actor, event)) return fail('conflict', { detail: { reason: 'archived' } })
  const parsed = await parseFile(bytes, filename, { zone: event.zone, ...(options.lang ? { lang: options.lang } : {}) })
  const { draft, ...read } = parsed
  if (!draft) return ok({ format: read.format, problems: read.problems, taken: null, revision: null })
  if (!options.confirm) {
    const { programme } = (await loadWorkingCopy(ctx, ctx.db, eventId))!
    const applied = applyDraft({
      current: programme,
      known: await knownRefs(ctx.db, eventId),
      draft,
      newId: (_kind, sourceId) => sourceId,
      missing: options.missing,
    })
    return ok({ format: read.format, problems: read.problems, taken: outcomeOf(programme, applied), revision: null })
  }
  return write(ctx, actor, async (tx) => {
    await lockEvent(tx, eventId)
    const now = await tx.db.selectFrom('event').select(['id', 'state']).where('id', '=', eventId).executeTakeFirst()
    if (!now || !canEditProgramme(actor, now)) return fail('conflict', { detail: { reason: 'archived' } })
    const { programme, revision: was } = (await loadWorkingCopy(ctx, tx.db, eventId))!
    const known = await knownRefs(tx.db, eventId)
    const people = await takePeople(tx, draft)
    const withPeople = new Map([...known, ...people])
    const applied = applyDraft({
      current: programme,
      known: withPeople,
      draft,
      newId: () => ctx.ids.id(),
      missing: options.missing,
    })
    const taken = outcomeOf(programme, applied)
    await storeRefs(tx, eventId, known, applied.ids)
    if (isEmpty(taken.difference)) return ok({ format: read.format, problems: read.problems, taken, revision: was })
    const revision = await saveWorkingCopy(tx, programme, applied.programme)
    await widen(tx, eventId, applied.programme)
    await tx.audit({
      action: 'programme.import',
      entity: 'event',
      id: eventId,
      eventId,
      after: { file: filename.slice(0, 200), format: read.format, ...applied.counts },
    })
    tx.afterCommit(() => ctx.bus.publish(`event:${eventId}`, JSON.stringify({ revision })))
    return ok({ format: read.format, problems: read.problems, taken, revision })
  })
}

/**
 * Makes the event that a file describes, as a draft, and imports into it; an event that has the slug already is imported
 * into. Refused: `invalid` when the file has no programme.
 */
export async function importNewEvent(
  ctx: Context,
  actor: Actor,
  bytes: Uint8Array,
  filename: string,
  options: ImportOptions & { readonly slug?: string; readonly zone?: string } = {},
): Promise<Outcome<ImportResult & { readonly eventId: string; readonly slug: string }>> {
  if (!canCreateEvent(actor)) return fail('not-found')
  const { draft } = await parseFile(bytes, filename, {
    ...(options.lang ? { lang: options.lang } : {}),
    ...(options.zone ? { zone: options.zone } : {}),
  })
  if (!draft || draft.days.length === 0) return fail('invalid', { fields: { file: draft ? 'no-days' : 'unreadable' } })
  const { event } = draft
  const slug = options.slug ?? (asciiSlugOf(event.slug) || asciiSlugOf(say(event.title, 'en'), 'event'))
  const found = await ctx.db.selectFrom('event').select('id').where('slug', '=', slug).executeTakeFirst()
  let eventId = found?.id
  if (!eventId) {
    const dates = draft.days.map((day) => day.date).toSorted()
    const title = Object.keys(event.title).length > 0 ? event.title : { en: slug }
    const langs = event.langs.length > 0 ? [...event.langs] : ['en']
    const made = await createEvent(ctx, actor, {
      slug,
      kind: event.kind,
      title,
      zone: event.zone,
      startsOn: dates[0]!,
      endsOn: dates.at(-1)!,
      langs,
    })
    if (!made.ok) return made
    eventId = made.value.id
  }
  const done = await importProgramme(ctx, actor, eventId, bytes, filename, { ...options, confirm: true })
  return done.ok ? ok({ ...done.value, eventId, slug }) : done
}

const outcomeOf = (before: Programme, { programme, counts }: Applied): NonNullable<ImportResult['taken']> => ({
  difference: diffProgrammes(before, programme),
  counts,
  before,
  after: programme,
})

/** Whether a difference has nothing in it. */
export const isEmpty = (difference: ProgrammeDiff): boolean =>
  Object.values(difference).every((list: readonly unknown[]) => list.length === 0)

async function knownRefs(db: AnyDb, eventId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('source_ref').select(['source_id', 'id']).where('event_id', '=', eventId).execute()
  return new Map(rows.map((row) => [row.source_id, row.id]))
}

/** The file's people as our persons: found again by source and id, else by name, else made. */
async function takePeople(tx: Tx, draft: ImportDraft): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  // One source a congress: number 17 of another file of the same system is somebody else.
  const source = `${draft.system}:${draft.event.slug}`
  for (let from = 0; from < draft.people.length; from += UPSERT_BATCH) {
    const batch = draft.people.slice(from, from + UPSERT_BATCH)
    const made = await upsertPeople(
      tx,
      batch.map((person) => personDraft(person, source)),
    )
    batch.forEach((person, n) => ids.set(person.sourceId, made[n]!))
  }
  return ids
}

function personDraft(person: DraftPerson, source: string): PersonDraft {
  const titled = Object.values(person.title)[0]
  const title = titled ? withoutTitle(`${titled} ${person.name}`).title : undefined
  return {
    name: person.name,
    source,
    sourceId: person.sourceId,
    guid: person.guid,
    code: person.code,
    latin: person.latin,
    ...(title ? { title } : {}),
    facility: Object.keys(person.facility).length > 0 ? { name: person.facility } : null,
    country: person.country,
    biography: person.biography,
    avatar: person.avatar,
  }
}

const CHUNK = 500

async function storeRefs(
  tx: Tx,
  eventId: string,
  known: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = [...ids]
    .filter(([sourceId, id]) => known.get(sourceId) !== id)
    .map(([sourceId, id]) => ({ event_id: eventId, kind: kindOf(sourceId), source_id: sourceId, id }))
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx.db
      .insertInto('source_ref')
      .values(rows.slice(from, from + CHUNK))
      .onConflict((oc) =>
        oc.columns(['event_id', 'kind', 'source_id']).doUpdateSet((eb) => ({ id: eb.ref('excluded.id') })),
      )
      .execute()
  }
}

/** A source id is `system:kind:…`. */
const kindOf = (sourceId: string): SourceRefTable['kind'] => sourceId.split(':', 2)[1] as SourceRefTable['kind']

/** An event lasts at least as long as its programme: else the next change of its facts would drop days. */
async function widen(tx: Tx, eventId: string, programme: Programme): Promise<void> {
  const dates = programme.days.map((day) => day.date).toSorted()
  if (dates.length === 0) return
  const event = await tx.db
    .selectFrom('event')
    .select(['starts_on', 'ends_on'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const starts_on = dates[0]! < event.starts_on ? dates[0]! : event.starts_on
  const ends_on = dates.at(-1)! > event.ends_on ? dates.at(-1)! : event.ends_on
  if (starts_on === event.starts_on && ends_on === event.ends_on) return
  await tx.db.updateTable('event').set({ starts_on, ends_on }).where('id', '=', eventId).execute()
  await tx.emit('events.changed', { eventId })
}
