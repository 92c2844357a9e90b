import type { AcademicTitle } from '#src/lib/text/academic-titles.ts'
import type { Lang, Text } from '#src/lib/text/multilingual.ts'
import { slugOf } from '#src/lib/text/slug.ts'
import type { Tx } from '#src/platform/write.ts'
import { personTerms, SPEAKER_FIELDS, tidy, type PersonField } from './person.ts'
import type { PersonSourceTable, PersonTable } from './tables.ts'
import { resolveFacilities, type FacilityDraft } from './upsert-facilities.ts'
import { byName, findKnown, readDraft, type Read } from './upsert-match.ts'

/** A person as an import or an organiser knows them. Blank and missing are the same. */
export interface PersonDraft {
  /** Name as listed, with or without titles; or its parts. */
  readonly name: string | { readonly family: string; readonly given: string }
  /** Which file or system it comes from (`pretalx:democon`), and its id there: found again by these. */
  readonly source?: string
  readonly sourceId?: string
  readonly guid?: string
  readonly code?: string
  readonly latin?: string
  readonly title?: AcademicTitle | ''
  readonly profession?: string
  readonly facility?: FacilityDraft | null
  readonly facilityId?: string | null
  readonly country?: string
  readonly langs?: readonly string[]
  readonly biography?: Text
  readonly avatar?: string
  readonly email?: string
  readonly locale?: Lang
  readonly publicFields?: readonly PersonField[]
  readonly generated?: boolean
}

export const UPSERT_BATCH = 500

/**
 * Finds or makes the persons of a batch of at most 500 and returns their ids in its order. Found by source and id,
 * then by guid, then by the same name, unless that name is another id of the same source, is shared by several
 * people, or belongs to another facility. A claimed record is never changed. At most 15 statements a batch.
 */
export async function upsertPeople(tx: Tx, drafts: readonly PersonDraft[]): Promise<string[]> {
  if (drafts.length > UPSERT_BATCH) throw new RangeError(`at most ${UPSERT_BATCH} people a batch`)
  if (drafts.length === 0) return []
  const facilityIds = await resolveFacilities(
    tx,
    drafts.map((d) => d.facility ?? null),
  )
  const read = drafts.map((draft, n) => readDraft(draft, draft.facilityId ?? facilityIds[n] ?? null))
  const known = await findKnown(tx, read)
  const taken = await takenNames(tx, read)
  const ids: string[] = []
  const made = new Map<string, PersonTable>()
  const madeByName = new Map<string, string>()
  const renewed = new Map<string, PersonTable>()
  const sources = new Map<string, { source: string; source_id: string; person_id: string }>()
  const emails = new Map<string, string>()
  for (const draft of read) {
    const { columns, sourceKey } = draft
    // Without ids, the same name twice in one list is one person.
    const own = sourceKey ? undefined : made.get(madeByName.get(columns.name) ?? '')
    const found = known.bySource.get(sourceKey) ?? known.byGuid.get(draft.guid) ?? own ?? byName(draft, known)
    const row = found
      ? renew(tx, renewed.get(found.id) ?? found, draft, known.bySource.has(sourceKey))
      : create(tx, draft, taken)
    ids.push(row.id)
    if (!found || made.has(row.id)) made.set(row.id, row)
    else if (row !== found) renewed.set(row.id, row)
    if (!found && !sourceKey) madeByName.set(columns.name, row.id)
    if (sourceKey && !known.bySource.has(sourceKey)) {
      sources.set(sourceKey, { source: draft.source, source_id: draft.sourceId, person_id: row.id })
      known.bySource.set(sourceKey, row)
    }
    if (draft.email && !emails.has(draft.email)) emails.set(draft.email, row.id)
  }
  await store(tx, [...made.values()], [...renewed.values()])
  await storeLinks(tx, [...sources.values()], emails)
  if (made.size + renewed.size > 0) {
    await tx.audit({
      action: 'person.import',
      entity: 'person',
      id: read.find((d) => d.source)?.source ?? 'batch',
      after: { made: [...made.keys()], changed: [...renewed.keys()] },
    })
  }
  return ids
}

async function storeLinks(
  tx: Tx,
  sources: readonly PersonSourceTable[],
  emails: ReadonlyMap<string, string>,
): Promise<void> {
  if (sources.length > 0) {
    await tx.db
      .insertInto('person_source')
      .values(sources)
      .onConflict((oc) => oc.doNothing())
      .execute()
  }
  if (emails.size > 0) {
    const rows = [...emails].map(([email, person_id]) => ({ email, person_id, verified_at: null, created_at: tx.now }))
    await tx.db
      .insertInto('person_email')
      .values(rows)
      .onConflict((oc) => oc.doNothing())
      .execute()
  }
}

