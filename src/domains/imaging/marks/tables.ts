declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends MarkTables {}
}

export interface MarkTables {
  imaging_mark: MarkTable
  imaging_mark_version: MarkVersionTable
}

/** A mark as it stands now. Its id is made by the browser, so that a retry after a lost line does not double it. */
export interface MarkTable {
  id: string
  study_id: string
  series_uid: string
  sop_uid: string
  /** From 1. */
  frame: number
  /** null: whoever drew it has been erased. */
  author_id: string | null
  /** A kind of shape, or `key`: the frame is a key image. */
  kind: string
  /** 1: whoever sees the study sees it. */
  shared: number
  version: number
  /** JSON of a `MarkState`. */
  state: string
  /** JSON of a `Measured`, '' where there is nothing to measure. */
  measured: string
  created_at: number
  updated_at: number
  deleted_at: number | null
}

/** Every state that a mark has had, also the present one; `deleted` 1 where that change took it away. */
export interface MarkVersionTable {
  mark_id: string
  version: number
  editor_id: string | null
  at: number
  shared: number
  deleted: number
  state: string
  measured: string
}
