import type { CaseKey } from './case-key.ts'
import { tableEdition } from './confidentiality-data.ts'
import { type DicomElement, findElement } from './element.ts'
import { concat, encodeElement, encodeSequence, latin } from './encode.ts'
import { type DeidentifyProfile, profileCodes } from './profile.ts'
import type { DicomFile } from './reader.ts'
import type { Insertion } from './rewrite.ts'
import { asciiValue } from './values.ts'

/** Version of Hội's rules; part of what (0012,0063) records, raised when a rule changes what comes out. */
export const rulesVersion = '1'

export const recordKeywords: Readonly<Record<number, string>> = {
  0x00100010: 'PatientName',
  0x00100020: 'PatientID',
  0x00120062: 'PatientIdentityRemoved',
  0x00120063: 'DeidentificationMethod',
  0x00120064: 'DeidentificationMethodCodeSequence',
  0x00280301: 'BurnedInAnnotation',
  0x00280303: 'LongitudinalTemporalInformationModified',
}

export const sealPattern = /seal ([0-9a-f]{16})/
const sealText = (seal: string): string => `Hoi date seal ${seal}`

/** A seal differs from file to file, which the patient module should not: only where no UID can do its work. */
export function needsSeal(file: DicomFile, profile: DeidentifyProfile): boolean {
  return profile.dates === 'shift' && (profile.uids === 'keep' || sopInstanceOf(file) === '')
}

export function topText(file: DicomFile, tag: number): string {
  const element = findElement(file.elements, tag)
  return element ? asciiValue(file.bytes, element) : ''
}

/** The SOP Instance UID of the data set or else of the File Meta, as it stands; '' when neither has one. */
export function sopInstanceOf(file: DicomFile): string {
  const meta = findElement(file.meta, 0x00020003)
  return topText(file, 0x00080018) || (meta ? asciiValue(file.source, meta) : '')
}

/** A class or instance UID of the data set or else of the File Meta; '' when neither has one that is a UID. */
export function uidOf(file: DicomFile, tag: number, metaTag: number): string {
  const element = findElement(file.elements, tag)
  const meta = findElement(file.meta, metaTag)
  const value = (element && asciiValue(file.bytes, element)) || (meta && asciiValue(file.source, meta)) || ''
  return /^[0-9.]{1,64}$/.test(value) ? value : ''
}

export function newSopInstance(file: DicomFile, key: CaseKey, profile: DeidentifyProfile): string {
  const value = sopInstanceOf(file)
  if (value === '') return ''
  return profile.uids === 'keep' ? value.replace(/[^0-9.]/g, '').slice(0, 64) : key.remapUid(value)
}

/** What PS3.15 E.1.1 asks to be recorded, as elements in tag order; the seal is filled in once all dates are known. */
export function recordOf(
  file: DicomFile,
  key: CaseKey,
  { profile, pixelsCleaned = false }: { readonly profile: DeidentifyProfile; readonly pixelsCleaned?: boolean },
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
  const sealed = needsSeal(file, profile)
  const name = `Hoi ${profile.name.replace(/[^\w -]/g, '').slice(0, 20)} v${rulesVersion}, PS3.15 ${tableEdition}`
  const method = put(0x00120063, 'LO', sealed ? `${name}\\${sealText(placeholder)}` : name)
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
      if (sealed) method.set(latin(seal), lastIndexOf(method, latin(placeholder)))
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
