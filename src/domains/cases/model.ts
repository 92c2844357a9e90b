import type { Text } from '#src/lib/text/multilingual.ts'

/**
 * Where a case stands. `de-identified`: its author says that images and texts identify nobody, and asks for review;
 * `reviewed`: another person has read it; `shared`: open to its audience; `withdrawn`: only a tombstone is left.
 */
export const CASE_STATES = ['draft', 'de-identified', 'reviewed', 'shared', 'withdrawn'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** For whom a shared case is; `private` is its editors and those let in by name. */
export const AUDIENCES = ['private', 'group', 'delegates', 'members', 'public'] as const
export type Audience = (typeof AUDIENCES)[number]

/** The parts that are written and saved one by one, in the order of the form. */
export const SECTIONS = [
  'basics',
  'clinical',
  'imaging',
  'procedure',
  'outcome',
  'learning',
  'authors',
  'consent',
] as const
export type SectionName = (typeof SECTIONS)[number]
export const isSection = (value: string): value is SectionName => (SECTIONS as readonly string[]).includes(value)

/** How sure the diagnosis is, as Radiopaedia words it. */
export const CERTAINTIES = ['possible', 'probable', 'almost-certain', 'certain'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export const BASES = ['imaging', 'pathology', 'surgery', 'laboratory', 'clinical', 'follow-up'] as const
export type Basis = (typeof BASES)[number]

/** Ages in bands of ten years: nobody is found by their age, and who is over 89 is not told apart. */
export const AGE_BANDS = ['0', '10', '20', '30', '40', '50', '60', '70', '80', '90'] as const
export type AgeBand = (typeof AGE_BANDS)[number]
export const SEXES = ['female', 'male'] as const
export type Sex = (typeof SEXES)[number]

/**
 * Adverse events as the Society of Interventional Radiology grades them: by the severity scale of 2017 (Khalilzadeh et al.,
 * JVIR 2017; 28: 1432), or by the letters of 2003 (Sacks et al., JVIR 2003; 14: S199), which many registries still use.
 */
export const SIR_GRADES = [
  '2017-1',
  '2017-2',
  '2017-3',
  '2017-4',
  '2017-5',
  '2003-a',
  '2003-b',
  '2003-c',
  '2003-d',
  '2003-e',
  '2003-f',
] as const
export type SirGrade = (typeof SIR_GRADES)[number]

export const DEVICE_KINDS = [
  'access',
  'sheath',
  'guide',
  'catheter',
  'microcatheter',
  'wire',
  'balloon',
  'stent',
  'stent-retriever',
  'aspiration',
  'flow-diverter',
  'coil',
  'plug',
  'particles',
  'liquid-embolic',
  'drug',
  'contrast',
  'needle',
  'ablation',
  'drain',
  'filter',
  'closure',
  'other',
] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]

export interface Device {
  readonly kind: DeviceKind
  readonly name: string
  readonly size: string
}

export interface Complication {
  readonly grade: SirGrade | ''
  readonly text: Text
}

export interface Reference {
  readonly text: string
  /** `10.…`, or ''. */
  readonly doi: string
  /** Digits, or ''. */
  readonly pmid: string
}

/** Markdown per language. */
export const TEXT_FIELDS = [
  'presentation',
  'history',
  'findings',
  'outcome',
  'followUp',
  'differential',
  'diagnosis',
  'teaching',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** What is told of a case. Codes of `techniques`, `organs` and `modalities` are of the taxonomy. */
export interface CaseContent extends Readonly<Record<TextField, Text>> {
  readonly modalities: readonly string[]
  readonly techniques: readonly string[]
  readonly organs: readonly string[]
  /** Where exactly, in words: "segment VI", "left ICA, C7". */
  readonly region: Text
  readonly age: AgeBand | ''
  readonly sex: Sex | ''
  readonly steps: readonly Text[]
  readonly devices: readonly Device[]
  readonly complications: readonly Complication[]
  readonly certainty: Certainty | ''
  readonly basis: readonly Basis[]
  readonly references: readonly Reference[]
}

export const EMPTY_CONTENT: CaseContent = {
  presentation: {},
  history: {},
  findings: {},
  outcome: {},
  followUp: {},
  differential: {},
  diagnosis: {},
  teaching: {},
  modalities: [],
  techniques: [],
  organs: [],
  region: {},
  age: '',
  sex: '',
  steps: [],
  devices: [],
  complications: [],
  certainty: '',
  basis: [],
  references: [],
}

/** How the patient agreed. `not-needed` only where the images are generated. */
export const CONSENT_TYPES = ['written', 'oral', 'guardian', 'waiver', 'not-needed'] as const
export type ConsentType = (typeof CONSENT_TYPES)[number]

export interface Consent {
  readonly type: ConsentType
  /** ISO date on which the patient agreed. */
  readonly on: string
  readonly recordedBy: string | null
  readonly recordedAt: number
}

export const LICENCES = [
  'society',
  'CC-BY-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-NC-ND-4.0',
  'CC0-1.0',
] as const
export type Licence = (typeof LICENCES)[number]

/** Why a case was taken back; words are not asked for, since they could name the patient. */
export const WITHDRAWAL_REASONS = ['consent', 'identity', 'error', 'author', 'other'] as const
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number]

export interface Author {
  /** null for somebody without a record here. */
  readonly personId: string | null
  readonly name: string
  readonly facilityId: string | null
  readonly facility: Text
}
