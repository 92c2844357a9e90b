import { asciiValue, type DicomFile, findElement, numbersOf } from '#src/lib/dicom/index.ts'
import type { Frame, Pixels } from '#src/lib/dicom/codecs/index.ts'

/** How stored values become grey levels (PS3.3 C.7.6.3, C.11.1, C.11.2). */
export interface Display {
  readonly slope: number
  readonly intercept: number
  /** Window of the header, in rescaled values; null when it names none. */
  readonly window: { readonly center: number; readonly width: number } | null
  readonly inverted: boolean
  readonly palette: Palette | null
}

interface Palette {
  readonly first: number
  /** Red, green, blue, a byte each an entry. */
  readonly colours: Uint8Array
}

/** Reads what a picture needs from a header; the first window where there are several. */
export function displayOf(file: DicomFile): Display {
  const { bytes, elements } = file
  const first = (tag: number): number | undefined => numbersOf(bytes, elements, tag)[0] ?? sharedNumber(file, tag)
  const [center, width] = [first(0x00281050), first(0x00281051)]
  const photometric = findElement(elements, 0x00280004)
  return {
    slope: first(0x00281053) || 1,
    intercept: first(0x00281052) ?? 0,
    window: center !== undefined && width !== undefined && width >= 1 ? { center, width } : null,
    inverted: photometric !== undefined && asciiValue(bytes, photometric) === 'MONOCHROME1',
    palette: paletteOf(file),
  }
}

/** Enhanced objects keep windows and rescaling in functional groups, shared or of the first frame. */
function sharedNumber({ bytes, elements }: DicomFile, tag: number): number | undefined {
  const groups = [0x52009229, 0x52009230].map((group) => findElement(elements, group)?.items?.[0]?.elements ?? [])
  const macro = tag === 0x00281050 || tag === 0x00281051 ? 0x00289132 : 0x00289145
  for (const group of groups) {
    const item = findElement(group, macro)?.items?.[0]
    const found = item && numbersOf(bytes, item.elements, tag)[0]
    if (found !== undefined) return found
  }
  return undefined
}

function paletteOf({ bytes, elements }: DicomFile): Palette | null {
  const descriptor = findElement(elements, 0x00281101)
  if (!descriptor) return null
  const [claimed = 0, first = 0] = numbersOf(bytes, [{ ...descriptor, vr: 'US' }], 0x00281101)
  const entries = claimed === 0 ? 65_536 : claimed
  const colours = new Uint8Array(entries * 3)
  for (const [c, tag] of [0x00281201, 0x00281202, 0x00281203].entries()) {
    const table = findElement(elements, tag)
    if (!table) return null
    const length = table.valueEnd - table.value
    const wide = length >= entries * 2
    for (let i = 0; i < entries && table.value + i * (wide ? 2 : 1) < table.valueEnd; i += 1) {
      // The high byte of 16-bit entries is enough for a screen.
      const high = wide ? i * 2 + (table.encoding.bigEndian ? 0 : 1) : i
      colours[i * 3 + c] = bytes[table.value + high] ?? 0
    }
  }
  return { first, colours }
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly data: Uint8Array
}

/** Eight bits a channel for a screen: window of the request, else of the header, else what holds 98 % of the pixels. */
export function pictureOf(frame: Frame, display: Display, asked?: { center: number; width: number }): Picture {
  const { rows: height, columns: width, samples, pixels, photometric } = frame
  if (samples >= 3) {
    const data = new Uint8Array(width * height * 3)
    const scale = pixels.BYTES_PER_ELEMENT > 1 ? 2 ** Math.max(0, frame.bitsStored - 8) : 1
    for (let i = 0, p = 0; i < data.length; i += 3, p += samples) {
      for (let c = 0; c < 3; c += 1) data[i + c] = pixels[p + c]! / scale
    }
    if (photometric.startsWith('YBR')) toRgb(data)
    return { width, height, channels: 3, data }
  }
  const { palette } = display
  if (photometric === 'PALETTE COLOR' && palette) {
    const data = new Uint8Array(width * height * 3)
    const last = palette.colours.length / 3 - 1
    for (let i = 0; i < pixels.length; i += 1) {
      const entry = Math.max(0, Math.min(last, pixels[i]! - palette.first)) * 3
      data.set(palette.colours.subarray(entry, entry + 3), i * 3)
    }
    return { width, height, channels: 3, data }
  }
  const { slope, intercept, inverted } = display
  const window = asked ?? display.window ?? usualWindow(frame, slope, intercept)
  const low = window.center - 0.5 - (window.width - 1) / 2
  const span = Math.max(1, window.width - 1)
  const data = new Uint8Array(width * height)
  const [times, plus] = [(slope / span) * 255, ((intercept - low) / span) * 255]
  for (let i = 0; i < data.length; i += 1) {
    const grey = pixels[i]! * times + plus
    const level = grey < 0 ? 0 : grey > 255 ? 255 : grey
    data[i] = inverted ? 255 - level : level
  }
  return { width, height, channels: 1, data }
}

/** From the first to the ninety-ninth percentile of a sample of the pixels. */
function usualWindow(
  { pixels, bitsStored }: Frame,
  slope: number,
  intercept: number,
): { center: number; width: number } {
  if (bitsStored === 1) return { center: 0.5 * slope + intercept + 0.5, width: 2 }
  const step = Math.max(1, Math.floor(pixels.length / 20_000))
  const at = sampleAt(pixels, step)
  const low = at(0.01) * slope + intercept
  const high = at(0.99) * slope + intercept
  return { center: (low + high) / 2, width: Math.max(2, Math.abs(high - low)) }
}

/** The value below which a part of every `step`th pixel lies. Values of up to 16 bits are counted, which is far faster than sorting them. */
function sampleAt(pixels: Pixels, step: number): (part: number) => number {
  const count = Math.ceil(pixels.length / step)
  if (pixels.BYTES_PER_ELEMENT > 2) {
    const sorted = pixels.filter((_, i) => i % step === 0).sort()
    return (part) => sorted[Math.floor(count * part)]!
  }
  const counts = new Uint32Array(0x10000)
  const lowest = pixels instanceof Int16Array || pixels instanceof Int8Array ? -0x8000 : 0
  for (let i = 0; i < pixels.length; i += step) counts[pixels[i]! - lowest]! += 1
  return (part) => {
    let before = 0
    let value = 0
    while ((before += counts[value]!) <= Math.floor(count * part)) value += 1
    return value + lowest
  }
}

/** YBR_FULL in place (PS3.3 C.7.6.3.1.2). */
function toRgb(data: Uint8Array): void {
  const byte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value))
  for (let i = 0; i < data.length; i += 3) {
    const [y, cb, cr] = [data[i]!, data[i + 1]! - 128, data[i + 2]! - 128]
    data[i] = byte(y + 1.402 * cr)
    data[i + 1] = byte(y - 0.344136 * cb - 0.714136 * cr)
    data[i + 2] = byte(y + 1.772 * cb)
  }
}
