import type { DicomErrorCode } from '#src/lib/dicom/index.ts'

/**
 * Why an object stays in quarantine. Those of the reader, and:
 * - `no-uids` the class is missing, or an identifier is and could not be filled in: nothing could be addressed or kept apart
 * - `duplicate-differs` the archive has another object under this instance UID; the first one stays
 * - `study-of-another` its study or case belongs to somebody else
 * - `withdrawn` its case was taken away: nothing of it is kept
 * - `timeout`, `crashed` reading it took too long or ended its thread · `lost` its bytes are gone
 */
export type Refusal =
  | DicomErrorCode
  | 'no-uids'
  | 'duplicate-differs'
  | 'study-of-another'
  | 'withdrawn'
  | 'timeout'
  | 'crashed'
  | 'lost'

/** Failure Reason (0008,1197) of STOW-RS and status of C-STORE for a refusal (PS3.18 I.2.2, PS3.4 B.2.3). */
export function failureReason(code: string): number {
  if (code === 'no-uids') return 0xa900
  if (code === 'duplicate-differs' || code === 'study-of-another' || code === 'withdrawn') return 0x0110
  if (code === 'transfer-syntax') return 0x0122
  if (code === 'too-large') return 0xa700
  return 0xc000
}

/** Refused objects are kept this long for their owner to look at; they hold identity. */
export const QUARANTINE_DAYS = 7
/** Bytes of what has been archived go after this time: the same file may be arriving once more right now. */
export const GRACE_MS = 60_000
