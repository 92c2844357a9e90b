import {
  type Frame,
  pixelLayout,
  type PixelLayout,
  resolutionEnds,
  uncompressedSize,
} from '#src/lib/dicom/codecs/index.ts'
import type { DicomFile } from '#src/lib/dicom/index.ts'
import { type FileTables, fileTablesOf } from '#src/lib/imaging/lut/index.ts'
import { displayOf } from '../display.ts'
import { painted } from './picture.ts'
import { codecs, decode, load, type Refused, refused } from './read.ts'
import { release } from './release.ts'

/** Copies of one object. `parts` are offsets of frames in the bytes, one more than there are frames; `ends` those of resolutions. */
export interface CopyParts {
  readonly offsets: readonly number[]
  readonly ends?: readonly (readonly number[])[]
}

export interface Prepared {
  readonly trouble: string
  readonly htj2k: { readonly bytes: Uint8Array; readonly parts: CopyParts } | null
  readonly lossy: { readonly bytes: Uint8Array; readonly parts: CopyParts } | null
  readonly thumbnail: Uint8Array | null
  /** Of files that name some. */
  readonly tables?: FileTables
}

/** Files larger than this are kept and served, but not copied: their frames would be in memory several times. */
const PREPARE_LIMIT = 768 * 1024 * 1024

const THUMBNAIL = 256

/** Of the range of stored values; about an eighth of the lossless size on CT. */
const LOSSY_STEP = 0.008

/** What is made of each object at ingest. */
export const copyTasks = {
  async prepare({ path }: { path: string }): Promise<Prepared> {
    const loaded = await load(path)
    if ('ok' in loaded) return { trouble: loaded.code, htj2k: null, lossy: null, thumbnail: null }
    const { file } = loaded
    const tables = { tables: fileTablesOf(file) }
    const nothing = (trouble: string): Prepared => ({ trouble, htj2k: null, lossy: null, thumbnail: null, ...tables })
    const layout = pixelLayout(file)
    if (!layout.ok) return nothing(layout.message === 'the object has no pixel data' ? 'no-pixels' : layout.code)
    const first = await decode(file, layout, 0)
    if ('ok' in first) return nothing(first.code)
    const thumbnail = await small(file, first)
    if (file.bytes.length > PREPARE_LIMIT || layout.frames.length * uncompressedSize(layout.info) > PREPARE_LIMIT)
      return { ...nothing('too-large'), thumbnail }
    const made = await copies(file, layout, first)
    release(loaded.bytes)
    return { ...made, thumbnail, ...tables }
  },

  /** The thumbnail alone, as `prepare` makes it. */
  async thumbnail({ path }: { path: string }): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    const layout = pixelLayout(loaded.file)
    if (!layout.ok) return refused(layout.code)
    const first = await decode(loaded.file, layout, 0)
    return 'ok' in first ? refused(first.code) : { ok: true, bytes: await small(loaded.file, first) }
  },
}

const small = (file: DicomFile, first: Frame): Promise<Uint8Array> =>
  painted(first, displayOf(file), {
    format: 'webp',
    width: THUMBNAIL,
    height: THUMBNAIL,
    quality: 75,
    // Half the time of the usual effort, for a few bytes more.
    effort: 2,
  })

/** Lossless HTJ2K of every frame, each decoded again and compared; and the small lossy layer. */
async function copies(
  file: DicomFile,
  layout: PixelLayout,
  first: Frame,
): Promise<Omit<Prepared, 'thumbnail' | 'tables'>> {
  const none = (trouble: string) => ({ trouble, htj2k: null, lossy: null })
  const [exact, reduced]: [Uint8Array[], Uint8Array[]] = [[], []]
  for (let i = 0; i < layout.frames.length; i += 1) {
    const frame = i === 0 ? first : await decode(file, layout, i)
    if ('ok' in frame) return none(frame.code)
    const encoded = await codecs.encodeHtj2k(frame, { checked: true })
    if (!encoded.ok) return none(encoded.code)
    exact.push(encoded.bytes)
    // Labels and masks lose their meaning when they are smoothed.
    const lossy = layout.info.bitsStored >= 8 ? await codecs.encodeHtj2k(frame, { step: LOSSY_STEP }) : null
    if (lossy?.ok && lossy.bytes.length < encoded.bytes.length * 0.6) reduced.push(lossy.bytes)
    release(frame.pixels)
  }
  return {
    trouble: '',
    htj2k: joined(exact),
    lossy: reduced.length === exact.length ? joined(reduced) : null,
  }
}

function joined(frames: readonly Uint8Array[]): { bytes: Uint8Array; parts: CopyParts } {
  const offsets = [0]
  for (const frame of frames) offsets.push(offsets.at(-1)! + frame.length)
  const [only] = frames
  if (only && frames.length === 1) return { bytes: only, parts: { offsets, ends: [resolutionEnds(only)] } }
  const bytes = new Uint8Array(offsets.at(-1)!)
  const ends = frames.map(resolutionEnds)
  for (const [i, frame] of frames.entries()) {
    bytes.set(frame, offsets[i])
    release(frame)
  }
  return { bytes, parts: { offsets, ends } }
}
