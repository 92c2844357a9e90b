import { asciiValue, type DicomElement, type DicomFile, findElement, numbersOf } from '#src/lib/dicom/index.ts'
import type { Frame, Pixels } from '#src/lib/dicom/codecs/index.ts'
import { type LookupTable, type NamedTable, stretchOf, tablesOf, throughTable } from '#src/lib/imaging/lut/index.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import { curveOf, fileWindow, greyOf, isInverse, levelsOf, rangeOf } from '#src/lib/imaging/window.ts'

/** How stored values become grey levels (PS3.3 C.7.6.3, C.11.1, C.11.2; the order of steps is that of PS3.4 N.2). */
export interface Display {
  readonly slope: number
  readonly intercept: number
  /** Stands for slope and intercept, which are 1 and 0 then. */
  readonly modality: LookupTable | null
  /** What the file names first, in values of the modality: a VOI LUT, else a window; null when it names none. */
  readonly window: Window | null
  /** VOI LUTs that can be applied. */
  readonly luts: readonly NamedTable[]
  readonly inverted: boolean
  readonly palette: Palette | null
}

interface Palette {
  readonly first: number
  /** Red, green, blue, a byte each an entry. */
  readonly colours: Uint8Array
}

/** Reads what a picture of a frame (from 0) needs from a header: of several VOI LUTs or windows the first, tables before windows. */
export function displayOf(file: DicomFile, frame = 0): Display {
  const { bytes, elements } = file
  const { modality, voi } = tablesOf(file, frame)
  const of = (macro: number, tag: number): DicomElement | undefined => {
    for (const group of groupsOf(file, frame, macro)) {
      const found = findElement(group, tag)
      if (found && found.valueEnd > found.value) return found
    }
    return undefined
  }
  const first = (macro: number, tag: number): number | undefined => {
    const element = of(macro, tag)
    return element ? numbersOf(bytes, [element], tag)[0] : undefined
  }
  const word = (element: DicomElement | undefined): string => (element ? asciiValue(bytes, element).trim() : '')
  const [center, width] = [first(VOI_MACRO, 0x00281050), first(VOI_MACRO, 0x00281051)]
  const [lut] = voi
  return {
    slope: modality ? 1 : first(VALUES_MACRO, 0x00281053) || 1,
    intercept: modality ? 0 : (first(VALUES_MACRO, 0x00281052) ?? 0),
    modality,
    window: lut ? { ...stretchOf(lut), lut: 1 } : fileWindow(center, width, curveOf(word(of(VOI_MACRO, 0x00281056)))),
    luts: voi,
    inverted: isInverse(word(findElement(elements, 0x00280004)), word(findElement(elements, 0x20500020))),
    palette: paletteOf(file),
  }
}

const VOI_MACRO = 0x00289132
const VALUES_MACRO = 0x00289145

/** Enhanced objects keep windows and rescaling in functional groups: those of the frame, the shared ones, then the data set. */
function groupsOf({ elements }: DicomFile, frame: number, macro: number): (readonly DicomElement[])[] {
  const own = findElement(elements, 0x52009230)?.items?.[frame]
  const shared = findElement(elements, 0x52009229)?.items?.[0]
  const inner = [own, shared].flatMap((group) => findElement(group?.elements ?? [], macro)?.items?.[0]?.elements ?? [])
  return inner.length > 0 ? [inner, elements] : [elements]
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
export function pictureOf(frame: Frame, display: Display, asked?: Window): Picture {
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
  const { inverted, modality } = display
  const grey = modality ? { ...frame, pixels: throughTable(pixels, modality), bitsStored: modality.bits } : frame
  const window = asked ?? display.window ?? usualWindow(grey, display.slope, display.intercept)
  return { width, height, channels: 1, data: greyLevels(grey.pixels, display, window, inverted) }
}

function greyLevels(pixels: Pixels, display: Display, window: Window, inverted: boolean): Uint8Array {
  const shade = greyOf(window, window.lut === undefined ? null : display.luts[window.lut - 1])
  const data = new Uint8Array(pixels.length)
  if (pixels.BYTES_PER_ELEMENT > 2) {
    const { slope, intercept } = display
    for (let i = 0; i < data.length; i += 1) {
      const level = Math.round(shade(pixels[i]! * slope + intercept))
      data[i] = inverted ? 255 - level : level
    }
    return data
  }
  // Each value that there can be once, and not each pixel.
  const [low, high] = rangeOf(pixels)
  const levels = levelsOf(low, high, display, shade, inverted)
  for (let i = 0; i < data.length; i += 1) data[i] = levels[pixels[i]! - low]!
  return data
}

/** From the first to the ninety-ninth percentile of a sample of the pixels. */
function usualWindow({ pixels, bitsStored }: Frame, slope: number, intercept: number): Window {
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
