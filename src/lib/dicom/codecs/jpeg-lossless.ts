import { codecFailure, type Decoded, type FrameInfo } from './frame.ts'
import { fit } from './fit.ts'
import { Damaged, JpegReader, type Huffman } from './jpeg-reader.ts'
import { checkStream, jpegHeader } from './stream-header.ts'

/**
 * Reads lossless JPEG with Huffman coding (ITU T.81 annex H, process 14), any predictor. Our own: the package that there
 * is for it gives other pixels than DCMTK and GDCM for CT2_JPLL of the WG-04 images.
 */
export function decodeLossless(bytes: Uint8Array, info: FrameInfo): Decoded {
  const header = jpegHeader(bytes)
  const wrong = checkStream(header, info)
  if (wrong) return wrong
  if (header!.marker !== 0xc3) return codecFailure('corrupt', 'not a lossless JPEG')
  try {
    const reader = new JpegReader(bytes)
    const pixels = readSamples(reader)
    const narrow = reader.precision > 8 ? new Uint8Array(pixels.buffer) : Uint8Array.from(pixels)
    return fit(narrow, reader.precision, info, info.photometric)
  } catch (failure) {
    if (failure instanceof Damaged) return codecFailure(failure.code, failure.message)
    throw failure
  }
}

/** Samples by pixel, of the scans there are: all components in one, or one after the other. */
function readSamples(reader: JpegReader): Uint16Array {
  let scan = reader.toScan()
  const { rows, columns, components } = reader
  const total = components.length
  const out = new Uint16Array(rows * columns * total)
  for (let done = 0; ;) {
    if (components.some((c) => c.sampling !== 0x11) && total > 1)
      throw new Damaged('unsupported', 'subsampled lossless JPEG')
    const places = scan.tables.map(({ component }) => components.indexOf(component))
    const tables = scan.tables.map(({ dc }) => {
      const table = reader.dc[dc]
      if (!table) throw new Damaged('corrupt', 'a table is missing')
      return table
    })
    readScan(reader, out, places, tables, scan.from, scan.low & 15)
    done += places.length
    if (done >= total || places.length === 0) return out
    reader.nextSegment()
    scan = reader.toScan()
  }
}

function readScan(
  reader: JpegReader,
  out: Uint16Array,
  places: readonly number[],
  tables: readonly Huffman[],
  predictor: number,
  point: number,
): void {
  const { rows, columns, precision, restart } = reader
  const total = reader.components.length
  const line = columns * total
  const first = 1 << (precision - point - 1)
  // After a restart the first sample and the rest of its line are predicted as at the beginning (H.1.2.2).
  let fresh = 0
  let until = restart > 0 ? restart : Infinity
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      if (until === 0) {
        reader.nextRestart()
        until = restart
        fresh = y
      }
      until -= 1
      for (let c = 0; c < places.length; c += 1) {
        const at = y * line + x * total + places[c]!
        const left = x > 0 ? out[at - total]! : 0
        let predicted: number
        if (y === fresh) predicted = x === 0 ? first : left
        else if (x === 0) predicted = out[at - line]!
        else predicted = predict(predictor, left, out[at - line]!, out[at - line - total]!)
        const size = reader.symbol(tables[c]!)
        const difference = size === 16 ? 32_768 : size > 16 ? tooLong() : reader.signed(size)
        out[at] = (predicted + difference) & 0xffff
      }
    }
  }
  if (point > 0) for (let i = 0; i < out.length; i += 1) if (places.includes(i % total)) out[i] = out[i]! << point
}

function tooLong(): never {
  throw new Damaged('corrupt', 'a difference is too long')
}

/** Table H.1: from the samples to the left, above, and above left. */
function predict(selection: number, a: number, b: number, c: number): number {
  switch (selection) {
    case 1:
      return a
    case 2:
      return b
    case 3:
      return c
    case 4:
      return a + b - c
    case 5:
      return a + ((b - c) >> 1)
    case 6:
      return b + ((a - c) >> 1)
    case 7:
      return (a + b) >> 1
    default:
      throw new Damaged('unsupported', 'no such predictor')
  }
}
