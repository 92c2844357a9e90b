import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  bytesOf,
  createCodecs,
  decodeRle,
  decodeUncompressed,
  type Frame,
  type FrameInfo,
  htj2kLevels,
  isHtj2k,
  resolutionEnds,
  resolutionFor,
  resolutionsOf,
} from './index.ts'

const files = {
  openjph: 'openjph/wasm',
  openjpeg: 'openjpeg/wasm',
  charls: 'charls/decodewasm',
  'jpeg-turbo': 'libjpeg-turbo-8bit/decodewasm',
}
const codecs = createCodecs(async (name) =>
  readFileSync(createRequire(import.meta.url).resolve(`@cornerstonejs/codec-${files[name]}`)),
)

const HTJ2K = '1.2.840.10008.1.2.4.202'
const info = (more: Partial<FrameInfo> = {}): FrameInfo => ({
  rows: 96,
  columns: 80,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  planar: false,
  photometric: 'MONOCHROME2',
  ...more,
})

/** A smooth image with noise, from a fixed seed. */
function frameOf(i: FrameInfo): Frame {
  const size = i.rows * i.columns * i.samples
  const Kind = i.bitsAllocated === 8 ? Uint8Array : i.signed ? Int16Array : Uint16Array
  const low = i.signed ? -(2 ** (i.bitsStored - 1)) : 0
  let seed = 7
  const pixels = new Kind(size).map((_, at) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return low + ((at * 3 + (seed >> 12)) % 2 ** i.bitsStored)
  })
  return { ...i, pixels }
}

describe('HTJ2K', () => {
  const kinds: Record<string, FrameInfo> = {
    '12 bits': info(),
    '16 bits signed': info({ signed: true, bitsStored: 16 }),
    '12 bits signed': info({ signed: true }),
    '8 bits in 16': info({ bitsStored: 8 }),
    '8 bits': info({ bitsAllocated: 8, bitsStored: 8 }),
    RGB: info({ bitsAllocated: 8, bitsStored: 8, samples: 3, photometric: 'RGB' }),
    'very small': info({ rows: 3, columns: 5 }),
    'one pixel': info({ rows: 1, columns: 1 }),
  }
  test.each(Object.entries(kinds))('%s come back exactly', async (_, i) => {
    const frame = frameOf(i)
    const encoded = await codecs.encodeHtj2k(frame)
    if (!encoded.ok) throw new Error(encoded.message)
    expect(isHtj2k(encoded.bytes)).toBe(true)
    const back = await codecs.decodeFrame(encoded.bytes, HTJ2K, i)
    if (!back.ok) throw new Error(back.message)
    expect(Buffer.compare(bytesOf(back.frame.pixels), bytesOf(frame.pixels))).toBe(0)
    expect(resolutionEnds(encoded.bytes)).toHaveLength(htj2kLevels(i.rows, i.columns) + 1)
  })

  test('a prefix is the smaller image, the same as from the whole file', async () => {
    const frame = frameOf(info())
    const encoded = await codecs.encodeHtj2k(frame)
    if (!encoded.ok) throw new Error(encoded.message)
    const ends = resolutionEnds(encoded.bytes)
    const level = 2
    const prefix = encoded.bytes.slice(0, ends[ends.length - 1 - level])
    const [small, whole] = await Promise.all([
      codecs.decodeHtj2kAt(prefix, info(), level),
      codecs.decodeHtj2kAt(encoded.bytes, info(), level),
    ])
    if (!small.ok || !whole.ok) throw new Error('not decoded')
    expect([small.frame.rows, small.frame.columns]).toEqual([24, 20])
    expect(small.frame.pixels).toEqual(whole.frame.pixels)
  })

  test('each prefix gives the image that its length promises', async () => {
    const odd = info({ rows: 97, columns: 81 })
    const encoded = await codecs.encodeHtj2k(frameOf(odd))
    if (!encoded.ok) throw new Error(encoded.message)
    const resolutions = resolutionsOf(resolutionEnds(encoded.bytes), odd.rows, odd.columns)
    expect(resolutions).toHaveLength(htj2kLevels(odd.rows, odd.columns) + 1)
    for (const { level, rows, columns, bytes } of resolutions) {
      const small = await codecs.decodeHtj2kAt(encoded.bytes.slice(0, bytes), odd, level)
      const whole = await codecs.decodeHtj2kAt(encoded.bytes, odd, level)
      if (!small.ok || !whole.ok) throw new Error('not decoded')
      expect([small.frame.rows, small.frame.columns]).toEqual([rows, columns])
      expect(small.frame.pixels).toEqual(whole.frame.pixels)
    }
    expect(resolutions.at(-1)).toEqual({ level: 0, rows: 97, columns: 81, bytes: encoded.bytes.length })
    expect(resolutionFor(resolutions, 40)).toMatchObject({ rows: 49, level: 1 })
    expect(resolutionFor(resolutions, 4096)?.level).toBe(0)
    expect(resolutionFor([], 64)).toBeUndefined()
  })

  test.each([
    ['12 bits', info()],
    ['12 bits with a sign', info({ signed: true })],
    ['8 bits', info({ bitsAllocated: 8, bitsStored: 8 })],
    ['colour', info({ bitsAllocated: 8, bitsStored: 8, samples: 3, photometric: 'RGB' })],
  ])('%s: checked while written, the file is the same and reads exactly', async (_, i) => {
    const frame = frameOf(i)
    const [plain, checked] = [await codecs.encodeHtj2k(frame), await codecs.encodeHtj2k(frame, { checked: true })]
    if (!plain.ok || !checked.ok) throw new Error('not encoded')
    expect(Buffer.compare(checked.bytes, plain.bytes)).toBe(0)
    const back = await codecs.decodeFrame(checked.bytes, HTJ2K, i)
    expect(back.ok && Buffer.compare(bytesOf(back.frame.pixels), bytesOf(frame.pixels))).toBe(0)
    // Another size, then the first again: what is kept of one frame does not show in the next.
    const other = await codecs.encodeHtj2k(frameOf(info({ rows: 33, columns: 47 })), { checked: true })
    const again = await codecs.encodeHtj2k(frame, { checked: true })
    expect(other.ok && again.ok && Buffer.compare(again.bytes, plain.bytes)).toBe(0)
  })

  test('values above the stored bits are kept', async () => {
    const frame = frameOf(info())
    frame.pixels[5] = 0xf123
    const encoded = await codecs.encodeHtj2k(frame)
    const back = encoded.ok ? await codecs.decodeFrame(encoded.bytes, HTJ2K, info()) : encoded
    expect(back.ok && back.frame.pixels[5]).toBe(0xf123)
  })

  test('JPEG 2000 comes back exactly', async () => {
    const frame = frameOf(info())
    const encoded = await codecs.encodeJ2k(frame)
    const back = encoded.ok ? await codecs.decodeFrame(encoded.bytes, '1.2.840.10008.1.2.4.90', info()) : encoded
    expect(back.ok && Buffer.compare(bytesOf(back.frame.pixels), bytesOf(frame.pixels))).toBe(0)
  })
})

