import { readFile } from 'node:fs/promises'
import {
  type CodecFailure,
  createCodecs,
  type Frame,
  frameBytes,
  type PixelLayout,
} from '#src/lib/dicom/codecs/index.ts'
import { type DicomFile, readDicom } from '#src/lib/dicom/index.ts'
import { codecFiles } from '../codec-files.ts'

export interface Refused {
  readonly ok: false
  readonly code: string
}

export const refused = (code: string): Refused => ({ ok: false, code })

/** The codecs of this thread: their memory is one for all tasks. */
export const codecs = createCodecs(codecFiles)

export async function load(path: string): Promise<{ bytes: Uint8Array; file: DicomFile } | Refused> {
  const bytes = await readFile(path)
  const file = readDicom(bytes)
  return file.ok ? { bytes, file } : refused(file.code)
}

export async function decode(file: DicomFile, layout: PixelLayout, index: number): Promise<Frame | CodecFailure> {
  const result = await codecs.decodeFrame(frameBytes(file.bytes, layout, index), layout.syntax, layout.info)
  return result.ok ? result.frame : result
}
