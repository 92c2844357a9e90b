/** What a JPEG is, without what is attached to it. */
export interface StrippedJpeg {
  readonly ok: true
  /** Only segments that decoding needs. */
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  readonly components: number
  /** Baseline (SOF0), which DICOM holds as it is. */
  readonly baseline: boolean
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number
  /** Chroma of half the size across, as YBR_FULL_422 says. */
  readonly rgb: boolean
}

/**
 * A JPEG (ITU T.81) with all application segments (EXIF, GPS, XMP, IPTC, ICC, thumbnails), comments and what follows the
 * image taken out; only APP14 stays, which says how colour is coded. null for what is no sound JPEG.
 */
export function stripJpeg(source: Uint8Array): StrippedJpeg | null {
  if (source[0] !== 0xff || source[1] !== 0xd8) return null
  const parts: Uint8Array[] = [source.subarray(0, 2)]
  let [width, height, components, baseline, orientation, adobe] = [0, 0, 0, false, 1, -1]
  let at = 2
  while (at + 4 <= source.length) {
    if (source[at] !== 0xff) return null
    const marker = source[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) break
    const length = (source[at + 2]! << 8) | source[at + 3]!
    const end = at + 2 + length
    if (length < 2 || end > source.length) return null
    const segment = source.subarray(at, end)
    if (marker === 0xe1) orientation = orientationOf(segment.subarray(4)) ?? orientation
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (frame) {
      baseline = marker === 0xc0 && segment[4] === 8
      height = (segment[5]! << 8) | segment[6]!
      width = (segment[7]! << 8) | segment[8]!
      components = segment[9]!
    }
    const isAdobe = marker === 0xee && length >= 14 && String.fromCharCode(...segment.subarray(4, 9)) === 'Adobe'
    if (isAdobe) {
      adobe = segment[15]!
      parts.push(segment.subarray(0, 16).slice())
      // Exactly the twelve bytes of the standard: nothing rides behind them.
      parts.at(-1)!.set([0, 14], 2)
    }
    // Tables, frames, restart intervals; APPn and COM are left out.
    const wanted = (marker >= 0xc0 && marker <= 0xcf) || marker === 0xdb || marker === 0xdd || marker === 0xda
    if (wanted) parts.push(segment)
    at = end
    if (marker === 0xda) {
      const scanEnd = endOfScan(source, at)
      parts.push(source.subarray(at, scanEnd))
      at = scanEnd
    }
  }
  if (width === 0 || height === 0 || parts.length < 4) return null
  parts.push(Uint8Array.of(0xff, 0xd9))
  return {
    ok: true,
    bytes: joined(parts),
    width,
    height,
    components,
    baseline,
    orientation,
    rgb: components === 3 && adobe === 0,
  }
}

/** Behind the entropy-coded bytes: at the next marker that is no restart and no stuffed zero. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** Orientation (0x0112) of the first directory of EXIF (TIFF 6.0); undefined when there is none. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (String.fromCharCode(...segment.subarray(0, 4)) !== 'Exif') return undefined
  const tiff = segment.subarray(6)
  const little = tiff[0] === 0x49
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  if (tiff.length < 10) return undefined
  const first = view.getUint32(4, little)
  if (first + 2 > tiff.length) return undefined
  const count = view.getUint16(first, little)
  for (let i = 0; i < count; i += 1) {
    const at = first + 2 + i * 12
    if (at + 12 > tiff.length) return undefined
    if (view.getUint16(at, little) !== 0x0112) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