const SYNTAXES = [
  '.4.50',
  '.4.51',
  '.4.57',
  '.4.70',
  '.4.80',
  '.4.81',
  '.4.90',
  '.4.91',
  '.4.201',
  '.4.202',
  '.4.203',
  '.5',
  '.8.1',
].map((kind) => `1.2.840.10008.1.2${kind}`)

describe('damaged streams', () => {
  test.each(SYNTAXES)('%s: emptiness, noise and text are refused, and the codec works afterwards', async (syntax) => {
    const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) & 0xff)
    for (const bytes of [new Uint8Array(), noise, new TextEncoder().encode('MZ this is not an image'.repeat(9))]) {
      const result = await codecs.decodeFrame(bytes, syntax, info())
      // Noise is a deflate or PackBits stream now and then; it must not be longer than the frame.
      if (result.ok) expect(result.frame.pixels).toHaveLength(96 * 80)
      else expect(['corrupt', 'mismatch', 'truncated', 'unsupported']).toContain(result.code)
    }
    expect((await codecs.encodeHtj2k(frameOf(info()))).ok).toBe(true)
  })

  test('a stream cut off or with a byte changed never throws and never gives another size', async () => {
    const frame = frameOf(info())
    for (const [encoded, syntax] of [
      [await codecs.encodeHtj2k(frame), HTJ2K],
      [await codecs.encodeJ2k(frame), '1.2.840.10008.1.2.4.90'],
    ] as const) {
      if (!encoded.ok) throw new Error(encoded.message)
      for (let n = 0; n < 60; n += 1) {
        const bytes = encoded.bytes.slice(0, n < 20 ? Math.floor((encoded.bytes.length * n) / 20) : undefined)
        if (n >= 20 && bytes.length > 0) bytes[(n * 7919) % Math.min(bytes.length, 400)]! ^= 1 << (n % 8)
        const result = await codecs.decodeFrame(bytes, syntax, info())
        if (result.ok) expect(result.frame.pixels).toHaveLength(96 * 80)
      }
      const good = await codecs.decodeFrame(encoded.bytes, syntax, info())
      expect(good.ok && Buffer.compare(bytesOf(good.frame.pixels), bytesOf(frame.pixels))).toBe(0)
    }
  })

  test('a stream of another size than the header says is refused before it is decoded', async () => {
    const encoded = await codecs.encodeHtj2k(frameOf(info()))
    if (!encoded.ok) throw new Error(encoded.message)
    expect(await codecs.decodeFrame(encoded.bytes, HTJ2K, info({ rows: 95 }))).toMatchObject({
      ok: false,
      code: 'mismatch',
    })
  })

  test('headers that cannot be are refused', async () => {
    for (const more of [
      { rows: 0 },
      { rows: 65_535, columns: 65_535, samples: 3 },
      { bitsAllocated: 12 },
      { samples: 2 },
      { bitsStored: 17 },
      { rows: NaN },
    ]) {
      expect((await codecs.decodeFrame(new Uint8Array(64), '1.2.840.10008.1.2.1', info(more))).ok).toBe(false)
    }
    expect(await codecs.decodeFrame(new Uint8Array(64), '1.3.6.1.4.1.99', info())).toMatchObject({
      ok: false,
      code: 'unsupported',
    })
  })
})

