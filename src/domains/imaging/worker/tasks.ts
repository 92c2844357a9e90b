import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  bytesOf,
  type CodecFailure,
  createCodecs,
  type Frame,
  frameBytes,
  isLosslessSyntax,
  pixelLayout,
  type PixelLayout,
  resolutionEnds,
  uncompressedSize,
} from '#src/lib/dicom/codecs/index.ts'
import {
  createCaseKey,
  type DicomFile,
  createDeidentifier,
  type Deidentifier,
  type DeidentifyProfile,
  patientCase,
  readDicom,
} from '#src/lib/dicom/index.ts'
import { encodeElement } from '#src/lib/dicom/encode.ts'
import type { Mask } from '#src/lib/imaging/view.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import { codecFiles } from '../codec-files.ts'
import { type Display, displayOf, pictureOf } from '../display.ts'
import { dicomJson } from '../header/dicom-json.ts'
import { encapsulate, recode } from '../header/recode.ts'
import { fillUids } from '../header/fill-uids.ts'
import { type Summary, summaryOf } from '../header/summary.ts'
import { release } from './release.ts'
import { subtracted } from './subtracted.ts'
import { lookTasks } from '../look/tasks.ts'
import { segmentationTasks } from '../marks/segmentation-task.ts'

type LookTasks = typeof lookTasks
type SegmentationTasks = typeof segmentationTasks

/** Work that reads outside data or is heavy; it runs in worker threads, one at a time in each. */
export interface Tasks extends LookTasks, SegmentationTasks {
  inspect(input: Inspect): Promise<Inspected>
  takeIn(input: TakeIn): Promise<TakenIn | Refused>
  prepare(input: { path: string }): Promise<Prepared>
  convert(input: { path: string; syntax: string }): Promise<{ ok: true; bytes: Uint8Array } | Refused>
  frames(input: {
    path: string
    frames: readonly number[]
    syntax: string
  }): Promise<{ ok: true; frames: Uint8Array[] } | Refused>
  render(input: RenderInput): Promise<{ ok: true; bytes: Uint8Array } | Refused>
  bulk(input: { path: string; place: string }): Promise<{ ok: true; start: number; end: number } | Refused>
}

export interface Refused {
  readonly ok: false
  readonly code: string
}

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
}

export interface RenderInput {
  readonly path: string
  readonly frame: number
  readonly format: 'jpeg' | 'png' | 'webp' | 'avif'
  readonly window?: { readonly center: number; readonly width: number }
  /** Subtracted from the frame; its frames from 1. */
  readonly mask?: Mask
  /** Largest sides of the picture; it keeps its proportions and is never enlarged. */
  readonly width?: number
  readonly height?: number
  readonly quality?: number
  /** Of WebP and AVIF, from 0. */
  readonly effort?: number
}

/** Files larger than this are kept and served, but not copied: their frames would be in memory several times. */
const PREPARE_LIMIT = 768 * 1024 * 1024
const THUMBNAIL = 256
/** Of the range of stored values; about an eighth of the lossless size on CT. */
const LOSSY_STEP = 0.008

const codecs = createCodecs(codecFiles)
const refused = (code: string): Refused => ({ ok: false, code })

/** De-identifiers keep tables of a case between its files; a few cases come in at once. */
const deidentifiers = new Map<string, Deidentifier>()

async function load(path: string): Promise<{ bytes: Uint8Array; file: DicomFile } | Refused> {
  const bytes = await readFile(path)
  const file = readDicom(bytes)
  return file.ok ? { bytes, file } : refused(file.code)
}

async function decode(file: DicomFile, layout: PixelLayout, index: number): Promise<Frame | CodecFailure> {
  const result = await codecs.decodeFrame(frameBytes(file.bytes, layout, index), layout.syntax, layout.info)
  return result.ok ? result.frame : result
}

