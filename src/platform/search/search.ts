import { sql, type SqlBool } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { markedTermsOf, MAX_QUERY_TERMS, prefixRange, queryTerms, termsOf } from '#src/lib/text/search-keys.ts'
import type { Context } from '../context.ts'
import { TITLE } from './index-documents.ts'
import './tables.ts'

export interface SearchOptions {
  readonly kinds?: readonly string[]
  readonly eventId?: string
  readonly limit?: number
  readonly offset?: number
  /** Also what is for everyone with an account; the caller has asked whether there is one. */
  readonly members?: boolean
}

export interface Found {
  readonly kind: string
  readonly ref: string
  readonly eventId: string | null
  readonly url: string
  readonly title: Text
  readonly body: Text
  /** Likeness to the query; comparable between kinds, and with `titleScore`. */
  readonly score: number
}

export interface SearchResult {
  /** What was looked for, folded; empty when the query has no words. */
  readonly terms: readonly string[]
  readonly total: number
  readonly byKind: Readonly<Record<string, number>>
  readonly found: readonly Found[]
}

/**
 * Documents that have all words of the query, each as a word or its beginning. Best first: by the sum of the weights of
 * the places where the words stand, a whole word counting double, with the query's own marks three times; then the
 * later. One statement, however many are found.
 */
export async function search(ctx: Context, query: string, options: SearchOptions = {}): Promise<SearchResult> {
  const { limit = 20, offset = 0 } = options
  const terms = queryTerms(query)
  if (terms.length === 0) return { terms, total: 0, byKind: {}, found: [] }
  const hits = hitsOf(terms, markedIn(query))
  const inEvent = options.eventId === undefined ? sql<SqlBool>`true` : sql<SqlBool>`d.event_id = ${options.eventId}`
  const open = options.members ? sql<SqlBool>`true` : sql<SqlBool>`d.members = 0`
  const kinds = options.kinds?.length ? sql<SqlBool>`d.kind in (${sql.join(options.kinds)})` : sql<SqlBool>`true`
  // Counts and the page come of one pass over what is found; titles and texts are fetched for the page only.
  const { rows } = await sql<Row>`
    with met as materialized (
      select d.id as id, d.kind as kind, h.score as score, coalesce(d.at, 0) as at
      from (${hits}) h join search_document d on d.id = h.document_id where ${inEvent} and ${open}
    ), page as (
      select d.id, d.score, d.at from met d where ${kinds}
      order by d.score desc, d.at desc, d.id limit ${limit} offset ${offset}
    )
    select d.id as id, d.kind as kind, d.ref as ref, d.event_id as event_id, d.url as url, d.title as title, d.body as body,
      p.score as score, p.at as at, 0 as n
    from page p join search_document d on d.id = p.id
    union all
    select '' as id, kind, '' as ref, null as event_id, '' as url, '' as title, '' as body, 0 as score, 0 as at, count(*) as n
    from met group by kind`.execute(ctx.db)
  const byKind = Object.fromEntries(rows.flatMap(({ id, kind, n }) => (id === '' ? [[kind, Number(n)]] : [])))
  const wanted = Object.entries(byKind).filter(([kind]) => !options.kinds?.length || options.kinds.includes(kind))
  const total = wanted.reduce((sum, [, n]) => sum + n, 0)
  const found = rows
    .filter(({ id }) => id !== '')
    .toSorted((a, b) => Number(b.score) - Number(a.score) || Number(b.at) - Number(a.at) || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      kind: row.kind,
      ref: row.ref,
      eventId: row.event_id,
      url: row.url,
      title: JSON.parse(row.title) as Text,
      body: JSON.parse(row.body) as Text,
      score: Number(row.score),
    }))
  return { terms, total, byKind, found }
}

/** A document of the page, or (without an id) how many there are of a kind. */
interface Row {
  id: string
  kind: string
  ref: string
  event_id: string | null
  url: string
  title: string
  body: string
  score: number
  at: number
  n: number
}

/**
 * The score that a document of this title would have for a query that it answers, were all words standing in it: for what
 * other tables find (people, facilities), to be ranked among documents.
 */
export function titleScore(query: string, title: readonly string[]): number {
  const words = new Set(title.flatMap((text) => termsOf(text)))
  const exact = new Set(title.flatMap((text) => markedTermsOf(text)))
  const whole = queryTerms(query).reduce((sum, term) => sum + (words.has(term) ? 2 : 1), 0)
  return (whole + markedIn(query).filter((term) => exact.has(term)).length) * TITLE
}

/** The words of a query that have marks, no more of them than of others. */
const markedIn = (query: string): string[] => markedTermsOf(query.slice(0, 400), MAX_QUERY_TERMS)

/**
 * For each word the best place in each document; a document counts when every word has one. A word that stands there with
 * the very marks of the query counts three times instead of twice.
 */
function hitsOf(terms: readonly string[], marked: readonly string[]) {
  const each = terms.map((term, n) => {
    const { from, to } = prefixRange(term)
    return sql`select document_id, ${sql.lit(n)} as word, max(case when term = ${term} then weight * 2 else weight end) as best
      from search_term where term >= ${from} and term <= ${to} group by document_id`
  })
  const exact = marked.map(
    (term) => sql`select document_id, -1 as word, weight as best from search_term where term = ${term}`,
  )
  return sql`select document_id, sum(best) as score from (${sql.join([...each, ...exact], sql` union all `)}) w
    group by document_id having sum(case when word >= 0 then 1 else 0 end) = ${sql.lit(terms.length)}`
}
