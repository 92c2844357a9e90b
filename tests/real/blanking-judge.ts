import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type DicomFile, readDicom } from '#src/lib/dicom/index.ts'
import { frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'

/** All values of all frames, pixel by pixel, by a decoder that is not ours. */
export interface Judged {
  readonly rows: number
  readonly columns: number
  readonly samples: number
  /** `samples` values a pixel, frame after frame. */
  readonly values: ArrayLike<number>
}

export function opened(file: string): DicomFile {
  const read = readDicom(new Uint8Array(readFileSync(file)))
  if (!read.ok) throw new Error(read.code)
  return read
}

function layoutOf(file: DicomFile) {
  const layout = pixelLayout(file)
  if (!layout.ok) throw new Error(layout.code)
  return layout
}

/** Of GDCM, which knows everything here but HTJ2K. */
export function byGdcm(file: string, folder: string): Judged {
  const raw = path.join(folder, 'raw.dcm')
  execFileSync('gdcmconv', ['--raw', file, raw], { stdio: 'ignore' })
  return uncompressed(raw)
}

function uncompressed(raw: string): Judged {
  const read = opened(raw)
  const { info, frames } = layoutOf(read)
  const bytes = read.bytes.slice(frames[0]![0]!.start, frames.at(-1)!.at(-1)!.end)
  const { rows, columns, samples, bitsAllocated, planar } = info
  const values = bitsAllocated > 8 ? new Uint16Array(bytes.buffer, 0, bytes.length >> 1) : bytes
  return { rows, columns, samples, values: planar ? interleaved(values, rows * columns, samples) : values }
}

function interleaved(values: ArrayLike<number>, pixels: number, samples: number): number[] {
  const out: number[] = []
  for (let frame = 0; frame < values.length; frame += pixels * samples)
    for (let p = 0; p < pixels; p += 1) for (let s = 0; s < samples; s += 1) out.push(values[frame + s * pixels + p]!)
  return out
}

/** Of DCMTK, which turns the colours of JPEG into RGB as we do. */
export function byDcmtk(file: string, folder: string): Judged {
  const raw = path.join(folder, 'raw.dcm')
  execFileSync('dcmdjpeg', [file, raw], { stdio: 'ignore' })
  return uncompressed(raw)
}

/** Of OpenJPEG's own program: JPEG 2000 and HTJ2K. */
export function byOpenjpeg(file: string, folder: string): Judged {
  const read = opened(file)
  const layout = layoutOf(read)
  const { rows, columns, samples, bitsAllocated } = layout.info
  const values: number[] = []
  for (let frame = 0; frame < layout.frames.length; frame += 1) {
    const [stream, out] = [path.join(folder, 'frame.j2k'), path.join(folder, 'frame.rawl')]
    writeFileSync(stream, frameBytes(read.bytes, layout, frame))
    execFileSync('opj_decompress', ['-i', stream, '-o', out], { stdio: 'ignore' })
    const bytes = new Uint8Array(readFileSync(out))
    const one = bitsAllocated > 8 ? new Uint16Array(bytes.buffer, 0, bytes.length >> 1) : bytes
    // One component after the other.
    for (const value of interleaved(one, rows * columns, samples)) values.push(value)
  }
  return { rows, columns, samples, values }
}
