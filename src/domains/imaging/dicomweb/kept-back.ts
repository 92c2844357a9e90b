import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { isSaid, SAID_MODALITIES, withheldStudy } from '../marks/withheld.ts'
import type { Attribute, Level } from './attributes.ts'

/** A column of every answer: whether something of the row's study is kept back. */
export const KEPT_BACK = 'kept_back'

/** What searches read and compare for one reader: of what is kept back, nothing is listed, counted or found. */
export interface Columns {
  readonly of: (attribute: Attribute) => RawBuilder<unknown>
  /** What rows of a level must fulfil; null nothing. */
  readonly shown: (level: Level) => RawBuilder<SqlBool> | null
  /** Whether a study may be found by a modality. */
  readonly has: (modality: string) => RawBuilder<SqlBool>
  readonly flag: RawBuilder<number>
}

/** Rows of a series or study that stay when something is kept back. */
const rest = sql`not ${isSaid('o.sop_class')}`
const COUNTS: Readonly<Record<string, RawBuilder<unknown>>> = {
  'imaging_series.instance_count': sql`(select count(*) from imaging_instance o where o.series_id = imaging_series.id and ${rest})`,
  'imaging_study.instance_count': sql`(select count(*) from imaging_instance o where o.study_id = imaging_study.id and ${rest})`,
  'imaging_study.series_count': sql`(select count(distinct o.series_id) from imaging_instance o where o.study_id = imaging_study.id and ${rest})`,
}

const YES = sql<SqlBool>`1 = 1`

export function columnsOf(ctx: Context, actor: Actor): Columns {
  const withheld = withheldStudy(ctx, actor)
  if (!withheld) return { of: ({ column }) => sql.ref(column), shown: () => null, has: () => YES, flag: sql`0` }
  return {
    of({ column }) {
      const counted = COUNTS[column]
      return counted ? sql`(case when ${withheld} then ${counted} else ${sql.ref(column)} end)` : sql.ref(column)
    },
    shown(level) {
      if (level === 'instance') return sql`not (${withheld} and ${isSaid('imaging_instance.sop_class')})`
      const of = level === 'series' ? sql`o.series_id = imaging_series.id` : sql`o.study_id = imaging_study.id`
      return sql`(not ${withheld} or exists (select 1 from imaging_instance o where ${of} and ${rest}))`
    },
    has: (modality) => (SAID_MODALITIES.has(modality) ? sql`not ${withheld}` : YES),
    flag: sql`case when ${withheld} then 1 else 0 end`,
  }
}

/** The modalities of a row's study without those of what is kept back. */
export const shownModalities = (
  { match }: Attribute,
  row: Readonly<Record<string, string | number | null>>,
  values: unknown[],
): unknown[] =>
  match === 'modalities' && Number(row[KEPT_BACK]) === 1
    ? values.filter((value) => !SAID_MODALITIES.has(String(value)))
    : values
