/** A stream that contradicts itself or uses what is not known here; the decoders turn it into a failure. */
export class Damaged extends Error {
  readonly code: 'corrupt' | 'unsupported'
  constructor(code: 'corrupt' | 'unsupported', message: string) {
    super(message)
    this.code = code
  }
}

export interface Huffman {
  /** Largest code of each length (-1: none), and what to add to a code to find its value. */
  readonly max: Int32Array
  readonly shift: Int32Array
  readonly values: Uint8Array
  /** For each 9 bits that may come: length of the code << 8 | value, 0 where the code is longer. */
  readonly quick: Uint16Array
}

export interface Component {
  readonly id: number
  readonly sampling: number
  readonly table: number
}

/** Reads the segments and bits of a JPEG stream (ITU T.81 annexes B, C and F.2.2). */
export class JpegReader {
  readonly bytes: Uint8Array
  at = 0
  private held = 0
  private left = 0
  private starved = 0
  readonly quantization: (Float64Array | undefined)[] = []
  readonly dc: (Huffman | undefined)[] = []
  readonly ac: (Huffman | undefined)[] = []
  restart = 0
  precision = 0
  rows = 0
  columns = 0
  components: Component[] = []
  process = 0

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

  /** Reads up to the next scan; the components' tables and the three parameters of the scan header. */
  toScan(): { tables: { component: Component; dc: number; ac: number }[]; from: number; to: number; low: number } {
    if (this.at === 0 && this.u16() !== 0xffd8) throw new Damaged('corrupt', 'no JPEG')
    for (;;) {
      if (this.u8() !== 0xff) throw new Damaged('corrupt', 'no marker where one should be')
      let marker = this.u8()
      while (marker === 0xff) marker = this.u8()
      const end = this.at + this.u16()
      if (marker === 0xc4) while (this.at < end) this.huffman()
      else if (marker === 0xdb) while (this.at < end) this.quantize()
      else if (marker === 0xdd) this.restart = this.u16()
      else if (marker === 0xda) return this.scan(end)
      else if (marker >= 0xc0 && marker <= 0xcf) this.frame(marker)
      this.at = end
    }
  }

  private scan(end: number) {
    const tables = Array.from({ length: this.u8() }, () => {
      const id = this.u8()
      const chosen = this.u8()
      const component = this.components.find((c) => c.id === id)
      if (!component) throw new Damaged('corrupt', 'a scan of a component that is not there')
      return { component, dc: chosen >> 4, ac: chosen & 15 }
    })
    const [from, to, low] = [this.u8(), this.u8(), this.u8()]
    this.at = end
    return { tables, from, to, low }
  }

  private frame(marker: number): void {
    this.process = marker
    this.precision = this.u8()
    this.rows = this.u16()
    this.columns = this.u16()
    this.components = Array.from({ length: this.u8() }, () => ({
      id: this.u8(),
      sampling: this.u8(),
      table: this.u8(),
    }))
    if (this.rows === 0 || this.columns === 0) throw new Damaged('unsupported', 'a JPEG of unknown size')
  }

  private quantize(): void {
    const head = this.u8()
    this.quantization[head & 15] = Float64Array.from({ length: 64 }, () => (head >> 4 ? this.u16() : this.u8()))
  }

  private huffman(): void {
    const head = this.u8()
    const counts = Array.from({ length: 16 }, () => this.u8())
    const total = counts.reduce((sum, n) => sum + n, 0)
    if (total > 256) throw new Damaged('corrupt', 'a Huffman table is too long')
    const values = Uint8Array.from({ length: total }, () => this.u8())
    const [max, shift, quick] = [new Int32Array(17).fill(-1), new Int32Array(17), new Uint16Array(512)]
    let code = 0
    let k = 0
    for (let length = 1; length <= 16; length += 1) {
      const count = counts[length - 1]!
      shift[length] = k - code
      for (let i = 0; i < count && length <= 9; i += 1) {
        const first = (code + i) << (9 - length)
        quick.fill((length << 8) | values[k + i]!, first, first + (1 << (9 - length)))
      }
      if (count > 0) max[length] = code + count - 1
      code = (code + count) << 1
      k += count
    }
    ;(head >> 4 ? this.ac : this.dc)[head & 15] = { max, shift, values, quick }
  }

  private fill(count: number): void {
    while (this.left < count) {
      let byte = this.bytes[this.at] ?? 0
      if (this.at >= this.bytes.length) this.starve()
      else if (byte === 0xff) {
        // A marker inside the data: what is missing is read as zeros, as other decoders do.
        if (this.bytes[this.at + 1] === 0) this.at += 2
        else {
          this.starve()
          byte = 0
        }
      } else this.at += 1
      this.held = ((this.held << 8) | byte) & 0xffffff
      this.left += 8
    }
  }

  private starve(): void {
    this.starved += 1
    if (this.starved > 64) throw new Damaged('corrupt', 'the JPEG ends early')
  }

  bits(count: number): number {
    if (count === 0) return 0
    if (count > 16) throw new Damaged('corrupt', 'a number is too long')
    this.fill(count)
    this.left -= count
    return (this.held >> this.left) & ((1 << count) - 1)
  }

  symbol(table: Huffman): number {
    this.fill(16)
    const ahead = this.held >> (this.left - 16)
    const found = table.quick[(ahead >> 7) & 511]!
    if (found > 0) {
      this.left -= found >> 8
      return found & 255
    }
    for (let length = 1; length <= 16; length += 1) {
      const code = (ahead & 0xffff) >> (16 - length)
      if (code > table.max[length]!) continue
      this.left -= length
      return table.values[code + table.shift[length]!] ?? 0
    }
    throw new Damaged('corrupt', 'no such Huffman code')
  }

  /** A number of `size` bits with the sign coded as in T.81 F.1.2.1. */
  signed(size: number): number {
    const value = this.bits(size)
    return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value
  }

  /** Goes on behind the next restart marker. */
  nextRestart(): void {
    this.left = 0
    this.starved = 0
    while (this.at + 1 < this.bytes.length) {
      const next = this.bytes[this.at + 1]!
      if (this.bytes[this.at] === 0xff && next >= 0xd0 && next <= 0xd7) {
        this.at += 2
        return
      }
      this.at += 1
    }
  }

  /** Goes to the marker that ends the data of a scan. */
  nextSegment(): void {
    this.left = 0
    this.starved = 0
    while (this.at + 1 < this.bytes.length) {
      const next = this.bytes[this.at + 1]!
      if (this.bytes[this.at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return
      this.at += 1
    }
  }
}
