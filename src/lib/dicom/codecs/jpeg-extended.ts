import { codecFailure, type Decoded, type FrameInfo } from './frame.ts'
import { fit } from './fit.ts'
import { Damaged, JpegReader } from './jpeg-reader.ts'

/**
 * Decoder of sequential DCT JPEG with Huffman coding and one component, 8 or 12 bits (ITU T.81, processes 1, 2 and 4):
 * what libjpeg-turbo's 8-bit build cannot read. Not fast; 12-bit lossy files are rare.
 */
export function decodeExtended(bytes: Uint8Array, info: FrameInfo): Decoded {
  try {
    return fit(new Uint8Array(readBlocks(new JpegReader(bytes)).buffer), 16, info, info.photometric)
  } catch (failure) {
    if (failure instanceof Damaged) return codecFailure(failure.code, failure.message)
    throw failure
  }
}

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
]

const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7]
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

function readBlocks(reader: JpegReader): Uint16Array {
  const { tables } = reader.toScan()
  const [only] = tables
  if (!only || reader.components.length !== 1) throw new Damaged('unsupported', 'colour in 12-bit JPEG')
  if (reader.process > 0xc1) throw new Damaged('unsupported', 'a JPEG process of another kind')
  const [dc, ac, q] = [reader.dc[only.dc], reader.ac[only.ac], reader.quantization[only.component.table]]
  if (!dc || !ac || !q) throw new Damaged('corrupt', 'a table is missing')
  const { rows, columns, precision } = reader
  const pixels = new Uint16Array(rows * columns)
  const [across, down] = [Math.ceil(columns / 8), Math.ceil(rows / 8)]
  const block = new Float64Array(64)
  let predicted = 0
  for (let n = 0; n < across * down; n += 1) {
    if (reader.restart > 0 && n > 0 && n % reader.restart === 0) {
      predicted = 0
      reader.nextRestart()
    }
    block.fill(0)
    predicted += reader.signed(reader.symbol(dc) & 15)
    block[0] = predicted * q[0]!
    for (let k = 1; k < 64; k += 1) {
      const symbol = reader.symbol(ac)
      const size = symbol & 15
      k += symbol >> 4
      if (size === 0) {
        if (symbol !== 0xf0) break
        continue
      }
      if (k > 63) throw new Damaged('corrupt', 'too many coefficients')
      block[ZIGZAG[k]!] = reader.signed(size) * q[k]!
    }
    store(
      inverse(block),
      pixels,
      n % across,
      Math.floor(n / across),
      rows,
      columns,
      2 ** (precision - 1),
      2 ** precision - 1,
    )
  }
  return pixels
}

const scratch = new Float64Array(64)

/** Inverse DCT by rows and columns, in double precision (T.81 A.3.3). */
function inverse(block: Float64Array): Float64Array {
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 8; x += 1) {
      let sum = 0
      for (let u = 0; u < 8; u += 1) sum += COSINES[x * 8 + u]! * block[y * 8 + u]!
      scratch[y * 8 + x] = sum
    }
  }
  for (let x = 0; x < 8; x += 1) {
    for (let y = 0; y < 8; y += 1) {
      let sum = 0
      for (let v = 0; v < 8; v += 1) sum += COSINES[y * 8 + v]! * scratch[v * 8 + x]!
      block[y * 8 + x] = sum
    }
  }
  return block
}

function store(
  block: Float64Array,
  pixels: Uint16Array,
  bx: number,
  by: number,
  rows: number,
  columns: number,
  half: number,
  top: number,
): void {
  for (let y = 0; y < 8 && by * 8 + y < rows; y += 1) {
    for (let x = 0; x < 8 && bx * 8 + x < columns; x += 1) {
      const value = Math.round(block[y * 8 + x]! + half)
      pixels[(by * 8 + y) * columns + bx * 8 + x] = value < 0 ? 0 : value > top ? top : value
    }
  }
}