async function takenNames(tx: Tx, read: readonly Read[]) {
  const codes = read.map((d) => d.draft.code ?? '')
  const slugs = [...new Set(read.map((d) => slugFor(d)))]
  const rows = await tx.db
    .selectFrom('person')
    .select(['guid', 'code', 'slug'])
    .where((eb) =>
      eb.or([
        eb(
          'guid',
          'in',
          read.map((d) => d.guid),
        ),
        eb('code', 'in', codes),
        eb('slug', 'in', slugs),
      ]),
    )
    .execute()
  return new Set(rows.flatMap((row) => [row.guid, row.code, row.slug]))
}

const slugFor = (draft: Read): string => slugOf(draft.columns.name, 'person')

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function create(tx: Tx, d: Read, taken: Set<string>): PersonTable {
  const id = tx.ctx.ids.id()
  const wanted = (d.draft.code ?? '').toUpperCase()
  const code = /^[0-9A-Z]{6}$/.test(wanted) && !taken.has(wanted) ? wanted : tx.ctx.ids.code()
  const guid = UUID.test(d.guid) && !taken.has(d.guid) ? d.guid : id
  const slug = taken.has(slugFor(d)) ? `${slugFor(d)}-${code.toLowerCase()}` : slugFor(d)
  for (const name of [code, guid, slug]) taken.add(name)
  return {
    id,
    guid,
    code,
    slug,
    ...d.columns,
    latin: tidy(d.draft.latin ?? ''),
    title: d.title,
    profession: d.draft.profession ?? '',
    facility_id: d.facilityId,
    country: d.country,
    licence_number: '',
    langs: JSON.stringify(d.draft.langs ?? []),
    biography: d.biography,
    photo: null,
    avatar_url: d.draft.avatar ?? '',
    public_fields: JSON.stringify(d.draft.publicFields ?? SPEAKER_FIELDS),
    locale: d.draft.locale ?? null,
    unclaimed: 1,
    generated: d.draft.generated ? 1 : 0,
    created_at: tx.now,
    updated_at: tx.now,
    erased_at: null,
    merged_into: null,
  }
}

/** The same source says something new: it is taken over. A record met by name only has its gaps filled. */
function renew(tx: Tx, row: PersonTable, d: Read, sameSource: boolean): PersonTable {
  if (row.unclaimed === 0 || row.erased_at !== null) return row
  const gap = <T>(old: T, empty: T, fresh: T): T => (fresh !== empty && (sameSource || old === empty) ? fresh : old)
  const next: PersonTable = {
    ...row,
    ...(sameSource ? d.columns : {}),
    latin: gap(row.latin, '', tidy(d.draft.latin ?? '')),
    title: gap<AcademicTitle | ''>(row.title, '', d.title),
    profession: gap(row.profession, '', d.draft.profession ?? ''),
    facility_id: gap(row.facility_id, null, d.facilityId),
    country: gap(row.country, '', d.country),
    biography: gap(row.biography, '{}', d.biography),
    avatar_url: gap(row.avatar_url, '', d.draft.avatar ?? ''),
  }
  return JSON.stringify(next) === JSON.stringify(row) ? row : { ...next, updated_at: tx.now }
}

async function store(tx: Tx, made: readonly PersonTable[], renewed: readonly PersonTable[]): Promise<void> {
  const all = [...made, ...renewed]
  if (all.length === 0) return
  await tx.db
    .insertInto('person')
    .values(all)
    .onConflict((oc) =>
      oc.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        family_name: eb.ref('excluded.family_name'),
        given_name: eb.ref('excluded.given_name'),
        name_order: eb.ref('excluded.name_order'),
        name_key: eb.ref('excluded.name_key'),
        sort_key: eb.ref('excluded.sort_key'),
        latin: eb.ref('excluded.latin'),
        title: eb.ref('excluded.title'),
        profession: eb.ref('excluded.profession'),
        facility_id: eb.ref('excluded.facility_id'),
        country: eb.ref('excluded.country'),
        biography: eb.ref('excluded.biography'),
        avatar_url: eb.ref('excluded.avatar_url'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute()
  await indexPeople(tx, all)
}

/** Rewrites the search terms of some persons. */
export async function indexPeople(
  tx: Tx,
  people: readonly Pick<PersonTable, 'id' | 'name' | 'latin'>[],
): Promise<void> {
  if (people.length === 0) return
  await tx.db
    .deleteFrom('person_term')
    .where(
      'person_id',
      'in',
      people.map((p) => p.id),
    )
    .execute()
  const terms = people.flatMap((p) => personTerms(p.name, p.latin).map((term) => ({ term, person_id: p.id })))
  if (terms.length > 0) await tx.db.insertInto('person_term').values(terms).execute()
}
