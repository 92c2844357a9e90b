import type { Audience, CaseState, ConsentType, Licence, WithdrawalReason } from './model.ts'

declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends CaseTables {}
}

export interface CaseTables {
  case_record: CaseRecordTable
  case_author: CaseAuthorTable
  case_facet: CaseFacetTable
  case_word: CaseWordTable
  case_guest: CaseGuestTable
  case_key_grant: CaseKeyGrantTable
  case_step: CaseStepTable
  case_picture: CasePictureTable
  case_picture_file: CasePictureFileTable
  case_group: CaseGroupTable
  case_group_member: CaseGroupMemberTable
  case_reviewer: CaseReviewerTable
  case_term: CaseTermTable
  case_attachment: CaseAttachmentTable
  case_collection: CaseCollectionTable
  case_collection_item: CaseCollectionItemTable
}

/** JSON unless said otherwise; instants are epoch milliseconds, flags 1 or 0. */
type Json = string

export interface CaseRecordTable {
  id: string
  /** Eight characters in its address; unguessable enough, but not a secret. */
  code: string
  owner_id: string
  /** The archive's case that holds its images. */
  imaging_case_id: string | null
  state: CaseState
  audience: Audience
  /** Id of the group or of the event; '' else. */
  audience_ref: string
  /** Text. */
  title: Json
  /** CaseContent. */
  content: Json
  facility_id: string | null
  /** 1: made by our own code, no patient. */
  synthetic: number
  /** 1: findings and diagnosis are kept back until the reader has answered; searches do not give them away. */
  quiz: number
  consent_type: ConsentType | ''
  consent_on: string
  consent_by: string | null
  consent_at: number | null
  licence: Licence | ''
  /** Section -> number, raised with each saving: two who write at once never overwrite each other. */
  revisions: Json
  /** Raised with any change of the row. */
  revision: number
  /** Hash of the warnings that the author looked at and found harmless; '' never. */
  cleared: string
  cleared_by: string | null
  cleared_at: number | null
  /** When review was asked for; null while nobody is asked. */
  submitted_at: number | null
  reviewed_at: number | null
  reviewed_by: string | null
  /** `revision` that the reviewer read. */
  reviewed_revision: number | null
  /** Text: what the reviewer asks for; {} none. */
  review_note: string
  shared_at: number | null
  withdrawn_at: number | null
  withdrawn_reason: WithdrawalReason | ''
  created_at: number
  updated_at: number
}

export interface CaseAuthorTable {
  case_id: string
  position: number
  person_id: string | null
  name: string
  facility_id: string | null
  /** Text. */
  facility: Json
}

/** What is counted and filtered by: technique, organ, modality, facility. Made anew with each saving. */
export interface CaseFacetTable {
  case_id: string
  kind: 'technique' | 'organ' | 'modality' | 'facility'
  value: string
}

/** The words that a case is found by in the list, which shows each reader other cases than the site's search. */
export interface CaseWordTable {
  term: string
  case_id: string
  weight: number
}

/** Persons let in by name (consultation, mention), whatever the audience. `via` says what let them in. */
export interface CaseGuestTable {
  case_id: string
  person_id: string
  via: string
  expires_at: number | null
}

/** Who brings a link's key may see the case; keys are kept as hashes only. */
export interface CaseKeyGrantTable {
  case_id: string
  key_hash: string
  expires_at: number
}

/** The way of a case through its states, shown to its editors and reviewers. */
export interface CaseStepTable {
  id: string
  case_id: string
  at: number
  person_id: string | null
  action: string
  /** Words of a reviewer, or a code; '' none. */
  note: string
}

/** A key picture that the authors chose: what is shown of the images without a viewer. */
export interface CasePictureTable {
  id: string
  case_id: string
  position: number
  /** View of lib/imaging/view.ts. */
  view: Json
  /** Text. */
  caption: Json
  updated_at: number
}

/** A key picture as bytes, in one width and format. */
export interface CasePictureFileTable {
  case_id: string
  /** `madeOf`: what it shows. */
  made_of: string
  width: number
  /** PictureFormat. */
  format: string
  blob: string
  bytes: number
}

export interface CaseGroupTable {
  id: string
  name: string
  owner_id: string
  created_at: number
}

export interface CaseGroupMemberTable {
  group_id: string
  person_id: string
}

export interface CaseReviewerTable {
  person_id: string
  granted_by: string | null
  granted_at: number
}

/** A term that the secretariat added to the taxonomy, or its other name for a built-in one. */
export interface CaseTermTable {
  kind: 'technique' | 'organ' | 'modality'
  code: string
  /** Group that it stands in, '' for none. */
  parent: string
  /** Text. */
  name: Json
  /** 1: no longer offered; cases that have it keep it. */
  retired: number
}

/** Where a case is shown beside its own page: a talk, session, question, abstract. */
export interface CaseAttachmentTable {
  case_id: string
  kind: string
  /** `vsir-2026/AB12CD` for talks and sessions; the id for others. */
  ref: string
  /** 1: the page of the talk says that there is a case, also to those who may not open it. */
  announced: number
  added_by: string | null
  added_at: number
}

export interface CaseCollectionTable {
  id: string
  code: string
  owner_id: string
  /** Text. */
  title: Json
  /** Text, Markdown. */
  body: Json
  visibility: 'own' | 'members' | 'public'
  /** The event that it belongs to (its case of the month), or ''. */
  event_slug: string
  revision: number
  created_at: number
  updated_at: number
}

export interface CaseCollectionItemTable {
  collection_id: string
  case_id: string
  position: number
  /** Text. */
  note: Json
}
