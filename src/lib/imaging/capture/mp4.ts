/** Boxes that hold others and that playing needs (ISO/IEC 14496-12). */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf', 'edts', 'mvex'])
/** Boxes that playing needs; every other one is metadata or unknown, and becomes empty space. */
const KEPT = new Set([
  ...CONTAINERS,
  ...(
    'ftyp mdat mvhd tkhd mdhd hdlr vmhd smhd nmhd dref elst stsd stts ctts ' +
    'stsc stsz stz2 stco co64 stss sdtp sbgp sgpd trex mehd'
  ).split(' '),
])
/** Tracks that stay: moving pictures. Sound may hold spoken names, timed metadata places. */
const PICTURES = 'vide'
const DEEPEST = 12

interface Box {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/**
 * An MP4 with its metadata taken out: user data, iTunes and XMP items, unknown and free boxes, dates of making, names of
 * handlers, and every track that is no video. Nothing moves, so that sample tables stay right: what goes becomes `free`
 * boxes of zeros, and all bytes of media that no picture uses are zeroed where they lie. null for what is no sound MP4.
 */
export function stripMp4(source: Uint8Array): Uint8Array | null {
  const out = source.slice()
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength)
  const top = boxesIn(out, view, 0, out.length)
  if (!top || !top.some(({ type }) => type === 'moov') || !top.some(({ type }) => type === 'ftyp')) return null
  // Fragments name their samples elsewhere: those of sound could not be found.
  if (top.some(({ type }) => type === 'moof')) return null
  const moov = top.find(({ type }) => type === 'moov')!
  const tracks = boxesIn(out, view, moov.body, moov.end)?.filter(({ type }) => type === 'trak') ?? []
  const kept: { start: number; end: number }[] = []
  for (const track of tracks) {
    if (handlerOf(out, view, track) !== PICTURES) {
      clear(out, track)
      continue
    }
    const samples = samplesOf(out, view, track)
    if (!samples) return null
    for (const sample of samples) kept.push(sample)
  }
  if (kept.length === 0) return null
  for (const box of top) if (box.type === 'mdat') keepOnly(out, box, kept)
  for (const box of top) if (!clean(out, view, box, 0)) return null
  return out
}

/** Zeroes what of a box no range covers. */
function keepOnly(bytes: Uint8Array, box: Box, ranges: readonly { start: number; end: number }[]): void {
  let at = box.body
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start > at) bytes.fill(0, at, Math.min(start, box.end))
    at = Math.max(at, Math.min(end, box.end))
  }
  bytes.fill(0, at, box.end)
}

function boxesIn(bytes: Uint8Array, view: DataView, from: number, to: number): Box[] | null {
  const found: Box[] = []
  for (let at = from; at + 8 <= to;) {
    let size = view.getUint32(at)
    let body = at + 8
    if (size === 1) {
      if (at + 16 > to) return null
      size = Number(view.getBigUint64(at + 8))
      body = at + 16
    } else if (size === 0) size = to - at
    if (size < body - at || at + size > to) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    found.push({ type, start: at, body, end: at + size })
    at += size
    if (found.length > 10_000) return null
  }
  return found
}

function clear(bytes: Uint8Array, box: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], box.start + 4)
  bytes.fill(0, box.body, box.end)
}

function clean(bytes: Uint8Array, view: DataView, box: Box, depth: number): boolean {
  if (depth > DEEPEST) return false
  if (!KEPT.has(box.type)) {
    clear(bytes, box)
    return true
  }
  if (CONTAINERS.has(box.type)) {
    const inner = boxesIn(bytes, view, box.body, box.end)
    return inner !== null && inner.every((one) => clean(bytes, view, one, depth + 1))
  }
  // When it was made, and changed.
  if (box.type === 'mvhd' || box.type === 'tkhd' || box.type === 'mdhd') {
    const wide = bytes[box.body] === 1
    if (box.body + 4 + (wide ? 16 : 8) > box.end) return false
    bytes.fill(0, box.body + 4, box.body + 4 + (wide ? 16 : 8))
  }
  // The name of what wrote it, behind the four-letter kind and twelve bytes of nothing.
  if (box.type === 'hdlr') bytes.fill(0, Math.min(box.end, box.body + 24), box.end)
  // The compressor's name of each kind of picture, 32 bytes (12.1.3), and boxes of extra words inside.
  if (box.type === 'stsd') return cleanSamples(bytes, view, box)
  return true
}

