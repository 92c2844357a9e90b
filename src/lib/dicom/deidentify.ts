import { deflateSync } from 'fflate'
import { assessBurnedIn } from './burned-in.ts'
import { type CaseKey, createCaseKey } from './case-key.ts'
import { type Action, actionInClass, actionsFor } from './confidentiality.ts'
import { tableEdition } from './confidentiality-data.ts'
import { dictionaryVr, tagLabel } from './dictionary.ts'
import { type DicomElement, findElement } from './element.ts'
import { concat, encodeElement, encodeSequence, latin } from './encode.ts'
import { knownIdentity } from './identity.ts'
import { encodeMeta } from './meta.ts'
import type { Limits } from './parse.ts'
import { type DeidentifyProfile, profileCodes } from './profile.ts'
import { type DicomFile, readDicom } from './reader.ts'
import { type DeidentifyReport, ReportLog } from './report.ts'
import type { DicomError } from './result.ts'
import { type Insertion, rewriteDataset } from './rewrite.ts'
import type { Splice } from './splice.ts'
import { unlistedAction } from './unlisted.ts'
import { asciiValue } from './values.ts'

/** Version of Hội's rules; part of what (0012,0063) records, raised when a rule changes what comes out. */
export const rulesVersion = '1'

export interface DeidentifyOptions {
  readonly profile: DeidentifyProfile
  /** Secret of the case, 16 bytes or more: `caseSecret(siteSecret, caseId)`. One case holds one patient. */
  readonly secret: Uint8Array
  /** Replaces the pseudonym derived from the secret, for cases with a handle of their own. */
  readonly pseudonym?: string
  /** The pixels have been looked at or blanked: records 113101 and Burned In Annotation NO. */
  readonly pixelsCleaned?: boolean
  readonly limits?: Partial<Limits>
}

export interface Deidentified {
  readonly ok: true
  /** A Part 10 file in the transfer syntax of the input; pixel data are the input's, byte for byte. */
  readonly bytes: Uint8Array
  readonly report: DeidentifyReport
}

/** De-identifies files of one case; keeps the tables and remapped UIDs between them. */
export type Deidentifier = (bytes: Uint8Array) => Deidentified | DicomError

/**
 * Prepares de-identification by DICOM PS3.15 Annex E (Table E.1-1, edition in `tableEdition`) for one case. The returned
 * function is pure and never throws on outside data; applying it to its own output changes nothing more.
 */
export function createDeidentifier(options: DeidentifyOptions): Deidentifier {
  const key = createCaseKey(options.secret, options.pseudonym)
  const actions = actionsFor(options.profile)
  const actionOf = (tag: number): Action => {
    const known = actions.get(tag)
    if (known !== undefined) return known
    const action = unlistedAction(tag, options.profile)
    if (dictionaryVr(tag) !== undefined) actions.set(tag, action)
    return action
  }
  return (bytes) => {
    const file = readDicom(bytes, { limits: options.limits })
    return file.ok ? run(file, key, actionOf, options) : file
  }
}

/** `createDeidentifier` for a single file. */
export function deidentify(bytes: Uint8Array, options: DeidentifyOptions): Deidentified | DicomError {
  return createDeidentifier(options)(bytes)
}

const sealPattern = /seal ([0-9a-f]{16})/
const sealText = (seal: string): string => `Hoi date seal ${seal}`

function run(
  file: DicomFile,
  key: CaseKey,
  actionOf: (tag: number) => Action,
  options: DeidentifyOptions,
): Deidentified {
  const shift = options.profile.dates === 'shift' ? key.dateShift : 0
  const method = findElement(file.elements, 0x00120063)
  const found = shift === 0 || !method ? undefined : sealPattern.exec(asciiValue(file.bytes, method))?.[1]
  // A seal that fits says that the dates are as this key has left them; one that was copied does not fit.
  if (found !== undefined) {
    const again = rewriteFile(file, key, actionOf, options, 0)
    if (again.seal === found) return again.result()
  }
  return rewriteFile(file, key, actionOf, options, shift).result()
}