describe('uncompressed frames', () => {
  test('big endian, planes and packed bits', () => {
    const tiny = info({ rows: 1, columns: 2, bitsStored: 16 })
    const big = decodeUncompressed(Uint8Array.of(1, 2, 3, 4), tiny, true)
    expect(big.ok && [...big.frame.pixels]).toEqual([0x0102, 0x0304])
    const planes = decodeUncompressed(
      Uint8Array.of(1, 2, 3, 4, 5, 6),
      info({ rows: 1, columns: 2, bitsAllocated: 8, bitsStored: 8, samples: 3, planar: true }),
    )
    expect(planes.ok && [...planes.frame.pixels]).toEqual([1, 3, 5, 2, 4, 6])
    const bits = decodeUncompressed(
      Uint8Array.of(0b101),
      info({ rows: 1, columns: 4, bitsAllocated: 1, bitsStored: 1 }),
    )
    expect(bits.ok && [...bits.frame.pixels]).toEqual([1, 0, 1, 0])
    const words = decodeUncompressed(
      Uint8Array.of(1, 2),
      info({ rows: 1, columns: 2, bitsAllocated: 8, bitsStored: 8, words: true }),
      true,
    )
    expect(words.ok && [...words.frame.pixels]).toEqual([2, 1])
  })

  test('the input is not changed, also where it is a Buffer', () => {
    const bytes = Buffer.from([1, 2, 3, 4])
    decodeUncompressed(bytes, info({ rows: 1, columns: 2, bitsStored: 16 }), true)
    expect([...bytes]).toEqual([1, 2, 3, 4])
  })

  test('subsampled colour is widened', () => {
    const yuv = decodeUncompressed(
      Uint8Array.of(10, 20, 30, 40),
      info({ rows: 1, columns: 2, bitsAllocated: 8, bitsStored: 8, samples: 3, photometric: 'YBR_FULL_422' }),
    )
    expect(yuv.ok && [yuv.frame.photometric, ...yuv.frame.pixels]).toEqual(['YBR_FULL', 10, 30, 40, 20, 30, 40])
  })
})

test('RLE puts the bytes of a sample together', () => {
  const header = new Uint8Array(64)
  new DataView(header.buffer).setUint32(0, 2, true)
  new DataView(header.buffer).setUint32(4, 64, true)
  new DataView(header.buffer).setUint32(8, 66, true)
  // High bytes: a run of three 1s; low bytes: three literals.
  const bytes = Uint8Array.of(...header, 254, 1, 2, 5, 6, 7)
  const got = decodeRle(bytes, info({ rows: 1, columns: 3, bitsStored: 16 }))
  expect(got.ok && [...got.frame.pixels]).toEqual([0x0105, 0x0106, 0x0107])
  expect(decodeRle(bytes.subarray(0, 67), info({ rows: 1, columns: 3 })).ok).toBe(false)
})
