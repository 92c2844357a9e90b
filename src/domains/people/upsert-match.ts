import { isAcademicTitle, withoutTitle, type AcademicTitle } from '#src/lib/text/academic-titles.ts'
import { cleanText } from '#src/lib/text/multilingual.ts'
import { sameName } from '#src/lib/text/same-name.ts'
import type { Tx } from '#src/platform/write.ts'
import { isEmail, listedNameColumns, nameColumns, normalEmail, tidy } from './person.ts'
import type { PersonTable } from './tables.ts'
import type { PersonDraft } from './upsert.ts'

/** A draft with everything that matching and storing ask of it. */
export type Read = ReturnType<typeof readDraft>

/** Takes titles off the name and puts what was given into the form that columns have. */
export function readDraft(draft: PersonDraft, facilityId: string | null) {
  const stripped = typeof draft.name === 'string' ? withoutTitle(tidy(draft.name)) : null
  const country = (draft.country ?? '').toUpperCase()
  const columns = stripped
    ? listedNameColumns(stripped.name, country)
    : nameColumns(draft.name as { family: string; given: string }, country)
  const title: AcademicTitle | '' = draft.title && isAcademicTitle(draft.title) ? draft.title : (stripped?.title ?? '')
  const source = draft.source ?? ''
  const sourceId = draft.sourceId ?? ''
  const email = normalEmail(draft.email ?? '')
  return {
    draft,
    columns,
    title,
    country,
    facilityId,
    source,
    sourceId,
    sourceKey: source && sourceId ? `${source}\n${sourceId}` : '',
    guid: draft.guid ?? '',
    biography: JSON.stringify(cleanText(draft.biography ?? {})),
    email: isEmail(email) ? email : '',
  }
}

/** Every record that a batch may mean, by each way of finding it; three statements at most. */
export async function findKnown(tx: Tx, read: readonly Read[]) {
  const bySource = new Map<string, PersonTable>()
  const byGuid = new Map<string, PersonTable>()
  const byKey = new Map<string, PersonTable[]>()
  const sourcesOf = new Map<string, Set<string>>()
  const sourced = read.filter((d) => d.sourceKey)
  if (sourced.length > 0) {
    const rows = await tx.db
      .selectFrom('person_source')
      .innerJoin('person', 'person.id', 'person_source.person_id')
      .selectAll('person')
      .select(['person_source.source', 'person_source.source_id'])
      .where('person_source.source', 'in', [...new Set(sourced.map((d) => d.source))])
      .where(
        'person_source.source_id',
        'in',
        sourced.map((d) => d.sourceId),
      )
      .execute()
    for (const { source, source_id, ...row } of rows) bySource.set(`${source}\n${source_id}`, row)
  }
  const rows = await tx.db
    .selectFrom('person')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('guid', 'in', [...new Set(read.map((d) => d.guid))]),
        eb('name_key', 'in', [...new Set(read.map((d) => d.columns.name_key))]),
      ]),
    )
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  for (const row of rows) {
    byGuid.set(row.guid, row)
    byKey.set(row.name_key, [...(byKey.get(row.name_key) ?? []), row])
  }
  if (rows.length > 0 && sourced.length > 0) {
    const held = await tx.db
      .selectFrom('person_source')
      .select(['person_id', 'source'])
      .where('source', 'in', [...new Set(sourced.map((d) => d.source))])
      .where(
        'person_id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    for (const { person_id, source } of held)
      sourcesOf.set(person_id, (sourcesOf.get(person_id) ?? new Set()).add(source))
  }
  return { bySource, byGuid, byKey, sourcesOf }
}

/** The one record of this name that may be meant; undefined when there is none or more than one. */
export function byName(draft: Read, known: Awaited<ReturnType<typeof findKnown>>): PersonTable | undefined {
  const candidates = (known.byKey.get(draft.columns.name_key) ?? []).filter(
    (row) =>
      sameName(row.name, draft.columns.name) === 'same' &&
      !(draft.sourceKey && known.sourcesOf.get(row.id)?.has(draft.source)) &&
      !(row.facility_id && draft.facilityId && row.facility_id !== draft.facilityId),
  )
  const exact = candidates.filter((row) => row.name === draft.columns.name)
  const found =
    exact.length === 1 ? exact[0] : exact.length === 0 && candidates.length === 1 ? candidates[0] : undefined
  // One person of this source is enough: a second id with the same name is somebody else.
  if (found && draft.sourceKey)
    known.sourcesOf.set(found.id, (known.sourcesOf.get(found.id) ?? new Set()).add(draft.source))
  return found
}
