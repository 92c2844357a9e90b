import {
  bytesOf,
  type CodecFailure,
  type Frame,
  frameBytes,
  pixelLayout,
  type PixelLayout,
} from '#src/lib/dicom/codecs/index.ts'
import { encodeElement } from '#src/lib/dicom/encode.ts'
import type { DicomFile } from '#src/lib/dicom/index.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import { encapsulate, recode } from '../header/recode.ts'
import { codecs, decode, load, type Refused, refused } from './read.ts'

const EXPLICIT = '1.2.840.10008.1.2.1'
const J2K = '1.2.840.10008.1.2.4.90'

/** Objects and frames in the transfer syntax that somebody asks for. */
export const convertTasks = {
  async convert({
    path,
    syntax,
  }: {
    path: string
    syntax: string
  }): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    return await convertFile(loaded.file, syntax)
  },

  async frames({
    path,
    frames,
    syntax,
  }: {
    path: string
    frames: readonly number[]
    syntax: string
  }): Promise<{ ok: true; frames: Uint8Array[] } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    const layout = pixelLayout(loaded.file)
    if (!layout.ok) return refused(layout.code)
    const out: Uint8Array[] = []
    for (const index of frames) {
      const one = await frameAs(loaded.file, layout, index, syntax)
      if ('ok' in one) return refused(one.code)
      out.push(one)
    }
    return { ok: true, frames: out }
  },

  async bulk({
    path,
    place,
  }: {
    path: string
    place: string
  }): Promise<{ ok: true; start: number; end: number } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    let elements = loaded.file.elements
    const steps = place.split('.')
    for (let i = 0; ; i += 2) {
      const tag = parseInt(steps[i] ?? '', 16)
      const found = elements.find((element) => element.tag === tag)
      if (!found) return refused('no-bulk')
      if (i + 1 >= steps.length)
        return loaded.file.syntax.deflated ? refused('deflated') : { ok: true, start: found.value, end: found.valueEnd }
      const item = found.items?.[Number(steps[i + 1])]
      if (!item) return refused('no-bulk')
      elements = item.elements
    }
  },
}

/** A frame in a transfer syntax: as stored, HTJ2K, JPEG 2000, or its bare pixels. */
async function frameAs(
  file: DicomFile,
  layout: PixelLayout,
  index: number,
  syntax: string,
): Promise<Uint8Array | CodecFailure | Refused> {
  if (!layout.frames[index]) return refused('no-frame')
  if (syntax === layout.syntax) return new Uint8Array(frameBytes(file.bytes, layout, index))
  const frame = await decode(file, layout, index)
  if ('ok' in frame) return frame
  if (syntax === EXPLICIT) return pack(frame, layout)
  const encoded = syntax === J2K ? await codecs.encodeJ2k(frame) : await codecs.encodeHtj2k(frame)
  return encoded.ok ? encoded.bytes : encoded
}

/** Bytes of a frame as Explicit VR Little Endian stores them; one bit a pixel is packed again. */
function pack(frame: Frame, layout: PixelLayout): Uint8Array {
  if (layout.info.bitsAllocated !== 1) return new Uint8Array(bytesOf(frame.pixels))
  const out = new Uint8Array(Math.ceil(frame.pixels.length / 8))
  for (let i = 0; i < frame.pixels.length; i += 1) if (frame.pixels[i]) out[i >> 3]! |= 1 << (i & 7)
  return out
}

async function convertFile(file: DicomFile, syntax: string): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
  const layout = pixelLayout(file)
  // What has no pixels is only written with other headers.
  if (!layout.ok)
    return layout.message === 'the object has no pixel data'
      ? { ok: true, bytes: recode(file, null) }
      : refused(layout.code)
  if (layout.tag !== 0x7fe00010)
    return syntax === EXPLICIT ? { ok: true, bytes: recode(file, null) } : refused('unsupported')
  if (layout.info.bitsAllocated === 1 && !file.syntax.encapsulated)
    return syntax === EXPLICIT ? { ok: true, bytes: recode(file, null) } : refused('unsupported')
  const frames: Uint8Array[] = []
  let photometric = layout.info.photometric
  for (let i = 0; i < layout.frames.length; i += 1) {
    const frame = await decode(file, layout, i)
    if ('ok' in frame) return refused(frame.code)
    photometric = frame.photometric
    const one =
      syntax === EXPLICIT
        ? { ok: true as const, bytes: pack(frame, layout) }
        : syntax === J2K
          ? await codecs.encodeJ2k(frame)
          : await codecs.encodeHtj2k(frame)
    if (!one.ok) return refused(one.code)
    frames.push(one.bytes)
  }
  if (syntax !== EXPLICIT && layout.info.samples === 3 && photometric === 'RGB') photometric = 'YBR_RCT'
  const changes = new Map<number, Uint8Array>()
  if (photometric !== layout.info.photometric)
    changes.set(0x00280004, encodeElement(0x00280004, 'CS', photometric, explicitLittle))
  if (layout.info.samples > 1)
    changes.set(0x00280006, encodeElement(0x00280006, 'US', new Uint8Array(2), explicitLittle))
  const element = syntax === EXPLICIT ? native(frames, layout.info.bitsAllocated) : encapsulate(frames)
  return { ok: true, bytes: recode(file, { transferSyntax: syntax, element, changes }) }
}

function native(frames: readonly Uint8Array[], bits: number): Uint8Array {
  const out = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0))
  let at = 0
  for (const frame of frames) {
    out.set(frame, at)
    at += frame.length
  }
  return encodeElement(0x7fe00010, bits > 8 ? 'OW' : 'OB', out, explicitLittle)
}
