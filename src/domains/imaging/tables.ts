declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends ImagingTables {}
}

export interface ImagingTables {
  imaging_case: ImagingCaseTable
  imaging_study: ImagingStudyTable
  imaging_series: ImagingSeriesTable
  imaging_instance: ImagingInstanceTable
  imaging_header: ImagingHeaderTable
  imaging_copy: ImagingCopyTable
  imaging_view: ImagingViewTable
  imaging_grant: ImagingGrantTable
  imaging_key_grant: ImagingKeyGrantTable
  imaging_received: ImagingReceivedTable
  imaging_peer: ImagingPeerTable
  access_token: AccessTokenTable
}

/** One patient of one owner. The secret of de-identification derives from the pseudonym and the site's secret. */
export interface ImagingCaseTable {
  id: string
  owner_id: string
  pseudonym: string
  created_at: number
}

/** `private`: its owner and those granted; `members`: whoever is signed in; `public`: everybody. */
export type Access = 'private' | 'members' | 'public'

/** All identifiers and dates are those after de-identification. */
export interface ImagingStudyTable {
  id: string
  case_id: string
  owner_id: string
  study_uid: string
  study_date: string
  study_time: string
  study_id: string
  accession: string
  description: string
  patient_id: string
  patient_name: string
  patient_sex: string
  patient_birth_date: string
  referring: string
  /** `\CT\SR\`: each value between backslashes. */
  modalities: string
  series_count: number
  instance_count: number
  access: Access
  /** When a person has looked at every image; until then nobody but the owner sees anything. */
  looked_at: number | null
  looked_by: string | null
  created_at: number
  updated_at: number
}

export interface ImagingSeriesTable {
  id: string
  study_id: string
  series_uid: string
  modality: string
  number: number | null
  description: string
  body_part: string
  series_date: string
  series_time: string
  instance_count: number
  created_at: number
}

/** `prepared`: 0 waits for its copies, 1 has them, 2 cannot have them (`trouble` says why). */
export interface ImagingInstanceTable {
  id: string
  study_id: string
  series_id: string
  sop_uid: string
  sop_class: string
  number: number | null
  rows: number | null
  columns: number | null
  frames: number | null
  bits: number | null
  syntax: string
  blob: string
  bytes: number
  /** SHA-256 of what was received; recognises the same file sent again. */
  source_hash: string
  /** none, look, present: whether the pixels may show identity. */
  burned_in: string
  prepared: number
  trouble: string
  created_at: number
}

/** What is only read to serve one object: DICOM JSON without bulk data, and where its frames lie in the blob. */
export interface ImagingHeaderTable {
  instance_id: string
  metadata: string
  layout: string
}

export type CopyKind = 'htj2k' | 'lossy' | 'thumbnail'

/** `parts`: JSON of a CopyParts; the bytes of every frame in one blob. */
export interface ImagingCopyTable {
  instance_id: string
  kind: CopyKind
  blob: string
  bytes: number
  parts: string
}

/** What the viewer needs of an object (`Facts` of viewing/facts.ts) once its copies are made; made again where `version` is old. */
export interface ImagingViewTable {
  instance_id: string
  version: number
  facts: string
}

export interface ImagingGrantTable {
  study_id: string
  person_id: string
}

/** What a share link opens; the hash is that of its token. */
export interface ImagingKeyGrantTable {
  study_id: string
  key_hash: string
  expires_at: number
}

/**
 * Quarantine: what came and is not de-identified yet, or was refused. The blob holds identity; it goes as soon as the
 * archive has the object, and at the latest with the retention of the quarantine.
 */
export interface ImagingReceivedTable {
  id: string
  owner_id: string
  case_id: string | null
  /** One request, association or upload: progress is counted by it. */
  batch: string
  source: 'stow' | 'dimse' | 'browser' | 'file'
  blob: string | null
  bytes: number
  state: 'waiting' | 'refused' | 'done'
  /** A code of `REFUSALS`, '' else. */
  reason: string
  instance_id: string | null
  created_at: number
  ended_at: number | null
}

/** A machine that sends by C-STORE: how much it has brought, and when it last did. */
export interface ImagingPeerTable {
  ae_title: string
  objects: number
  last_at: number
}

export interface AccessTokenTable {
  id: string
  person_id: string
  token_hash: string
  scope: string
  label: string
  created_at: number
  expires_at: number
  used_at: number | null
  revoked_at: number | null
}
