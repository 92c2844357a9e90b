import { tableRows } from './confidentiality-data.ts'
import { dictionaryVr } from './dictionary.ts'
import type { DeidentifyProfile } from './profile.ts'

/** What happens to an element. Sequences with `clean`, `date`, `keep` are entered and their content handled one by one. */
export type Action =
  | 'keep' // as the table leaves it, or an option retains it
  | 'remove'
  | 'empty' // zero length
  | 'dummy' // a harmless value that fits the VR
  | 'uid' // remapped
  | 'date' // shifted
  | 'descriptor' // allow-listed words only
  | 'age'
  | 'pseudonym'
  | 'enter' // a sequence: content one by one
  | 'scrub' // a sequence: structure kept, every text in it replaced
  | 'method' // the record of de-identification, written anew
  // Elements that the table does not list, by VR:
  | 'text' // typed by people: allow-listed words, else a dummy
  | 'machine' // written by equipment: kept when it is ASCII and names nobody
  | 'code-value'
  | 'code-meaning'
  | 'code-string'
  | 'number' // decimal text
  | 'class-uid' // UIDs of classes and code sets, not of instances

interface Row {
  readonly keyword: string
  readonly action: string
  readonly options: string
}

const rows = new Map<number, Row>()
for (const line of tableRows.trim().split('\n')) {
  const [hex = '', keyword = '', action = '', options = ''] = line.split(' ')
  rows.set(parseInt(hex, 16), { keyword, action, options })
}

/** Keyword of a tag that Table E.1-1 lists, or ''. */
export function tableKeyword(tag: number): string {
  return rows.get(tag)?.keyword ?? extraKeywords[tag] ?? (isOverlayData(tag) ? 'OverlayData' : '')
}

const extraKeywords: Readonly<Record<number, string>> = {
  0x00080001: 'LengthToEnd',
  0x00080104: 'CodeMeaning',
  0x00081190: 'RetrieveURL',
  0x00120062: 'PatientIdentityRemoved',
  0x00120063: 'DeidentificationMethod',
  0x00120064: 'DeidentificationMethodCodeSequence',
  0x00280301: 'BurnedInAnnotation',
  0x00280303: 'LongitudinalTemporalInformationModified',
  0x00420010: 'DocumentTitle',
  0x00420015: 'EncapsulatedDocumentLength',
  0x0040a160: 'TextValue',
}

/** Where X/D, X/Z/D and Z/D need a value: type 1 in an object class that Hội meets (enhanced, SR, SEG, parametric map). */
const valueNeeded = new Set([
  0x00080023, 0x00080033, 0x0008002a, 0x00181000, 0x00700084, 0x0040a032, 0x00189516, 0x00189517,
])

/** Rows whose dates are those of published code sets: shifting a date that anyone can look up gives the shift away. */
const publicVersions = new Set([0x00080106, 0x00080107, 0x0040db06, 0x0040db07])

/** Elements that the table does not list but that are no use or no good once the rest is done. */
const extraActions: Readonly<Record<number, Action>> = {
  0x00080001: 'remove', // length to end: wrong after any change
  0x00080300: 'remove', // describes private elements, in free text
  0x00080116: 'remove', // organisation responsible for a local coding scheme
  0x00100033: 'remove', // birth date in another calendar
  0x00100034: 'remove',
  0x00100035: 'remove',
  0x00120062: 'method',
  0x00120063: 'method',
  0x00120064: 'method',
  0x00280303: 'method',
  0x4ffe0001: 'remove', // MAC parameters of signatures that are gone
  0x04000500: 'remove', // encrypted attributes: the original header, sealed
}

/**
 * The action for each listed tag under a profile, decided once. PS3.15 E.1.1: where the table offers a choice by type,
 * the milder one that keeps objects conforming is taken (X/Z empties, Z/D and X/Z/D put a dummy where a value is needed).
 */
export function actionsFor(profile: DeidentifyProfile): Map<number, Action> {
  const actions = new Map<number, Action>()
  for (const [tag, row] of rows) actions.set(tag, actionFor(tag, row, profile))
  for (const [tag, action] of Object.entries(extraActions)) actions.set(Number(tag), action)
  return actions
}

