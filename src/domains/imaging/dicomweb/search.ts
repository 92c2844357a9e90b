import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { visibleStudies } from '../policy.ts'
import { applies, ATTRIBUTES, type Attribute, attributeOf, type Level } from './attributes.ts'
import { columnsOf, type Columns, KEPT_BACK, shownModalities } from './kept-back.ts'

export interface Search {
  readonly level: Level
  readonly study?: string
  readonly series?: string
  readonly filters: readonly { readonly attribute: Attribute; readonly value: string }[]
  /** Attributes of levels above that are wanted too. */
  readonly include: ReadonlySet<string>
  readonly limit: number
  readonly offset: number
}

const MOST = 5_000
const USUAL = 1_000

/** Reads the query of a QIDO-RS search (PS3.18 section 8.3.4). Unknown attributes are refused; empty values match everything. */
export function parseSearch(
  level: Level,
  query: URLSearchParams,
  place: { study?: string; series?: string } = {},
): Outcome<Search> {
  const filters: { attribute: Attribute; value: string }[] = []
  const include = new Set<string>()
  let [limit, offset] = [USUAL, 0]
  for (const [name, value] of query) {
    if (value.length > 4_000) return invalid({ [name.slice(0, 60)]: 'too-long' })
    if (name === 'limit' || name === 'offset') {
      if (!/^\d{1,9}$/.test(value)) return invalid({ [name]: 'number' })
      if (name === 'limit') limit = Math.min(MOST, Number(value))
      else offset = Number(value)
    } else if (name === 'includefield') {
      for (const field of value.split(',')) include.add(field === 'all' ? 'all' : (attributeOf(field)?.tag ?? field))
    } else if (name !== 'fuzzymatching' && name !== 'accept') {
      const attribute = attributeOf(name)
      if (!attribute || !applies(level, attribute.level)) return invalid({ [name.slice(0, 60)]: 'unknown' })
      if (value !== '' && value !== '*') filters.push({ attribute, value })
    }
  }
  return ok({ level, ...place, filters, include, limit, offset })
}

/** Runs a search over what the actor may see; one statement. `more`: the limit cut something off. */
export async function search(
  ctx: Context,
  actor: Actor,
  { level, study, series, filters, include, limit, offset }: Search,
): Promise<Outcome<{ rows: Row[]; more: boolean }>> {
  const columns = ATTRIBUTES.filter(
    (a) => a.level === level || (applies(level, a.level) && isGiven(a, level, study, include)),
  )
  // Without a study named, objects come study by study, so that a page of them ends the search early (see `base`).
  const spread =
    level !== 'study' &&
    study === undefined &&
    !filters.some(({ attribute }) => attribute.match === 'uids' && attribute.level !== 'study')
  // Objects are found in an index that holds all that most searches ask, and only those of the answer are read.
  const late = spread && level === 'instance'
  let query = base(ctx, level, spread, !late || filters.some(({ attribute }) => attribute.level === 'series')).where(
    maySee(ctx, actor, spread),
  )
  const kept = columnsOf(ctx, actor)
  const shown = kept.shown(level)
  if (shown) query = query.where(shown)
  if (study !== undefined) query = query.where('imaging_study.study_uid', '=', study)
  if (series !== undefined) query = query.where(sql.ref('imaging_series.series_uid'), '=', series)
  for (const { attribute, value } of filters) {
    const condition = conditionOf(kept, attribute, value)
    if (!condition) return fail('invalid', { fields: { [attribute.keyword]: 'format' } })
    query = query.where(condition)
  }
  const order = orderOf(level, study !== undefined)
  for (const [column, direction] of order) query = query.orderBy(sql.ref(column), direction)
  query = query.limit(limit + 1).offset(offset)
  const given = [...columns.map((a) => kept.of(a).as(a.keyword)), kept.flag.as(KEPT_BACK)]
  const page = late ? rowsOf(ctx, query, order) : query
  const rows = (await page.select(given).execute()) as Row[]
  return ok({ rows: rows.slice(0, limit), more: rows.length > limit })
}

type StudyQuery = ReturnType<typeof base>

/** The rows of the objects that `found` finds, in its order; still one statement. */
function rowsOf(ctx: Context, found: StudyQuery, order: ReturnType<typeof orderOf>): StudyQuery {
  let page = ctx.db
    .selectFrom(found.select(sql.ref<string>('imaging_instance.id').as('found_id')).as('found'))
    .innerJoin('imaging_instance', 'imaging_instance.id', 'found.found_id')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id') as never as StudyQuery
  for (const [column, direction] of order) page = page.orderBy(sql.ref(column), direction)
  return page
}

export type Row = Readonly<Record<string, string | number | null>>

/** Identifiers of the levels above are always there; the rest of them where the search names no study, or on request. */
function isGiven(attribute: Attribute, level: Level, study: string | undefined, include: ReadonlySet<string>): boolean {
  if (attribute.match === 'uids') return true
  if (include.has('all') || include.has(attribute.tag)) return true
  return study === undefined && (attribute.level === 'study' || level === 'instance')
}

/**
 * The tables of a level. `spread`: SQLite is told to walk the studies in the order of the answer (a cross join keeps the order
 * of tables there); left to itself it would gather and sort everything that the actor may see. PostgreSQL plans alike either way.
 */
