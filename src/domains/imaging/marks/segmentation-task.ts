import { readFile } from 'node:fs/promises'
import { frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { type DicomFile, readDicom } from '#src/lib/dicom/index.ts'
import {
  type FrameValues,
  type ReadFrame,
  readSegmentation,
  type ReadSegmentation,
} from '#src/lib/dicom/objects/seg-read.ts'
import { packRuns } from '#src/lib/imaging/mask/runs.ts'
import { codecs } from '../worker/read.ts'

/** A frame of a segmentation without its mask, which lies in `PackedSegmentation.masks`. */
export interface PackedFrame extends Omit<ReadFrame, 'runs'> {
  readonly start: number
  readonly end: number
}

/** What a worker hands over of a segmentation: everything, masks as packed runs one behind the other. */
export interface PackedSegmentation extends Omit<ReadSegmentation, 'frames'> {
  readonly frames: readonly PackedFrame[]
  readonly masks: Uint8Array
}

/** Reads a segmentation and packs its masks; frames without a pixel are left out. */
export function packSegmentation(
  file: DicomFile,
  values?: FrameValues,
): PackedSegmentation | { readonly ok: false; readonly code: string } {
  const read = readSegmentation(file, values)
  if (!read.ok) return read
  const parts: Uint8Array[] = []
  let at = 0
  const frames = read.frames
    .filter(({ runs }) => runs.length > 0)
    .map(({ runs, ...frame }): PackedFrame => {
      const packed = packRuns(runs, read.columns)
      parts.push(packed)
      const start = at
      at += packed.length
      return { ...frame, start, end: at }
    })
  const masks = new Uint8Array(at)
  let pos = 0
  for (const part of parts) {
    masks.set(part, pos)
    pos += part.length
  }
  return { ...read, frames, masks }
}

/** Decoded frames of a compressed one, together. */
const MOST_DECODED = 256 * 1024 * 1024

/** What worker threads do for marks. */
export const segmentationTasks = {
  /** Reads a segmentation of the archive. Outside data: in a thread, with a time limit. */
  async segmentation({
    path,
  }: {
    path: string
  }): Promise<PackedSegmentation | { readonly ok: false; readonly code: string }> {
    const file = readDicom(await readFile(path))
    if (!file.ok) return { ok: false, code: file.code }
    if (!file.syntax.encapsulated) return packSegmentation(file)
    const layout = pixelLayout(file)
    if (!layout.ok) return { ok: false, code: layout.code }
    const frames: ArrayLike<number>[] = []
    let bytes = 0
    for (let i = 0; i < layout.frames.length; i += 1) {
      const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, i), layout.syntax, layout.info)
      if (!decoded.ok) return { ok: false, code: decoded.code }
      bytes += decoded.frame.pixels.byteLength
      if (bytes > MOST_DECODED) return { ok: false, code: 'too-large' }
      frames.push(decoded.frame.pixels)
    }
    return packSegmentation(file, (frame) => frames[frame] ?? [])
  },
}
