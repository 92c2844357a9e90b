import type { JsonObject } from '../json.ts'
import type { OurMeta } from './meta.ts'

/** A schedule.json or schedule.xml as read, not yet judged: both parsers bring their file into this one shape. */
export interface RawSchedule {
  readonly at: Place
  readonly title: unknown
  readonly acronym: unknown
  readonly zone: unknown
  readonly baseUrl: unknown
  readonly rooms: readonly RawItem[]
  readonly tracks: readonly RawItem[]
  readonly days: readonly RawDay[]
  /** What our own exporter added; null for a file of another system. */
  readonly ours: OurMeta | null
}

/** Path of a field, in the file's terms (JSON path, or line:column of the element). */
export type Place = (field?: string) => string

export interface RawItem {
  readonly at: Place
  readonly fields: JsonObject
}

export interface RawDay extends RawItem {
  /** Fields: date, day_start, day_end. */
  readonly rooms: readonly { readonly name: string; readonly guid: unknown; readonly events: readonly RawItem[] }[]
}
