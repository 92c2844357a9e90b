import type { Text } from '#src/lib/text/multilingual.ts'
import { markedTermsOf, termsOf } from '#src/lib/text/search-keys.ts'
import type { Tx } from '../write.ts'
import './tables.ts'

/** Something to be found by everyone, or with `members` by everyone who is signed in. `also` is searched but not shown: names, places, rooms. */
export interface SearchDocument {
  readonly kind: string
  readonly ref: string
  readonly eventId?: string | null
  readonly url: string
  readonly title: Text
  readonly body?: Text
  readonly also?: readonly string[]
  readonly at?: number | null
  readonly members?: boolean
}

export const TITLE = 8
const ALSO = 4
const BODY = 1
/** Kept of a body to cut the excerpt from, in characters; all its words are searched. */
const EXCERPT = 600
const CHUNK_DOCUMENTS = 200
/** Bound parameters of one statement stay below SQLite's 32,766. */
const CHUNK_TERMS = 5_000

/**
 * Makes these the only documents of an owner, in the caller's transaction: what was withdrawn is gone from the index
 * with the commit, words and all. Statements grow with the amount of text only in chunks.
 */
export async function indexDocuments(tx: Tx, owner: string, documents: readonly SearchDocument[]): Promise<void> {
  const { db, ctx } = tx
  await db
    .deleteFrom('search_term')
    .where('document_id', 'in', (eb) => eb.selectFrom('search_document').select('id').where('owner', '=', owner))
    .execute()
  await db.deleteFrom('search_document').where('owner', '=', owner).execute()
  const terms: { term: string; document_id: string; weight: number }[] = []
  const rows = documents.map((document) => {
    const id = ctx.ids.id()
    for (const [term, weight] of weighted(document)) terms.push({ term, document_id: id, weight })
    return {
      id,
      owner,
      kind: document.kind,
      ref: document.ref,
      event_id: document.eventId ?? null,
      url: document.url,
      title: JSON.stringify(document.title),
      body: JSON.stringify(shortened(document.body ?? {})),
      at: document.at ?? null,
      members: document.members ? 1 : 0,
    }
  })
  for (let from = 0; from < rows.length; from += CHUNK_DOCUMENTS)
    await db
      .insertInto('search_document')
      .values(rows.slice(from, from + CHUNK_DOCUMENTS))
      .execute()
  for (let from = 0; from < terms.length; from += CHUNK_TERMS)
    await db
      .insertInto('search_term')
      .values(terms.slice(from, from + CHUNK_TERMS))
      .execute()
}

/** Each term once, with the weight of the best place that it stands in. */
function weighted(document: SearchDocument): Map<string, number> {
  const out = new Map<string, number>()
  const add = (text: string, weight: number): void => {
    for (const term of [...termsOf(text), ...markedTermsOf(text)])
      if ((out.get(term) ?? 0) < weight) out.set(term, weight)
  }
  for (const text of Object.values(document.title)) add(text, TITLE)
  for (const text of document.also ?? []) add(text, ALSO)
  for (const text of Object.values(document.body ?? {})) add(text, BODY)
  return out
}

const shortened = (body: Text): Text =>
  Object.fromEntries(
    Object.entries(body).map(([lang, text]) => [
      lang,
      text.length > EXCERPT ? [...text].slice(0, EXCERPT).join('') : text,
    ]),
  )