function base(ctx: Context, level: Level, spread: boolean, needsSeries = true) {
  const studies = ctx.db.selectFrom('imaging_study')
  if (level === 'study') return studies
  if (level === 'series') {
    const joined = spread
      ? studies.crossJoin('imaging_series')
      : studies.innerJoin('imaging_series', (join) => join.onTrue())
    return joined.whereRef('imaging_series.study_id', '=', 'imaging_study.id') as never as typeof studies
  }
  const joined = spread
    ? studies.crossJoin('imaging_instance')
    : studies.innerJoin('imaging_instance', (join) => join.onTrue())
  const inStudy = joined.whereRef('imaging_instance.study_id', '=', 'imaging_study.id')
  return (needsSeries
    ? inStudy.innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    : inStudy) as never as typeof studies
}

/** `maySeeStudy` on the joined study; with `spread` no index of SQLite is to lead, which a unary plus says. */
function maySee(ctx: Context, actor: Actor, spread: boolean) {
  if (!spread || ctx.engine !== 'sqlite') return sql<SqlBool>`imaging_study.id in (${visibleStudies(ctx.db, actor)})`
  return sql<SqlBool>`+imaging_study.id in (${visibleStudies(ctx.db, actor)})`
}

function orderOf(level: Level, inStudy: boolean): [string, 'asc' | 'desc'][] {
  if (level === 'study')
    return [
      ['imaging_study.study_date', 'desc'],
      ['imaging_study.id', 'desc'],
    ]
  const table = level === 'series' ? 'imaging_series' : 'imaging_instance'
  const inside: [string, 'asc'][] = [
    [`${table}.number`, 'asc'],
    [`${table}.id`, 'asc'],
  ]
  return inStudy ? inside : [['imaging_study.id', 'asc'], ...inside]
}

function conditionOf(kept: Columns, attribute: Attribute, value: string) {
  const { match, vr } = attribute
  const ref = kept.of(attribute)
  switch (match) {
    case 'uids': {
      const uids = value.split(/[,\\]/).filter((uid) => uid !== '')
      return uids.length > 0 && uids.length <= 1000 && uids.every((uid) => /^[0-9.]{1,64}$/.test(uid))
        ? sql<SqlBool>`${ref} in (${sql.join(uids)})`
        : null
    }
    case 'number':
      return /^-?\d{1,9}$/.test(value) ? sql<SqlBool>`${ref} = ${Number(value)}` : null
    case 'range':
      return rangeOf(ref, value, vr === 'DA' ? /^\d{8}$/ : /^\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,6})?)?)?$/)
    case 'modalities': {
      const wanted = value.split(/[,\\]/).filter((m) => /^[A-Z0-9_ ]{1,16}$/.test(m))
      return wanted.length > 0
        ? sql<SqlBool>`(${sql.join(
            wanted.map((m) => sql`(${ref} like ${`%\\${m}\\%`} escape '!' and ${kept.has(m)})`),
            sql` or `,
          )})`
        : null
    }
    case 'exact':
      return sql<SqlBool>`${ref} in (${sql.join(value.split(/[,\\]/).slice(0, 100))})`
    case 'text':
      if (!/[*?]/.test(value)) return sql<SqlBool>`${ref} = ${value}`
      return sql<SqlBool>`lower(${ref}) like ${pattern(value.toLowerCase())} escape '!'`
  }
}

/** DICOM wildcards as those of SQL. */
const pattern = (value: string): string => value.replace(/[!%_]/g, '!$&').replaceAll('*', '%').replaceAll('?', '_')

function rangeOf(ref: RawBuilder<unknown>, value: string, form: RegExp) {
  const dash = value.indexOf('-')
  if (dash < 0) return form.test(value) ? sql<SqlBool>`${ref} = ${value}` : null
  const [from, to] = [value.slice(0, dash), value.slice(dash + 1)]
  if ((from === '' && to === '') || (from !== '' && !form.test(from)) || (to !== '' && !form.test(to))) return null
  // What is empty lies in no range; a time to the second includes its fractions.
  const conditions = [sql`${ref} <> ''`]
  if (from !== '') conditions.push(sql`${ref} >= ${from}`)
  if (to !== '') conditions.push(sql`${ref} <= ${`${to}~`}`)
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** A row as DICOM JSON, with where it is to be had. */
export function asDicomJson(row: Row, level: Level, root: string): DicomJson {
  const out: DicomJson = { '00080056': { vr: 'CS', Value: ['ONLINE'] } }
  let url = `${root}/studies/${row['StudyInstanceUID']}`
  if (level !== 'study') url += `/series/${row['SeriesInstanceUID']}`
  if (level === 'instance') url += `/instances/${row['SOPInstanceUID']}`
  out['00081190'] = { vr: 'UR', Value: [url] }
  for (const attribute of ATTRIBUTES) {
    if (!(attribute.keyword in row)) continue
    const values = shownModalities(attribute, row, valuesOf(attribute, row[attribute.keyword] ?? null))
    out[attribute.tag] = values.length > 0 ? { vr: attribute.vr, Value: values } : { vr: attribute.vr }
  }
  return out
}

function valuesOf({ vr, match }: Attribute, value: string | number | null): unknown[] {
  if (value === null || value === '') return []
  if (match === 'modalities')
    return String(value)
      .split('\\')
      .filter((m) => m !== '')
  if (vr === 'PN') return [{ Alphabetic: value }]
  return [value]
}
