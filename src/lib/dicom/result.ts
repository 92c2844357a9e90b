/**
 * Why a file is refused. All are expected failures of outside data: returned, never thrown.
 * - `not-dicom` nothing that reads as DICOM (also executables renamed .dcm) · `dicomdir` a directory of media, not an object
 * - `truncated` ends before its own lengths say · `bad-length`, `bad-sequence` lengths or delimiters that contradict each other
 * - `too-deep`, `too-many` nested or counted over the limits · `too-large` inflates over the limit
 * - `transfer-syntax` private or unknown encoding · `deflate` a damaged deflate stream
 * - `needs-codec`, `no-pixels`, `pixel-format` only from pixel blanking
 */
export type DicomErrorCode =
  | 'not-dicom'
  | 'dicomdir'
  | 'truncated'
  | 'bad-length'
  | 'bad-sequence'
  | 'too-deep'
  | 'too-many'
  | 'too-large'
  | 'transfer-syntax'
  | 'deflate'
  | 'needs-codec'
  | 'no-pixels'
  | 'pixel-format'

/** An expected failure; `offset` is in bytes from the start of the file (of the inflated data set when deflated). */
export interface DicomError {
  readonly ok: false
  readonly code: DicomErrorCode
  readonly message: string
  readonly offset: number
}

export function dicomError(code: DicomErrorCode, message: string, offset = 0): DicomError {
  return { ok: false, code, message, offset }
}

/** Thrown inside the parser only; `readDicom` turns it into a `DicomError`. */
export class ParseFailure extends Error {
  readonly code: DicomErrorCode
  readonly offset: number
  constructor(code: DicomErrorCode, message: string, offset: number) {
    super(message)
    this.code = code
    this.offset = offset
  }
}
