declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends IntakeTables {}
}

export interface IntakeTables {
  imaging_upload: UploadTable
  imaging_upload_file: UploadFileTable
  imaging_chunk: ChunkTable
  imaging_attachment: AttachmentTable
  imaging_assessment: AssessmentTable
  imaging_seen: SeenTable
  imaging_blank: BlankTable
  imaging_doomed: DoomedTable
  imaging_tombstone: TombstoneTable
}

/** What a browser sends for one case; its id is the batch of what it brings. No name of a file or folder is kept. */
export interface UploadTable {
  id: string
  owner_id: string
  case_id: string
  /** As announced: what is to come. */
  files: number
  bytes: number
  created_at: number
  /** When something last came. */
  seen_at: number
  ended_at: number | null
}

/** `dicom` goes through the quarantine into the archive, `video` becomes an attachment. */
export type UploadKind = 'dicom' | 'video'

export interface UploadFileTable {
  id: string
  upload_id: string
  kind: UploadKind
  /** SHA-256 of the bytes that are sent, which are de-identified already. */
  hash: string
  bytes: number
  received: number
  state: 'open' | 'done'
  created_at: number
}

export interface ChunkTable {
  file_id: string
  start: number
  bytes: number
  blob: string
}

/** What is not DICOM and stays what it is: video. Seen by whoever may see its study. */
export interface AttachmentTable {
  id: string
  study_id: string
  owner_id: string
  type: string
  blob: string
  bytes: number
  created_at: number
}

/** Why an image is to be looked at, and which boxes are proposed; JSON. Made when it is first looked at. */
export interface AssessmentTable {
  instance_id: string
  reasons: string
  proposals: string
}

/** Instance or attachment that its owner has looked at. Blanking takes it back. */
export interface SeenTable {
  image_id: string
  study_id: string
  person_id: string
  seen_at: number
}

/** A blanking that was asked for; `boxes` is JSON. */
export interface BlankTable {
  id: string
  study_id: string
  instance_id: string
  boxes: string
  state: 'waiting' | 'done' | 'failed'
  reason: string
  asked_by: string | null
  created_at: number
  ended_at: number | null
}

/** Bytes that are to go unless a row of the archive still names them. */
export interface DoomedTable {
  hash: string
  case_id: string | null
  created_at: number
}

/** What is left of a withdrawn case: that it was there. */
export interface TombstoneTable {
  case_id: string
  owner_id: string
  pseudonym: string
  /** JSON list. */
  study_uids: string
  series_count: number
  instance_count: number
  bytes: number
  reason: string
  withdrawn_at: number
  withdrawn_by: string | null
  /** When the last of its bytes was removed. */
  gone_at: number | null
}