function rewriteFile(
  file: DicomFile,
  key: CaseKey,
  actionOf: (tag: number) => Action,
  options: DeidentifyOptions,
  dateShift: number,
): { seal: string; result: () => Deidentified } {
  const { profile } = options
  const { bytes, elements, syntax } = file
  const log = new ReportLog()
  const sopInstance = newSopInstance(file, key, profile)
  const sealed: string[] = [sopInstance]
  const record = recordOf(file, key, options)
  const sopClass = uidOf(file, 0x00080016, 0x00020002)
  const animal = [0x00102201, 0x00102202].some((tag) => findElement(elements, tag) !== undefined)
  const context = {
    bytes,
    key,
    identity: knownIdentity(bytes, elements, key.pseudonym),
    dateShift,
    sealed,
    actionOf: (tag: number) => actionInClass(actionOf(tag), tag, sopClass, animal),
    safePrivate: profile.safePrivate,
    log,
  }
  const body = rewriteDataset(context, elements, syntax, undefined, '', false, record.insertions)
  const seal = key.seal(sealed)
  record.setSeal(seal)
  const changed = log.changes > 0 || !record.insertions.every(({ tag, bytes: now }) => sameElement(file, tag, now))
  if (changed) for (const { tag } of record.insertions) log.add(tagLabel(tag), recordKeywords[tag] ?? '', 'added')
  return {
    seal,
    result: () => ({
      ok: true,
      bytes: assemble(body, encodeMeta(sopClass, sopInstance, syntax.uid), syntax.deflated),
      report: {
        profile,
        edition: tableEdition,
        transferSyntax: syntax.uid,
        sopClass,
        sopInstance,
        entries: log.entries(),
        privateRemoved: log.privateRemoved,
        privateKept: log.privateKept,
        burnedIn: assessBurnedIn(file),
        unchanged: !changed,
      },
    }),
  }
}

const recordKeywords: Readonly<Record<number, string>> = {
  0x00100010: 'PatientName',
  0x00100020: 'PatientID',
  0x00120062: 'PatientIdentityRemoved',
  0x00120063: 'DeidentificationMethod',
  0x00120064: 'DeidentificationMethodCodeSequence',
  0x00280301: 'BurnedInAnnotation',
  0x00280303: 'LongitudinalTemporalInformationModified',
}

/** A class or instance UID of the data set or else of the File Meta; '' when neither has one that is a UID. */
function uidOf(file: DicomFile, tag: number, metaTag: number): string {
  const element = findElement(file.elements, tag)
  const meta = findElement(file.meta, metaTag)
  const value = (element && asciiValue(file.bytes, element)) || (meta && asciiValue(file.source, meta)) || ''
  return /^[0-9.]{1,64}$/.test(value) ? value : ''
}

function newSopInstance(file: DicomFile, key: CaseKey, profile: DeidentifyProfile): string {
  const element = findElement(file.elements, 0x00080018)
  const meta = findElement(file.meta, 0x00020003)
  const value = (element && asciiValue(file.bytes, element)) || (meta && asciiValue(file.source, meta)) || ''
  if (value === '') return ''
  return profile.uids === 'keep' ? value.replace(/[^0-9.]/g, '').slice(0, 64) : key.remapUid(value)
}

/** Bytes of the same top-level element before. */
function sameElement(file: DicomFile, tag: number, now: Uint8Array): boolean {
  const element = findElement(file.elements, tag)
  if (!element || element.end - element.start !== now.length) return false
  return now.every((byte, i) => byte === file.bytes[element.start + i])
}

