import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import {
  createCaseKey,
  type DicomFile,
  createDeidentifier,
  type Deidentifier,
  type DeidentifyProfile,
  patientCase,
  readDicom,
} from '#src/lib/dicom/index.ts'
import { dicomJson } from '../header/dicom-json.ts'
import { fillUids } from '../header/fill-uids.ts'
import { type Summary, summaryOf } from '../header/summary.ts'
import { type Refused, refused } from './read.ts'
import { release } from './release.ts'

export type Uids = Pick<Summary, 'studyUid' | 'seriesUid' | 'sopUid' | 'sopClass'>

export interface Inspect extends Pick<TakeIn, 'siteSecret' | 'ownerId' | 'pseudonym'> {
  /** The beginning of a file, or all of it. */
  readonly head: Uint8Array
  readonly whole: boolean
}

/** Identifiers as received, and those that the archive will use (null: not known before it is taken in). */
export type Inspected = { readonly ok: true; readonly sent: Uids; readonly kept: Uids | null } | Refused

export interface TakeIn {
  readonly path: string
  readonly profile: DeidentifyProfile
  readonly siteSecret: Uint8Array
  readonly ownerId: string
  /** Pseudonym of the case that the sender named, or null: one case for each patient of the owner. */
  readonly pseudonym: string | null
}

export interface TakenIn {
  readonly ok: true
  readonly bytes: Uint8Array
  readonly sourceHash: string
  readonly pseudonym: string
  readonly summary: Summary
  readonly syntax: string
  readonly metadata: string
  readonly layout: string
  readonly burnedIn: 'none' | 'look' | 'present'
}

/** Where frames lie in the archived file: what WADO-RS serves without reading the header again. */
export interface StoredLayout {
  readonly syntax: string
  readonly frames: readonly (readonly { readonly start: number; readonly end: number }[])[]
  /** Native frames of one bit a pixel are taken out by a worker. */
  readonly packed?: boolean
}

/** De-identifiers keep tables of a case between its files; a few cases come in at once. */
const deidentifiers = new Map<string, Deidentifier>()

/** From the quarantine to the archive. */
export const takeInTasks = {
  async inspect({ head, whole, siteSecret, ownerId, pseudonym }: Inspect): Promise<Inspected> {
    const file = readDicom(head, whole ? {} : { untilTag: 0x00280000 })
    if (!file.ok) return refused(file.code)
    const summary = summaryOf(file)
    const { studyUid, seriesUid, sopUid, sopClass } = summary
    const sent = { studyUid, seriesUid, sopUid, sopClass }
    if (!sopClass) return refused('no-uids')
    // Filled from the whole file when it is taken in.
    if (!studyUid || !seriesUid || !sopUid) return { ok: true, sent, kept: null }
    const owned = ownerCase(siteSecret, ownerId, pseudonym, summary)
    const key = createCaseKey(owned.secret, owned.pseudonym)
    const kept = {
      studyUid: key.remapUid(studyUid),
      seriesUid: key.remapUid(seriesUid),
      sopUid: key.remapUid(sopUid),
      sopClass,
    }
    return { ok: true, sent, kept }
  },

  async takeIn({ path, profile, siteSecret, ownerId, pseudonym }: TakeIn): Promise<TakenIn | Refused> {
    const bytes = await readFile(path)
    const before = readDicom(bytes)
    if (!before.ok) return refused(before.code)
    const original = summaryOf(before)
    const owned = ownerCase(siteSecret, ownerId, pseudonym, original)
    const key = `${owned.pseudonym} ${JSON.stringify(profile)}`
    let run = deidentifiers.get(key)
    if (!run) {
      if (deidentifiers.size >= 16) deidentifiers.clear()
      run = createDeidentifier({ profile, secret: owned.secret, pseudonym: owned.pseudonym })
      deidentifiers.set(key, run)
    }
    const complete = original.studyUid && original.seriesUid && original.sopUid
    const sourceHash = createHash('sha256').update(bytes).digest('hex')
    const filled = complete
      ? bytes
      : fillUids(before, original, createCaseKey(owned.secret, owned.pseudonym), sourceHash)
    if (!filled) return refused('no-uids')
    const clean = run(filled)
    if (!clean.ok) return refused(clean.code)
    const after = readDicom(clean.bytes)
    if (!after.ok) return refused(after.code)
    const summary = summaryOf(after)
    if (!summary.studyUid || !summary.seriesUid || !summary.sopUid || !summary.sopClass) return refused('no-uids')
    const taken = {
      ok: true as const,
      bytes: clean.bytes,
      sourceHash,
      pseudonym: owned.pseudonym,
      summary,
      syntax: after.syntax.uid,
      metadata: JSON.stringify(dicomJson(after)),
      layout: JSON.stringify(storedLayout(after)),
      burnedIn: clean.report.burnedIn.risk,
    }
    release(bytes)
    release(filled)
    return taken
  },
}

/** The case that the sender named, else that of a patient of theirs. */
function ownerCase(siteSecret: Uint8Array, ownerId: string, pseudonym: string | null, { study, studyUid }: Summary) {
  const patient = study.patient_id || study.patient_name || studyUid
  // A pseudonym of ours leads back to its own case; everything else belongs to a patient of this owner.
  return patientCase(siteSecret, pseudonym ?? (/^HOI-[A-Z2-9]{12}$/.test(patient) ? patient : `${ownerId}\n${patient}`))
}

function storedLayout(file: DicomFile): StoredLayout | null {
  const layout = pixelLayout(file)
  if (!layout.ok || file.syntax.deflated) return null
  return { syntax: layout.syntax, frames: layout.frames, ...(layout.bitOffsets ? { packed: true } : {}) }
}