export const tasks: Tasks = {
  ...lookTasks,
  ...segmentationTasks,

  async inspect({ head, whole, siteSecret, ownerId, pseudonym }) {
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

  async takeIn({ path, profile, siteSecret, ownerId, pseudonym }) {
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

  async prepare({ path }) {
    const nothing = (trouble: string): Prepared => ({ trouble, htj2k: null, lossy: null, thumbnail: null })
    const loaded = await load(path)
    if ('ok' in loaded) return nothing(loaded.code)
    const { file } = loaded
    const layout = pixelLayout(file)
    if (!layout.ok) return nothing(layout.message === 'the object has no pixel data' ? 'no-pixels' : layout.code)
    const first = await decode(file, layout, 0)
    if ('ok' in first) return nothing(first.code)
    const thumbnail = await picture(first, displayOf(file), {
      format: 'webp',
      width: THUMBNAIL,
      height: THUMBNAIL,
      quality: 75,
      // Half the time of the usual effort, for a few bytes more.
      effort: 2,
    })
    if (file.bytes.length > PREPARE_LIMIT || layout.frames.length * uncompressedSize(layout.info) > PREPARE_LIMIT)
      return { ...nothing('too-large'), thumbnail }
    const made = await copies(file, layout, first)
    release(loaded.bytes)
    return { ...made, thumbnail }
  },

  async convert({ path, syntax }) {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    return await convertFile(loaded.file, syntax)
  },

  async frames({ path, frames, syntax }) {
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

  async render({ path, frame, window, mask, ...rest }) {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    const layout = pixelLayout(loaded.file)
    if (!layout.ok) return refused(layout.code)
    if (!layout.frames[frame]) return refused('no-frame')
    const decoded = await decode(loaded.file, layout, frame)
    if ('ok' in decoded) return refused(decoded.code)
    if (!mask) return { ok: true, bytes: await picture(decoded, displayOf(loaded.file), rest, window) }
    const masks: Frame[] = []
    for (const number of mask.frames) {
      if (!layout.frames[number - 1]) return refused('no-frame')
      const one = await decode(loaded.file, layout, number - 1)
      if ('ok' in one) return refused(one.code)
      masks.push(one)
    }
    const difference = subtracted(loaded.file, decoded, masks, mask.shift)
    if (!difference) return refused('no-frame')
    return { ok: true, bytes: await picture(difference.frame, difference.display, rest, window) }
  },

  async bulk({ path, place }) {
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

/** Lossless HTJ2K of every frame, each decoded again and compared; and the small lossy layer. */
async function copies(file: DicomFile, layout: PixelLayout, first: Frame): Promise<Omit<Prepared, 'thumbnail'>> {
  const none = (trouble: string) => ({ trouble, htj2k: null, lossy: null })
  const [exact, small]: [Uint8Array[], Uint8Array[]] = [[], []]
  for (let i = 0; i < layout.frames.length; i += 1) {
    const frame = i === 0 ? first : await decode(file, layout, i)
    if ('ok' in frame) return none(frame.code)
    const encoded = await codecs.encodeHtj2k(frame, { checked: true })
    if (!encoded.ok) return none(encoded.code)
    exact.push(encoded.bytes)
    // Labels and masks lose their meaning when they are smoothed.
    const lossy = layout.info.bitsStored >= 8 ? await codecs.encodeHtj2k(frame, { step: LOSSY_STEP }) : null
    if (lossy?.ok && lossy.bytes.length < encoded.bytes.length * 0.6) small.push(lossy.bytes)
    release(frame.pixels)
  }
  return {
    trouble: '',
    htj2k: joined(exact),
    lossy: small.length === exact.length ? joined(small) : null,
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

async function picture(
  frame: Frame,
  display: Display,
  options: Omit<RenderInput, 'path' | 'frame' | 'window' | 'mask'>,
  window?: RenderInput['window'],
): Promise<Uint8Array> {
  // Loaded at the first picture: most of what workers do needs none.
  const { default: sharp } = await import('sharp')
  // Each picture is another one, and there is a thread for each core already.
  sharp.cache(false)
  sharp.concurrency(1)
  const { width, height, channels, data } = pictureOf(frame, display, window)
  let image = sharp(data, { raw: { width, height, channels } })
  if (options.width || options.height)
    image = image.resize({ width: options.width, height: options.height, fit: 'inside', withoutEnlargement: true })
  const { format, quality = 85, effort } = options
  if (format === 'png') image = image.png()
  else image = image.toFormat(format, { quality, effort })
  // A buffer of its own: that of a native library cannot be moved to another thread.
  const made = new Uint8Array(await image.toBuffer())
  release(data)
  return made
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

const EXPLICIT = '1.2.840.10008.1.2.1'
const J2K = '1.2.840.10008.1.2.4.90'

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

/** Whether converting to a lossless syntax keeps what was stored. */
export const keepsLossless = isLosslessSyntax
