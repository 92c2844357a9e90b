import type { Text } from '#src/lib/text/multilingual.ts'
import { termsOf } from '#src/lib/text/search-keys.ts'
import { indexDocuments } from '#src/platform/search/index.ts'
import type { Tx } from '#src/platform/write.ts'
import { textOf } from './json.ts'
import type { CaseContent } from './model.ts'
import { contentOf, pathOf } from './queries/case.ts'
import { withoutAnswers } from './quiz/gate.ts'
import type { CaseRecordTable } from './tables.ts'
import { readTaxonomy, wordsOf, type Taxonomy } from './taxonomy/taxonomy.ts'

const TITLE = 8
const TERM = 4
const BODY = 1
/** Bound values of one statement stay below SQLite's 32,766. */
const CHUNK = 5_000

/**
 * Makes what a case is found by: facets and words for the list, which asks who may see it, and the site's search, which
 * holds public cases, and for who is signed in those of all members. In the transaction that changed it; nothing of what
 * was before is left.
 */
export async function indexCase(tx: Tx, caseId: string): Promise<void> {
  const { db } = tx
  await db.deleteFrom('case_facet').where('case_id', '=', caseId).execute()
  await db.deleteFrom('case_word').where('case_id', '=', caseId).execute()
  const row = await db.selectFrom('case_record').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row || row.state === 'withdrawn') {
    await indexDocuments(tx, ownerOf(caseId), [])
    return
  }
  const taxonomy = await readTaxonomy(db)
  const content = contentOf(row.content)
  const facets = [
    ...content.techniques.map((value) => ({ kind: 'technique' as const, value })),
    ...content.organs.map((value) => ({ kind: 'organ' as const, value })),
    ...content.modalities.map((value) => ({ kind: 'modality' as const, value })),
    ...(row.facility_id === null ? [] : [{ kind: 'facility' as const, value: row.facility_id }]),
  ]
  if (facets.length > 0)
    await db
      .insertInto('case_facet')
      .values(facets.map((facet) => ({ ...facet, case_id: caseId })))
      .execute()
  const also = [...termWords(taxonomy, row.quiz === 1 ? withoutAnswers(content) : content), ...(await people(tx, row))]
  const body = bodyOf(row, content)
  const words = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const term of termsOf(text)) if ((words.get(term) ?? 0) < weight) words.set(term, weight)
  }
  for (const text of Object.values(textOf(row.title))) add(text, TITLE)
  for (const text of [...also, row.code]) add(text, TERM)
  for (const text of body.flatMap((one) => Object.values(one))) add(text, BODY)
  const rows = [...words].map(([term, weight]) => ({ term, case_id: caseId, weight }))
  for (let from = 0; from < rows.length; from += CHUNK)
    await db
      .insertInto('case_word')
      .values(rows.slice(from, from + CHUNK))
      .execute()
  const open = row.state === 'shared' && (row.audience === 'public' || row.audience === 'members')
  await indexDocuments(
    tx,
    ownerOf(caseId),
    open
      ? [
          {
            kind: 'case',
            ref: row.code,
            url: pathOf(row.code),
            title: textOf(row.title),
            body: joined(body),
            also,
            at: row.shared_at,
            members: row.audience === 'members',
          },
        ]
      : [],
  )
}

const ownerOf = (caseId: string): string => `case:${caseId}`

/** In quiz mode the answer is not to be had by searching for it: words are the same for all who search. */
function bodyOf(row: CaseRecordTable, content: CaseContent): Text[] {
  const always = [content.presentation, content.history]
  if (row.quiz === 1) return always
  return [
    ...always,
    content.region,
    content.diagnosis,
    content.findings,
    content.differential,
    ...content.steps,
    content.outcome,
    content.followUp,
    content.teaching,
    ...content.complications.map((one) => one.text),
    ...content.devices.map((device) => ({ und: `${device.name} ${device.size}` })),
  ]
}

function joined(texts: readonly Text[]): Text {
  const out: Record<string, string> = {}
  for (const text of texts)
    for (const [lang, words] of Object.entries(text)) out[lang] = out[lang] ? `${out[lang]} ${words}` : words
  return out
}

const termWords = (taxonomy: Taxonomy, content: CaseContent): string[] => [
  ...content.techniques.flatMap((code) => wordsOf(taxonomy, 'technique', code)),
  ...content.organs.flatMap((code) => wordsOf(taxonomy, 'organ', code)),
  ...content.modalities.flatMap((code) => wordsOf(taxonomy, 'modality', code)),
]

async function people(tx: Tx, row: CaseRecordTable): Promise<string[]> {
  const authors = await tx.db
    .selectFrom('case_author')
    .select(['name', 'facility'])
    .where('case_id', '=', row.id)
    .orderBy('position')
    .execute()
  const facility =
    row.facility_id === null
      ? undefined
      : await tx.db.selectFrom('facility').select('name').where('id', '=', row.facility_id).executeTakeFirst()
  return [
    ...authors.flatMap((author) => [author.name, ...Object.values(textOf(author.facility))]),
    ...(facility ? Object.values(textOf(facility.name)) : []),
  ]
}
