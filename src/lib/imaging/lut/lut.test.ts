import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDicom } from '#src/lib/dicom/index.ts'
import { type TestElement, testFile, type TestSyntax, testSyntaxes } from '#src/lib/dicom/testing.ts'
import {
  fileTablesOf,
  lookUp,
  packTable,
  readTable,
  stretchOf,
  tablesOf,
  throughTable,
  toScreen,
  unpackTable,
} from './index.ts'

const words = (...values: number[]): Uint8Array => Uint8Array.from(values.flatMap((v) => [v & 255, v >> 8]))
const table = (descriptor: number[], data: Uint8Array, more: Partial<Parameters<typeof readTable>[0]> = {}) =>
  readTable({ descriptor, data, signed: false, bigEndian: false, ...more })

describe('a table', () => {
  it('of words: lower inputs get the first entry, higher ones the last', () => {
    const made = table([4, 10, 12], words(0, 7, 4095, 300))
    expect(made).toEqual({ first: 10, bits: 12, values: Uint16Array.of(0, 7, 4095, 300) })
    if (typeof made === 'string') throw new Error(made)
    expect([-5, 10, 11, 12, 13, 14, 60_000].map((v) => lookUp(made, v))).toEqual([0, 0, 7, 4095, 300, 300, 300])
    expect([10.4, 10.6].map((v) => lookUp(made, v))).toEqual([0, 7])
    expect(throughTable(Int16Array.of(-32_768, 11, 12, 99), made)).toEqual(Uint16Array.of(0, 7, 4095, 300))
    expect(stretchOf(made)).toEqual({ center: 12, width: 4 })
  })

  it('of big-endian words', () => {
    expect(table([2, 0, 16], Uint8Array.of(0x12, 0x34, 0xff, 0x01), { bigEndian: true })).toMatchObject({
      values: Uint16Array.of(0x1234, 0xff01),
    })
  })

  it('whose first input is signed', () => {
    const descriptor = [2, 65_536 - 1024, 8]
    expect(table(descriptor, words(1, 2), { signed: true })).toMatchObject({ first: -1024 })
    expect(table(descriptor, words(1, 2))).toMatchObject({ first: 64_512 })
  })

  it('of 8 bits: bytes in words of either order, bytes alone, or a word for each', () => {
    const three = { first: 0, bits: 8, values: Uint16Array.of(1, 2, 3) }
    expect(table([3, 0, 8], Uint8Array.of(1, 2, 3, 0))).toEqual(three)
    expect(table([3, 0, 8], Uint8Array.of(2, 1, 0, 3), { bigEndian: true })).toEqual(three)
    expect(table([3, 0, 8], Uint8Array.of(1, 2, 3, 0), { bigEndian: true, single: true })).toEqual(three)
    expect(table([3, 0, 8], words(1, 2, 3))).toEqual(three)
  })

  it('of 65,536 entries says 0', () => {
    const made = table([0, 0, 16], words(...Array.from({ length: 65_536 }, (_, i) => 65_535 - i)))
    if (typeof made === 'string') throw new Error(made)
    expect([made.values.length, lookUp(made, 0), lookUp(made, 65_535)]).toEqual([65_536, 65_535, 0])
  })

  it('is refused when its parts do not fit each other', () => {
    expect(table([4, 0], words(1, 2, 3, 4))).toBe('descriptor')
    expect(table([4, 0, 16], new Uint8Array())).toBe('descriptor')
    expect(table([4, 0, 16], words(1, 2, 3))).toBe('length')
    expect(table([4, 0, 16], words(1, 2, 3, 4, 5))).toBe('length')
    expect(table([4, 0, 12], Uint8Array.of(1, 2, 3, 4))).toBe('length')
    expect(table([1, 0, 7], words(1))).toBe('bits')
    expect(table([1, 0, 17], words(1))).toBe('bits')
    expect(table([2, 0, 10], words(1023, 1024))).toBe('bits')
    expect(table([2, 0, 8], words(255, 256))).toBe('bits')
  })

  it('travels and comes back; ramps are short', () => {
    fc.assert(
      fc.property(
        fc.uint16Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: -32_768, max: 65_535 }),
        (values, first) => {
          expect(unpackTable(packTable({ first, bits: 16, values }))).toEqual({ first, bits: 16, values })
        },
      ),
    )
    const ramp = Uint16Array.from({ length: 4096 }, (_, i) => i * 16)
    expect(packTable({ first: 0, bits: 16, values: ramp }).steps).toEqual([0, 1, 16, 4095])
  })

  it('of a screen has 8 bits, rounded', () => {
    const curve = { first: 3, bits: 12, values: Uint16Array.of(0, 8, 9, 2048, 4095) }
    // 8 · 255 / 4095 = 0.498; 9 → 0.560; 2048 → 127.53.
    expect(toScreen(curve)).toEqual({ first: 3, bits: 8, values: Uint16Array.of(0, 0, 1, 128, 255) })
  })
})

