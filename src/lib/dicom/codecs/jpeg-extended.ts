import { codecFailure, type Decoded, type FrameInfo } from './frame.ts'
import { fit } from './fit.ts'

/**
 * Decoder of sequential DCT JPEG with Huffman coding and one component, 8 or 12 bits (ITU T.81, processes 1, 2 and 4):
 * what libjpeg-turbo's 8-bit build cannot read. Not fast; 12-bit lossy files are rare.
 */
export function decodeExtended(bytes: Uint8Array, info: FrameInfo): Decoded {
  const reader = new Reader(bytes)
  try {
    const image = reader.read()
    if (image.rows !== info.rows || image.columns !== info.columns) return codecFailure('mismatch', 'another size')
    return fit(new Uint8Array(image.pixels.buffer), 16, { ...info, bitsStored: info.bitsStored }, info.photometric)
  } catch (failure) {
    if (failure instanceof Damaged) return codecFailure(failure.code, failure.message)
    throw failure
  }
}

class Damaged extends Error {
  readonly code: 'corrupt' | 'unsupported'
  constructor(code: 'corrupt' | 'unsupported', message: string) {
    super(message)
    this.code = code
  }
}

interface Huffman {
  /** Smallest and largest code of each length, and where its values start. */
  readonly min: Int32Array
  readonly max: Int32Array
  readonly first: Int32Array
  readonly values: Uint8Array
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

class Reader {
  readonly bytes: Uint8Array
  at = 0
  bits = 0
  left = 0
  readonly quantization: (Float64Array | undefined)[] = []
  readonly dc: (Huffman | undefined)[] = []
  readonly ac: (Huffman | undefined)[] = []
  restart = 0
  precision = 0
  rows = 0
  columns = 0
  table = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  u8(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new Damaged('corrupt', 'the JPEG is cut off')
    return value
  }

  u16(): number {
    return (this.u8() << 8) | this.u8()
  }

  read(): { rows: number; columns: number; pixels: Uint16Array } {
    if (this.u16() !== 0xffd8) throw new Damaged('corrupt', 'no JPEG')
    for (;;) {
      if (this.u8() !== 0xff) throw new Damaged('corrupt', 'no marker where one should be')
      let marker = this.u8()
      while (marker === 0xff) marker = this.u8()
      const end = this.at + this.u16()
      if (marker === 0xc0 || marker === 0xc1) this.frame()
      else if (marker === 0xc4) while (this.at < end) this.huffman()
      else if (marker === 0xdb) while (this.at < end) this.quantize()
      else if (marker === 0xdd) this.restart = this.u16()
      else if (marker === 0xda) return this.scan(end)
      else if (marker >= 0xc2 && marker <= 0xcf) throw new Damaged('unsupported', 'a JPEG process of another kind')
      this.at = end
    }
  }

  frame(): void {
    this.precision = this.u8()
    this.rows = this.u16()
    this.columns = this.u16()
    if (this.u8() !== 1) throw new Damaged('unsupported', 'colour in 12-bit JPEG')
    this.u16()
    this.table = this.u8()
    if (this.rows === 0 || this.columns === 0 || (this.precision !== 8 && this.precision !== 12)) {
      throw new Damaged('unsupported', 'a JPEG of unknown size or depth')
    }
  }

  quantize(): void {
    const head = this.u8()
    const table = new Float64Array(64)
    for (let i = 0; i < 64; i += 1) table[ZIGZAG[i]!] = head >> 4 ? this.u16() : this.u8()
    this.quantization[head & 15] = table
  }

  huffman(): void {
    const head = this.u8()
    const counts = Array.from({ length: 16 }, () => this.u8())
    const total = counts.reduce((sum, n) => sum + n, 0)
    if (total > 256) throw new Damaged('corrupt', 'a Huffman table is too long')
    const values = Uint8Array.from({ length: total }, () => this.u8())
    const [min, max, first] = [new Int32Array(17), new Int32Array(17).fill(-1), new Int32Array(17)]
    let code = 0
    let k = 0
    for (let length = 1; length <= 16; length += 1) {
      first[length] = k
      min[length] = code
      const count = counts[length - 1]!
      if (count > 0) max[length] = code + count - 1
      code = (code + count) << 1
      k += count
    }
    ;(head >> 4 ? this.ac : this.dc)[head & 15] = { min, max, first, values }
  }

  bit(): number {
    if (this.left === 0) {
      const byte = this.u8()
      if (byte === 0xff) {
        const next = this.u8()
        // A marker inside the data: the rest is read as zeros, as other decoders do.
        if (next !== 0) {
          this.at -= 2
          this.bits = 0
          this.left = 8
          this.starved += 1
          if (this.starved > 65_536) throw new Damaged('corrupt', 'the JPEG ends early')
          this.left -= 1
          return 0
        }
      }
      this.bits = byte
      this.left = 8
    }
    this.left -= 1
    return (this.bits >> this.left) & 1
  }

  starved = 0

  symbol(table: Huffman): number {
    let code = 0
    for (let length = 1; length <= 16; length += 1) {
      code = (code << 1) | this.bit()
      if (code <= table.max[length]!) return table.values[table.first[length]! + code - table.min[length]!] ?? 0
    }
    throw new Damaged('corrupt', 'no such Huffman code')
  }

  number(size: number): number {
    let value = 0
    for (let i = 0; i < size; i += 1) value = (value << 1) | this.bit()
    return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value
  }

  scan(end: number): { rows: number; columns: number; pixels: Uint16Array } {
    if (this.u8() !== 1) throw new Damaged('unsupported', 'several components in a scan')
    this.u8()
    const tables = this.u8()
    const [dc, ac, q] = [this.dc[tables >> 4], this.ac[tables & 15], this.quantization[this.table]]
    if (!dc || !ac || !q || this.rows === 0) throw new Damaged('corrupt', 'a table is missing')
    this.at = end
    const { rows, columns } = this
    const pixels = new Uint16Array(rows * columns)
    const [across, down] = [Math.ceil(columns / 8), Math.ceil(rows / 8)]
    const block = new Float64Array(64)
    const half = 2 ** (this.precision - 1)
    const top = 2 ** this.precision - 1
    let predicted = 0
    for (let n = 0; n < across * down; n += 1) {
      if (this.restart > 0 && n > 0 && n % this.restart === 0) {
        predicted = 0
        this.nextRestart()
      }
      block.fill(0)
      predicted += this.number(this.symbol(dc) & 15)
      block[0] = predicted * q[0]!
      for (let k = 1; k < 64;) {
        const symbol = this.symbol(ac)
        const size = symbol & 15
        k += symbol >> 4
        if (size === 0) {
          if (symbol !== 0xf0) break
          k += 1
          continue
        }
        if (k > 63) throw new Damaged('corrupt', 'too many coefficients')
        const place = ZIGZAG[k]!
        block[place] = this.number(size) * q[place]!
        k += 1
      }
      store(inverse(block), pixels, n % across, Math.floor(n / across), rows, columns, half, top)
    }
    return { rows, columns, pixels }
  }

  nextRestart(): void {
    this.left = 0
    while (this.at + 1 < this.bytes.length) {
      if (this.bytes[this.at] === 0xff && this.bytes[this.at + 1]! >= 0xd0 && this.bytes[this.at + 1]! <= 0xd7) {
        this.at += 2
        return
      }
      this.at += 1
    }
  }
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