/** What PS3.15 E.1.1 asks to be recorded, as elements in tag order; the seal is filled in once all dates are known. */
function recordOf(
  file: DicomFile,
  key: CaseKey,
  { profile, pixelsCleaned = false }: DeidentifyOptions,
): { insertions: Insertion[]; setSeal: (seal: string) => void } {
  const { elements, syntax } = file
  const put = (tag: number, vr: string, value: string): Uint8Array => encodeElement(tag, vr, value, syntax)
  const before = earlierCodes(file)
  const codes = profileCodes(profile, pixelsCleaned || before.has('113101'))
  if (before.has('113102')) codes.push({ value: '113102', meaning: 'Clean Recognizable Visual Features Option' })
  const items = (): Uint8Array[] =>
    codes
      .toSorted((a, b) => (a.value < b.value ? -1 : 1))
      .map(({ value, meaning }) =>
        concat([put(0x00080100, 'SH', value), put(0x00080102, 'SH', 'DCM'), put(0x00080104, 'LO', meaning)]),
      )
  // The same for every file of a case: encoded once for each set of codes and each encoding.
  const memo = `${codes.map(({ value }) => value).join(' ')} ${syntax.explicit} ${syntax.bigEndian}`
  const codeSequence = codeSequences.get(memo) ?? encodeSequence(0x00120064, items(), syntax)
  codeSequences.set(memo, codeSequence)
  const placeholder = '0'.repeat(16)
  const shifts = profile.dates === 'shift'
  const name = `Hoi ${profile.name.replace(/[^\w -]/g, '').slice(0, 20)} v${rulesVersion}, PS3.15 ${tableEdition}`
  const method = put(0x00120063, 'LO', shifts ? `${name}\\${sealText(placeholder)}` : name)
  const temporal = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' }[profile.dates]
  const insertions: Insertion[] = [
    { tag: 0x00120062, bytes: put(0x00120062, 'CS', 'YES') },
    { tag: 0x00120063, bytes: method },
    { tag: 0x00120064, bytes: codeSequence },
    { tag: 0x00280303, bytes: put(0x00280303, 'CS', temporal) },
  ]
  // Objects of a study belong to a patient (type 2 in PS3.3 C.7.1.1): the pseudonym is put where nothing stood.
  if (findElement(elements, 0x0020000d)) {
    for (const [tag, vr] of [
      [0x00100010, 'PN'],
      [0x00100020, 'LO'],
    ] as const) {
      if (!findElement(elements, tag)) insertions.push({ tag, bytes: put(tag, vr, key.pseudonym) })
    }
  }
  if (pixelsCleaned && !findElement(elements, 0x00280301)) {
    insertions.push({ tag: 0x00280301, bytes: put(0x00280301, 'CS', 'NO') })
  }
  return {
    insertions: insertions.toSorted((a, b) => a.tag - b.tag),
    setSeal: (seal) => {
      if (shifts) method.set(latin(seal), lastIndexOf(method, latin(placeholder)))
    },
  }
}

/** At most a few dozen: the choices of options times the three encodings. */
const codeSequences = new Map<string, Uint8Array>()

/** Codes that earlier runs recorded, by whatever tool: pixel and face cleaning stay true. */
function earlierCodes(file: DicomFile): Set<string> {
  const items: readonly { elements: readonly DicomElement[] }[] = findElement(file.elements, 0x00120064)?.items ?? []
  const codes = items.map(({ elements }) => findElement(elements, 0x00080100))
  return new Set(codes.map((code) => (code ? asciiValue(file.bytes, code) : '')))
}

function lastIndexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = bytes.length - part.length; at > 0; at -= 1) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return at
  }
  return 0
}

function assemble(body: Splice, meta: Uint8Array, deflated: boolean): Uint8Array {
  if (!deflated) {
    const out = new Uint8Array(meta.length + body.length)
    out.set(meta)
    body.write(out, meta.length)
    return out
  }
  const plain = new Uint8Array(body.length)
  body.write(plain, 0)
  const packed = deflateSync(plain, { level: 3 })
  return concat([meta, packed, new Uint8Array(packed.length & 1)])
}
