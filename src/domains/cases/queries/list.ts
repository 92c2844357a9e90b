import { sql } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { textOf } from '../json.ts'
import type { Audience, CaseState } from '../model.ts'
import { visibleCases } from '../policy.ts'
import { toAnswer, withoutAnswers } from '../quiz/gate.ts'
import type { CaseFacetTable } from '../tables.ts'
import { contentOf, pathOf } from './case.ts'

export const FACETS = [
  'technique',
  'organ',
  'modality',
  'facility',
] as const satisfies readonly CaseFacetTable['kind'][]
export type Facet = (typeof FACETS)[number]
export const PER_PAGE = 20

export interface CaseSearch {
  readonly q?: string
  /** One value a facet. */
  readonly facets?: Readonly<Partial<Record<Facet, string>>>
  readonly page?: number
  /** Only cases that are shared; else also what the actor writes and reviews. */
  readonly scope?: 'shared' | 'mine' | 'review'
  readonly authorId?: string
}

/** A case in a list. Its diagnosis is not in it: a list must not answer a quiz. */
export interface CaseLine {
  readonly id: string
  readonly code: string
  readonly path: string
  readonly title: Text
  readonly state: CaseState
  readonly audience: Audience
  readonly techniques: readonly string[]
  readonly organs: readonly string[]
  readonly modalities: readonly string[]
  readonly facility: Text
  readonly facilityId: string | null
  readonly authors: readonly string[]
  readonly synthetic: boolean
  readonly quiz: boolean
  /** A quiz that the reader is still to answer. */
  readonly asked: boolean
  readonly hasImages: boolean
  readonly sharedAt: number | null
  readonly updatedAt: number
}

export interface FacetCount {
  readonly value: string
  readonly count: number
  /** Of a facility, its name. */
  readonly name: Text | null
}

export interface CaseList {
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly cases: readonly CaseLine[]
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>
}

/**
 * Cases that the actor may see and that have all words of the query as words or their beginnings, and the values of all
 * facets; with how many each further value would leave. Best first where words are asked, else the latest. Five
 * statements, however many are found.
 */
export async function listCases(ctx: Context, actor: Actor, search: CaseSearch = {}): Promise<CaseList> {
  const page = Math.max(1, search.page ?? 1)
  const words = queryTerms(search.q ?? '')
  const matching = matchingCases(ctx, actor, search, words)
  const { n } = await ctx.db
    .selectFrom('case_record')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('id', 'in', matching)
    .executeTakeFirstOrThrow()
  const total = Number(n)
  const facets = await facetCounts(ctx, actor, matching)
  if (total === 0) return { total, page, pages: 1, cases: [], facets }
  const found = ctx.db.selectFrom('case_record').select('id').where('id', 'in', matching)
  const rows = await (words.length > 0 ? found.orderBy(scoreOf(words), 'desc') : found)
    .orderBy((eb) => eb.fn.coalesce('shared_at', 'updated_at'), 'desc')
    .orderBy('id', 'desc')
    .limit(PER_PAGE)
    .offset((page - 1) * PER_PAGE)
    .execute()
  const ids = rows.map((row) => row.id)
  const lines = new Map((await caseLines(ctx, actor, ids)).map((line) => [line.id, line]))
  return {
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    cases: ids.flatMap((id) => lines.get(id) ?? []),
    facets,
  }
}

function matchingCases(ctx: Context, actor: Actor, search: CaseSearch, words: readonly string[]) {
  const { db } = ctx
  const me = actor.personId ?? ''
  let query = visibleCases(db, actor, ctx.clock.now())
  if (search.scope === 'mine')
    query = query.where((eb) =>
      eb.or([
        eb('case_record.owner_id', '=', me),
        eb(
          'case_record.id',
          'in',
          eb.selectFrom('case_author').select('case_author.case_id').where('case_author.person_id', '=', me),
        ),
      ]),
    )
  else if (search.scope === 'review')
    query = query
      .where('case_record.state', '=', 'de-identified')
      .where('case_record.submitted_at', 'is not', null)
      .where('case_record.owner_id', '<>', me)
  else query = query.where('case_record.state', '=', 'shared')
  if (search.authorId !== undefined) {
    const { authorId } = search
    query = query.where('case_record.id', 'in', (eb) =>
      eb.selectFrom('case_author').select('case_author.case_id').where('case_author.person_id', '=', authorId),
    )
  }
  for (const kind of FACETS) {
    const value = search.facets?.[kind]
    if (!value) continue
    query = query.where('case_record.id', 'in', (eb) =>
      eb
        .selectFrom('case_facet')
        .select('case_facet.case_id')
        .where('case_facet.kind', '=', kind)
        .where('case_facet.value', '=', value),
    )
    if (TELLING.includes(kind)) query = query.where('case_record.id', 'not in', toAnswer(db, actor))
  }
  for (const word of words) {
    const { from, to } = prefixRange(word)
    query = query.where('case_record.id', 'in', (eb) =>
      eb
        .selectFrom('case_word')
        .select('case_word.case_id')
        .where('case_word.term', '>=', from)
        .where('case_word.term', '<=', to),
    )
  }
  return query
}

