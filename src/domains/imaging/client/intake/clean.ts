import { createCaseKey } from '#src/lib/dicom/case-key.ts'
import { createDeidentifier } from '#src/lib/dicom/deidentify.ts'
import type { DeidentifyProfile } from '#src/lib/dicom/profile.ts'
import { readDicom } from '#src/lib/dicom/reader.ts'
import { fillUids } from '../../header/fill-uids.ts'
import { summaryOf } from '../../header/summary.ts'
import { sha256Hex } from './hash.ts'
import type { Keys } from './protocol.ts'

export type Cleaned = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly code: string }

/** De-identifies files for one case as the server would: identifiers that are missing are filled in first. */
export function createCleaner(keys: Keys, profile: DeidentifyProfile): (bytes: Uint8Array) => Promise<Cleaned> {
  const secret = Uint8Array.from(atob(keys.secret), (char) => char.charCodeAt(0))
  const run = createDeidentifier({ profile, secret, pseudonym: keys.pseudonym })
  const key = createCaseKey(secret, keys.pseudonym)
  return async (bytes) => {
    // Only where identifiers may be missing is the header read twice.
    const file = readDicom(bytes, { untilTag: 0x00280000 })
    if (!file.ok) return { ok: false, code: file.code }
    const summary = summaryOf(file)
    let source = bytes
    if (!summary.studyUid || !summary.seriesUid || !summary.sopUid) {
      const whole = readDicom(bytes)
      if (!whole.ok) return { ok: false, code: whole.code }
      const filled = fillUids(whole, summaryOf(whole), key, await sha256Hex(bytes))
      if (!filled) return { ok: false, code: 'no-uids' }
      source = filled
    }
    const clean = run(source)
    return clean.ok ? { ok: true, bytes: clean.bytes } : { ok: false, code: clean.code }
  }
}