const VISUAL = 78
const IN_VISUAL = new Set(['avcC', 'hvcC', 'av1C', 'vpcC', 'esds', 'colr', 'pasp', 'clap', 'btrt', 'fiel'])

function cleanSamples(bytes: Uint8Array, view: DataView, box: Box): boolean {
  const entries = boxesIn(bytes, view, box.body + 8, box.end)
  if (!entries) return false
  for (const entry of entries) {
    if (entry.body + VISUAL > entry.end) return false
    bytes.fill(0, entry.body + 42, entry.body + 74)
    const inner = boxesIn(bytes, view, entry.body + VISUAL, entry.end)
    if (!inner) return false
    for (const one of inner) if (!IN_VISUAL.has(one.type)) clear(bytes, one)
  }
  return true
}

function find(bytes: Uint8Array, view: DataView, box: Box, ...path: string[]): Box | null {
  let here: Box | null = box
  for (const type of path) {
    const inner: Box[] | null = here && boxesIn(bytes, view, here.body, here.end)
    here = inner?.find((one) => one.type === type) ?? null
  }
  return here
}

function handlerOf(bytes: Uint8Array, view: DataView, track: Box): string {
  const handler = find(bytes, view, track, 'mdia', 'hdlr')
  return handler && handler.body + 12 <= handler.end
    ? String.fromCharCode(...bytes.subarray(handler.body + 8, handler.body + 12))
    : ''
}

/** Where the samples of a track lie (8.7); null when its tables contradict each other. */
function samplesOf(bytes: Uint8Array, view: DataView, track: Box): { start: number; end: number }[] | null {
  const table = find(bytes, view, track, 'mdia', 'minf', 'stbl')
  if (!table) return null
  const of = (type: string): Box | null => find(bytes, view, table, type)
  const [sizes, chunks, offsets, wide] = [of('stsz'), of('stsc'), of('stco'), of('co64')]
  const places = offsets ?? wide
  if (!sizes || !chunks || !places) return null
  const u32 = (box: Box, at: number): number | null =>
    box.body + at + 4 <= box.end ? view.getUint32(box.body + at) : null
  const each = u32(sizes, 4)
  const count = u32(sizes, 8)
  const runs = u32(chunks, 4)
  const pieces = u32(places, 4)
  if (each === null || count === null || runs === null || pieces === null) return null
  const step = wide && !offsets ? 8 : 4
  if (chunks.body + 8 + runs * 12 > chunks.end || places.body + 8 + pieces * step > places.end) return null
  if (each === 0 && sizes.body + 12 + count * 4 > sizes.end) return null
  const found: { start: number; end: number }[] = []
  let sample = 0
  for (let run = 0; run < runs; run += 1) {
    const first = u32(chunks, 8 + run * 12)!
    const perChunk = u32(chunks, 12 + run * 12)!
    const next = run + 1 < runs ? u32(chunks, 8 + (run + 1) * 12)! : pieces + 1
    for (let chunk = first; chunk < next && chunk <= pieces && sample < count; chunk += 1) {
      const at = places.body + 8 + (chunk - 1) * step
      const start = step === 8 ? Number(view.getBigUint64(at)) : view.getUint32(at)
      let end = start
      for (let i = 0; i < perChunk && sample < count; i += 1, sample += 1)
        end += each || view.getUint32(sizes.body + 12 + sample * 4)
      found.push({ start, end })
    }
  }
  return found
}

/** Whether nothing is left that `stripMp4` would take out. */
export function isStrippedMp4(bytes: Uint8Array): boolean {
  const again = stripMp4(bytes)
  return again !== null && again.length === bytes.length && again.every((byte, i) => byte === bytes[i])
}