/** The sum of the best places where the words stand, a whole word counting double, as the site's search has it. */
function scoreOf(words: readonly string[]) {
  const each = words.map((word) => {
    const { from, to } = prefixRange(word)
    return sql`coalesce((select max(case when w.term = ${word} then w.weight * 2 else w.weight end) from case_word w
      where w.case_id = case_record.id and w.term >= ${from} and w.term <= ${to}), 0)`
  })
  return sql<number>`(${sql.join(each, sql` + `)})`
}

/** What was done and where, by which a quiz that is not answered yet is neither counted nor found. */
const TELLING: readonly Facet[] = ['technique', 'organ']

async function facetCounts(ctx: Context, actor: Actor, matching: ReturnType<typeof visibleCases>) {
  const rows = await ctx.db
    .selectFrom('case_facet')
    .leftJoin('facility', (join) =>
      join.onRef('facility.id', '=', 'case_facet.value').on('case_facet.kind', '=', 'facility'),
    )
    .select(['case_facet.kind', 'case_facet.value', 'facility.name'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_facet.case_id', 'in', matching)
    .where((eb) =>
      eb.or([eb('case_facet.kind', 'not in', TELLING), eb('case_facet.case_id', 'not in', toAnswer(ctx.db, actor))]),
    )
    .groupBy(['case_facet.kind', 'case_facet.value', 'facility.name'])
    .execute()
  const counts = rows.map((row) => ({
    kind: row.kind,
    value: row.value,
    count: Number(row.count),
    name: row.name === null ? null : textOf(row.name),
  }))
  const of = (kind: Facet) =>
    counts
      .filter((row) => row.kind === kind)
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .map(({ value, count, name }) => ({ value, count, name }))
  return {
    technique: of('technique'),
    organ: of('organ'),
    modality: of('modality'),
    facility: of('facility').filter((one) => one.name !== null),
  }
}

/** Titles and addresses of those cases that the actor may see, by code. One statement. */
export async function namedCases(
  ctx: Context,
  actor: Actor,
  codes: readonly string[],
): Promise<ReadonlyMap<string, { readonly title: Text; readonly path: string }>> {
  const rows = await ctx.db
    .selectFrom('case_record')
    .select(['code', 'title'])
    .where('code', 'in', codes.slice(0, 500))
    .where('id', 'in', visibleCases(ctx.db, actor, ctx.clock.now()))
    .execute()
  return new Map(rows.map(({ code, title }) => [code, { title: textOf(title), path: pathOf(code) }]))
}

/**
 * Lines of cases that the caller has found for this reader; in no order. What was done and where is not told of a quiz that
 * they are still to answer. Two statements.
 */
export async function caseLines(ctx: Context, actor: Actor, ids: readonly string[]): Promise<CaseLine[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .selectFrom('case_record')
    .leftJoin('facility', 'facility.id', 'case_record.facility_id')
    .selectAll('case_record')
    .select('facility.name as facility')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('imaging_study')
            .select('imaging_study.id')
            .whereRef('imaging_study.case_id', '=', 'case_record.imaging_case_id')
            .where('imaging_study.looked_at', 'is not', null)
            .where('imaging_study.instance_count', '>', 0),
        )
        .as('images'),
    )
    .select((eb) => eb('case_record.id', 'in', toAnswer(ctx.db, actor)).as('asked'))
    .where('case_record.id', 'in', ids)
    .execute()
  const authors = await ctx.db
    .selectFrom('case_author')
    .select(['case_id', 'name'])
    .where('case_id', 'in', ids)
    .orderBy('position')
    .execute()
  return rows.map((row) => {
    const content = row.asked ? withoutAnswers(contentOf(row.content)) : contentOf(row.content)
    return {
      id: row.id,
      code: row.code,
      path: pathOf(row.code),
      title: textOf(row.title),
      state: row.state,
      audience: row.audience,
      techniques: content.techniques,
      organs: content.organs,
      modalities: content.modalities,
      facility: row.facility === null ? {} : textOf(row.facility),
      facilityId: row.facility_id,
      authors: authors.filter((author) => author.case_id === row.id).map((author) => author.name),
      synthetic: row.synthetic === 1,
      quiz: row.quiz === 1,
      asked: Boolean(row.asked),
      hasImages: Boolean(row.images),
      sharedAt: row.shared_at,
      updatedAt: row.updated_at,
    }
  })
}
