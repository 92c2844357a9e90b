import { deflateSync } from 'fflate'
import { assessBurnedIn } from './burned-in.ts'
import { type CaseKey, createCaseKey } from './case-key.ts'
import { type Action, actionInClass, actionsFor } from './confidentiality.ts'
import { tableEdition } from './confidentiality-data.ts'
import { dictionaryVr, tagLabel } from './dictionary.ts'
import { findElement } from './element.ts'
import { concat } from './encode.ts'
import { knownIdentity } from './identity.ts'
import { encodeMeta } from './meta.ts'
import type { Limits } from './parse.ts'
import type { DeidentifyProfile } from './profile.ts'
import { type DicomFile, readDicom } from './reader.ts'
import { type DeidentifyReport, ReportLog } from './report.ts'
import type { DicomError } from './result.ts'
import { rewriteDataset } from './rewrite.ts'
import type { Splice } from './splice.ts'
import {
  needsSeal,
  newSopInstance,
  recordKeywords,
  recordOf,
  sealPattern,
  sopInstanceOf,
  topText,
  uidOf,
} from './record.ts'
import { unlistedAction } from './unlisted.ts'

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

function run(
  file: DicomFile,
  key: CaseKey,
  actionOf: (tag: number) => Action,
  options: DeidentifyOptions,
): Deidentified {
  const shift = options.profile.dates === 'shift' ? key.dateShift : 0
  if (shift === 0) return rewriteFile(file, key, actionOf, options, 0).result()
  // An instance UID of this key together with MODIFIED says that the dates are as this key has left them.
  if (key.isOwnUid(sopInstanceOf(file)) && topText(file, 0x00280303) === 'MODIFIED') {
    return rewriteFile(file, key, actionOf, options, 0).result()
  }
  // Without such a UID a seal over the dates themselves says it; one that was copied does not fit.
  const found = sealPattern.exec(topText(file, 0x00120063))?.[1]
  if (found !== undefined && needsSeal(file, options.profile)) {
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
    graphics: profile.graphics === 'clean',
    deviceNames: profile.deviceIdentity,
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
        burnedIn: assessBurnedIn(file, profile.graphics === 'clean'),
        unchanged: !changed,
      },
    }),
  }
}

/** Bytes of the same top-level element before. */
function sameElement(file: DicomFile, tag: number, now: Uint8Array): boolean {
  const element = findElement(file.elements, tag)
  if (!element || element.end - element.start !== now.length) return false
  return now.every((byte, i) => byte === file.bytes[element.start + i])
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