describe.each(testSyntaxes.map((syntax) => [syntax.uid, syntax] as const))('tables of a file in %s', (_, syntax) => {
  const { element, lut, pixels, sequence, tables } = builder(syntax)

  it('of the modality and of the VOI, with their names', () => {
    const { modality, type, voi, faults } = tables(
      pixels(true),
      sequence(0x00283000, lut('', 'US', [2, -1024, 16], 5, 6)),
      sequence(0x00283010, lut('Xương', 'US', [2, 3, 12], 0, 4095), lut('REMOVED', 'US', [2, 3, 12], 4095, 0)),
    )
    expect([modality?.first, modality?.values, type, faults]).toEqual([-1024, Uint16Array.of(5, 6), 'HU', []])
    expect(voi.map(({ name, first, values }) => [name, first, ...values])).toEqual([
      ['Xương', 3, 0, 4095],
      ['', 3, 4095, 0],
    ])
  })

  it('of the VOI begin below 0 where a rescale leads there, or the file says so, but never behind a table of the modality', () => {
    const first = (vr: 'US' | 'SS', ...more: TestElement[]) =>
      tables(pixels(false), ...more, sequence(0x00283010, lut('', vr, [2, -100, 8], 0, 255))).voi[0]!.first
    const rescale = element(0x00281052, 'DS', '-1024')
    expect(first('US')).toBe(65_436)
    // Without VRs in the file nobody can say so.
    if (syntax.explicit) expect(first('SS')).toBe(-100)
    expect(first('US', rescale)).toBe(-100)
    expect(first('US', rescale, sequence(0x00283000, lut('', 'US', [2, 0, 16], 5, 6)))).toBe(65_436)
  })

  it('that are damaged are left out and said', () => {
    const { modality, voi, faults } = tables(
      pixels(false),
      sequence(0x00283000, lut('', 'US', [9, 0, 16], 5, 6)),
      sequence(0x00283010, lut('BAD', 'US', [2, 0, 8], 0, 300), lut('GOOD', 'US', [2, 0, 8], 0, 255), []),
    )
    expect(modality).toBeNull()
    expect(voi.map(({ name }) => name)).toEqual(['GOOD'])
    expect(faults).toEqual([
      { stage: 'modality', fault: 'length' },
      { stage: 'voi', fault: 'bits' },
      { stage: 'voi', fault: 'descriptor' },
    ])
  })

  it('of frames stand in functional groups: its own, else the shared ones, else those of all', () => {
    const macro = (name: string) => [sequence(0x00289132, [sequence(0x00283010, lut(name, 'US', [2, 0, 8], 0, 255))])]
    const all = [pixels(false), sequence(0x00283010, lut('ALL', 'US', [2, 0, 8], 0, 255))]
    const file = read([...all, sequence(0x52009229, macro('SHARED')), sequence(0x52009230, macro('OWN'), [])], syntax)
    expect([0, 1, 2].map((frame) => tablesOf(file, frame).voi[0]!.name)).toEqual(['OWN', 'SHARED', 'SHARED'])
    expect(fileTablesOf(file).luts.map(([one]) => one!.name)).toEqual(['OWN', 'SHARED'])
    const same = read([...all, sequence(0x52009230, macro('A'), macro('A'), macro('B'))], syntax)
    const [one, two, three] = fileTablesOf(same).luts.map(([lut]) => lut)
    expect([one === two, three!.name]).toEqual([true, 'B'])
    // A table of two entries is four numbers long; the one that there is no room for ends it.
    expect(fileTablesOf(same, 7)).toMatchObject({
      luts: [[{ name: 'A' }], [{ name: 'A' }], []],
      faults: [{ stage: 'voi', fault: 'many' }],
    })
    expect(tables(...all).voi[0]!.name).toBe('ALL')
    expect(tables(pixels(false)).voi).toEqual([])
  })
})

function read(elements: readonly TestElement[], syntax: TestSyntax) {
  const file = readDicom(testFile([{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' }, ...elements], { syntax }))
  if (!file.ok) throw new Error(file.message)
  return file
}

function builder(syntax: TestSyntax) {
  const raw = (...values: number[]): Uint8Array => {
    const bytes = words(...values.map((v) => v & 0xffff))
    return syntax.bigEndian ? bytes.map((_, i) => bytes[i ^ 1]!) : bytes
  }
  const element = (tag: number, vr: string, value: string | Uint8Array): TestElement => ({ tag, vr, value })
  return {
    element,
    sequence: (tag: number, ...items: TestElement[][]): TestElement => ({ tag, vr: 'SQ', items }),
    pixels: (signed: boolean) => element(0x00280103, 'US', raw(signed ? 1 : 0)),
    lut: (name: string, vr: 'US' | 'SS', descriptor: [number, number, number], ...values: number[]) => [
      element(0x00283002, vr, raw(...descriptor)),
      element(0x00283003, 'LO', name),
      element(0x00283004, 'LO', 'HU'),
      element(0x00283006, 'OW', raw(...values)),
    ],
    tables: (...elements: TestElement[]) => tablesOf(read(elements, syntax)),
  }
}
