import { sql, type SqlBool } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { Context } from '../context.ts'
import './tables.ts'

export interface SearchOptions {
  readonly kinds?: readonly string[]
  readonly eventId?: string
  readonly limit?: number
  readonly offset?: number
  /** Instead of the best of all: so many of the best of each kind. */
  readonly perKind?: number
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
 * the places where the words stand, a whole word counting double; then the later. Two statements, however many are found.
 */
export async function search(ctx: Context, query: string, options: SearchOptions = {}): Promise<SearchResult> {
  const { limit = 20, offset = 0, perKind } = options
  const terms = queryTerms(query)
  if (terms.length === 0) return { terms, total: 0, byKind: {}, found: [] }
  const hits = hitsOf(terms)
  const inEvent = options.eventId === undefined ? sql<SqlBool>`true` : sql<SqlBool>`d.event_id = ${options.eventId}`
  const open = options.members ? sql<SqlBool>`true` : sql<SqlBool>`d.members = 0`
  const kinds = options.kinds?.length ? sql<SqlBool>`d.kind in (${sql.join(options.kinds)})` : sql<SqlBool>`true`
  const counts = await sql<{ kind: string; n: number }>`
    select d.kind as kind, count(*) as n from (${hits}) h join search_document d on d.id = h.document_id
    where ${inEvent} and ${open} group by d.kind`.execute(ctx.db)
  const byKind = Object.fromEntries(counts.rows.map(({ kind, n }) => [kind, Number(n)]))
  const wanted = counts.rows.filter(({ kind }) => !options.kinds?.length || options.kinds.includes(kind))
  const total = wanted.reduce((sum, { n }) => sum + Number(n), 0)
  if (total === 0) return { terms, total, byKind, found: [] }
  const rows = await sql<{
    kind: string
    ref: string
    event_id: string | null
    url: string
    title: string
    body: string
  }>`
    select kind, ref, event_id, url, title, body from (
      select d.kind, d.ref, d.event_id, d.url, d.title, d.body, h.score as score, coalesce(d.at, 0) as at, d.id as id,
        row_number() over (partition by d.kind order by h.score desc, coalesce(d.at, 0) desc, d.id) as place
      from (${hits}) h join search_document d on d.id = h.document_id
      where ${inEvent} and ${open} and ${kinds}
    ) ranked where place <= ${perKind ?? 1_000_000}
    order by score desc, at desc, id limit ${limit} offset ${offset}`.execute(ctx.db)
  const found = rows.rows.map((row) => ({
    kind: row.kind,
    ref: row.ref,
    eventId: row.event_id,
    url: row.url,
    title: JSON.parse(row.title) as Text,
    body: JSON.parse(row.body) as Text,
  }))
  return { terms, total, byKind, found }
}

/** For each word the best place in each document; a document counts when every word has one. */
function hitsOf(terms: readonly string[]) {
  const each = terms.map((term, n) => {
    const { from, to } = prefixRange(term)
    return sql`select document_id, ${sql.lit(n)} as word, max(case when term = ${term} then weight * 2 else weight end) as best
      from search_term where term >= ${from} and term <= ${to} group by document_id`
  })
  return sql`select document_id, sum(best) as score from (${sql.join(each, sql` union all `)}) w
    group by document_id having count(*) = ${sql.lit(terms.length)}`
}