function actionFor(tag: number, row: Row, profile: DeidentifyProfile): Action {
  const { options } = row
  const sequence = dictionaryVr(tag) === 'SQ'
  if (tag === 0x00100020) return 'pseudonym'
  if (tag === 0x00100010) return 'pseudonym'
  const temporal = options.includes('t')
  // Dates of devices stay only together with the dates of the study, or they would give the shift away.
  const dated = temporal && isTemporalVr(dictionaryVr(tag))
  if (dated && profile.dates !== 'remove') {
    if (profile.dates === 'keep' || publicVersions.has(tag)) return 'keep'
    if (!options.includes('d') || profile.deviceIdentity) return 'date'
  } else if (!temporal && options.includes('d') && profile.deviceIdentity) return sequence ? 'enter' : 'keep'
  if (options.includes('v') && profile.deviceIdentity) return 'descriptor'
  if (options.includes('i') && profile.institutionIdentity) return sequence ? 'enter' : 'keep'
  if (options.includes('u') && profile.uids === 'keep') return sequence ? 'enter' : 'keep'
  if (options.includes('p')) {
    if (tag === 0x00101010 && profile.patientCharacteristics !== 'none') return 'age'
    if (tag === 0x0072005f && profile.patientCharacteristics !== 'none') return 'age'
    if (tag === 0x00100040 && profile.patientCharacteristics !== 'none') return 'keep'
    if (profile.patientCharacteristics === 'all') return sequence ? 'enter' : 'keep'
  }
  if (options.includes('q')) {
    if (profile.patientCharacteristics === 'all' && profile.descriptors === 'clean') return 'descriptor'
    return basicAction(tag, row, sequence)
  }
  if (options.includes('c') && profile.descriptors === 'clean') return sequence ? 'enter' : 'descriptor'
  if (options.includes('g') && profile.graphics === 'clean') return 'enter'
  if (options.includes('s') && profile.structuredContent === 'clean') return 'enter'
  return basicAction(tag, row, sequence)
}

/** Dates and times; rows of other VRs under the date options (time zones, GPS stamps) follow the Basic Profile. */
function isTemporalVr(vr: string | undefined): boolean {
  return vr === 'DA' || vr === 'DT' || vr === 'TM'
}

/** What the Basic Profile does to a listed tag, for values that an option could not save; `remove` for others. */
export function withoutOptions(tag: number): Action {
  const row = rows.get(tag)
  return row ? basicAction(tag, row, dictionaryVr(tag) === 'SQ') : 'remove'
}

function basicAction(tag: number, { action }: Row, sequence: boolean): Action {
  switch (action) {
    case 'X':
      return 'remove'
    case 'Z':
      return 'empty'
    case 'X/Z':
      // Acquisition Context is type 2; the other sequences of this kind are type 3, where no items are an error.
      return sequence && tag !== 0x00400555 ? 'remove' : 'empty'
    case 'U':
      return 'uid'
    case 'D':
      return dictionaryVr(tag) === 'UI' ? 'uid' : sequence ? 'scrub' : 'dummy'
    case 'X/Z/U*':
      return 'enter'
    case 'Z/D':
      return sequence ? 'empty' : 'dummy'
    case 'X/D':
      return valueNeeded.has(tag) ? 'dummy' : 'remove'
    case 'X/Z/D':
      return valueNeeded.has(tag) ? 'dummy' : sequence ? 'remove' : 'empty'
    default:
      return 'remove'
  }
}

/** The letters of the options that may change a row (see confidentiality-data.ts), '' for unlisted tags. */
export function tableOptions(tag: number): string {
  return rows.get(tag)?.options ?? (isOverlayData(tag) ? 'g' : '')
}

const isOverlayData = (tag: number): boolean => tag >>> 24 === 0x60 && (tag & 0xffff) === 0x3000

const petImage = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.128$/
const report = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\./
const rtPlan = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.481\.[58]$/

/** Object classes in which an element that the profile would remove has to be there: type 1 (dummy) or type 2 (empty). */
const requiredIn: Readonly<Record<number, { readonly sopClass: RegExp; readonly instead: Action }>> = {
  0x00080021: { sopClass: petImage, instead: 'dummy' },
  0x00080031: { sopClass: petImage, instead: 'dummy' },
  0x00081111: { sopClass: report, instead: 'empty' },
  0x300a0006: { sopClass: rtPlan, instead: 'empty' },
  0x300a0007: { sopClass: rtPlan, instead: 'empty' },
}

/**
 * `remove` softened where the object class needs the element: the X/Z and X/D choices of the table. For animals the
 * responsible person and organisation are type 2C, so they are emptied.
 */
export function actionInClass(action: Action, tag: number, sopClass: string, animal: boolean): Action {
  if (action !== 'remove') return action
  if (animal && (tag === 0x00102297 || tag === 0x00102299)) return 'empty'
  const required = requiredIn[tag]
  return required?.sopClass.test(sopClass) ? required.instead : action
}
