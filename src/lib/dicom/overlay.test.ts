import { describe, expect, it } from 'vitest'
import { deidentify } from './deidentify.ts'
import { findElement } from './element.ts'
import { blankOverlays, eachOverlayPixel, overlayPlanes } from './overlay.ts'
import { defaultProfile, type DeidentifyProfile } from './profile.ts'
import { type DicomFile, readDicom } from './reader.ts'
import { ctElements, holds, testFile, type TestElement, testSecret, testSyntaxes } from './testing.ts'
import { asciiValue, numbersOf, textOf } from './values.ts'
import { defaultCharset } from './charset.ts'

const profile: DeidentifyProfile = { ...defaultProfile, name: 'test', graphics: 'clean' }
const us = (value: number): Uint8Array => Uint8Array.of(value, 0)
const floats = (...values: number[]): Uint8Array => new Uint8Array(new Float32Array(values).buffer)

function clean(extra: readonly TestElement[], syntax = testSyntaxes[1]!, by = profile) {
  const all = [...ctElements(syntax.bigEndian), ...extra].toSorted((a, b) => a.tag - b.tag)
  const result = deidentify(testFile(all, { syntax }), { profile: by, secret: testSecret })
  if (!result.ok) throw new Error(result.message)
  const file = readDicom(result.bytes)
  if (!file.ok) throw new Error(file.message)
  const again = deidentify(result.bytes, { profile: by, secret: testSecret })
  expect(again.ok && again.report.unchanged).toBe(true)
  return { file, report: result.report }
}

/** A plane of 4 × 4 with two pixels set: (1, 0) and (2, 3). */
const plane = (group: number, type: string, change: Readonly<Record<number, TestElement>> = {}): TestElement[] => {
  const tag = (element: number): number => ((group << 16) | element) >>> 0
  const own: TestElement[] = [
    { tag: tag(0x0010), vr: 'US', value: us(4) },
    { tag: tag(0x0011), vr: 'US', value: us(4) },
    { tag: tag(0x0022), vr: 'LO', value: 'Liver of Hung' },
    { tag: tag(0x0040), vr: 'CS', value: type },
    { tag: tag(0x0050), vr: 'SS', value: Uint8Array.of(1, 0, 1, 0) },
    { tag: tag(0x0100), vr: 'US', value: us(1) },
    { tag: tag(0x0102), vr: 'US', value: us(0) },
    { tag: tag(0x1500), vr: 'LO', value: 'BN0012345' },
    { tag: tag(0x3000), vr: 'OW', value: Uint8Array.of(0b10, 0b01000000) },
    { tag: tag(0x4000), vr: 'LT', value: 'seen by Nguyen' },
  ]
  return own.map((element) => change[element.tag & 0xffff] ?? element)
}

const groups = (file: DicomFile): Set<number> => new Set(file.elements.map(({ tag }) => tag >>> 16))
const pixels = (file: DicomFile, frame = 0): string[] => {
  const out: string[] = []
  for (const one of overlayPlanes(file.bytes, file.elements))
    eachOverlayPixel(file.bytes, one, frame, { columns: 8, rows: 8 }, (x, y) => out.push(`${x},${y}`))
  return out
}

describe('clean graphics of overlays', () => {
  for (const syntax of testSyntaxes.filter(({ bigEndian }) => !bigEndian)) {
    it(`keeps a region with its bits, cleans its words, and has a person look, ${syntax.uid}`, () => {
      const { file, report } = clean(plane(0x6000, 'R'), syntax)
      expect(pixels(file)).toEqual(['1,0', '2,3'])
      const label = findElement(file.elements, 0x60000022)
      expect(label && asciiValue(file.bytes, label)).toMatch(/^Liver\b/)
      for (const gone of ['Hung', 'BN0012345', 'Nguyen']) expect(holds(file.bytes, gone)).toBe(false)
      expect(report.entries.find(({ path }) => path === '(6000,3000)')).toMatchObject({
        keyword: 'OverlayData',
        action: 'kept',
      })
      expect(report.burnedIn).toMatchObject({ risk: 'look', reasons: ['overlay'] })
      const codes = findElement(file.elements, 0x00120064)?.items?.map(({ elements }) =>
        textOf(file.bytes, elements, 0x00080100, defaultCharset),
      )
      expect(codes).toContain('113103')
    })
  }

  it('takes out graphics planes, curves, and regions whose elements hold more than they should', () => {
    const short = { tag: 0x60023000, vr: 'OW', value: Uint8Array.of(1, 0, 72, 117, 110, 103) }
    const long = { tag: 0x60040010, vr: 'US', value: Uint8Array.of(4, 0, 72, 117) }
    const { file, report } = clean([
      ...plane(0x6000, 'G'),
      ...plane(0x6002, 'R', { 0x3000: short }),
      ...plane(0x6004, 'R', { 0x0010: long }),
      ...plane(0x6006, ''),
      { tag: 0x50003000, vr: 'OW', value: new Uint8Array(4) },
    ])
    expect([...groups(file)].filter((group) => group >= 0x5000 && group < 0x7000)).toEqual([])
    expect(report.burnedIn.risk).toBe('none')
  })

  it('leaves nothing of a region without the option', () => {
    const { file, report } = clean(plane(0x6000, 'R'), testSyntaxes[1], defaultProfile)
    expect(groups(file).has(0x6000)).toBe(false)
    expect(report.burnedIn.risk).toBe('none')
  })

  it('takes out regions that nobody would see wholly: beyond the image, of other frames, of no image', () => {
    const at = (y: number, x: number): TestElement => ({ tag: 0x60000050, vr: 'SS', value: Uint8Array.of(y, 0, x, 0) })
    const kept = (change: Readonly<Record<number, TestElement>>, more: readonly TestElement[] = []): boolean => {
      const { file, report } = clean([...more, ...plane(0x6000, 'R', change)])
      expect(report.burnedIn.reasons.includes('overlay')).toBe(groups(file).has(0x6000))
      return groups(file).has(0x6000)
    }
    const frames = (n: number): TestElement[] => [{ tag: 0x00280008, vr: 'IS', value: String(n) }]
    const later = { 0x1500: { tag: 0x60000051, vr: 'US', value: us(2) } }
    expect(kept({})).toBe(true)
    for (const origin of [at(1, 2), at(2, 1), at(0, 1), at(1, 0)]) expect(kept({ 0x0050: origin })).toBe(false)
    expect(kept({}, frames(9))).toBe(true)
    expect(kept(later, frames(9))).toBe(false)
    const both = {
      0x0022: { tag: 0x60000015, vr: 'IS', value: '2' },
      0x3000: { tag: 0x60003000, vr: 'OW', value: new Uint8Array(4) },
    }
    expect(kept(both, frames(2))).toBe(true)
    expect(kept(both)).toBe(false)
    const state = testFile(plane(0x6000, 'R'), { syntax: testSyntaxes[1]! })
    const result = deidentify(state, { profile, secret: testSecret })
    expect(result.ok && readDicom(result.bytes)).toMatchObject({ ok: true })
    expect(result.ok && holds(result.bytes, '\x00\x60\x00\x30')).toBe(false)
  })

  it('finds bits at an origin and in a frame, and clears those of a box', () => {
    const two = plane(0x6000, 'R', {
      0x0022: { tag: 0x60000015, vr: 'IS', value: '2' },
      0x0050: { tag: 0x60000050, vr: 'SS', value: Uint8Array.of(3, 0, 0, 0) },
      0x3000: { tag: 0x60003000, vr: 'OW', value: Uint8Array.of(0b10, 0, 0, 0b11000000) },
    })
    const file = readDicom(testFile(two.toSorted((a, b) => a.tag - b.tag)))
    if (!file.ok) throw new Error(file.message)
    expect(pixels(file)).toEqual(['0,2'])
    expect(pixels(file, 1)).toEqual(['1,5', '2,5'])
    blankOverlays(file.bytes, file.elements, [{ x: 2, y: 5, width: 9, height: 1 }])
    expect([pixels(file), pixels(file, 1)]).toEqual([['0,2'], ['1,5']])
  })

  it('sees planes in pixel bits in implicit data sets, too', () => {
    const bits = { tag: 0x60000102, vr: 'US', value: us(12) }
    expect(clean([bits], testSyntaxes[0]).report.burnedIn.reasons).toContain('overlay-in-pixel-bits')
  })
})

describe('clean graphics of presentation states', () => {
  const stroke = Array.from({ length: 12 }, (_, i) => i)
  const shape = (kind: string, points: readonly number[]): TestElement[] => [
    { tag: 0x00700005, vr: 'CS', value: 'PIXEL' },
    { tag: 0x00700021, vr: 'US', value: us(points.length / 2) },
    { tag: 0x00700022, vr: 'FL', value: floats(...points) },
    { tag: 0x00700023, vr: 'CS', value: kind },
  ]
  const annotation: TestElement = {
    tag: 0x00700001,
    vr: 'SQ',
    items: [
      [
        { tag: 0x00700002, vr: 'CS', value: 'LAYER1' },
        {
          tag: 0x00700008,
          vr: 'SQ',
          items: [
            [{ tag: 0x00700006, vr: 'ST', value: 'Nguyen Van Hung 19310115' }],
            [{ tag: 0x00700006, vr: 'ST', value: 'aneurysm of Hung' }],
          ],
        },
        {
          tag: 0x00700009,
          vr: 'SQ',
          items: [
            shape('ELLIPSE', [1, 5, 9, 5, 5, 3, 5, 7]),
            shape('POLYLINE', [1, 1, 5, 5]),
            shape('POLYLINE', [...stroke, 0, 1]),
            shape('POLYLINE', stroke),
            shape('POINT', stroke),
            shape('', stroke).map((one) => (one.tag === 0x00700022 ? { ...one, vr: 'UN' } : one)),
          ],
        },
      ],
    ],
  }

  it('keeps shapes and listed words; a stroke that could be handwriting becomes a point', () => {
    const { file } = clean([annotation])
    const item = findElement(file.elements, 0x00700001)!.items![0]!.elements
    const words = findElement(item, 0x00700008)!.items!.map(({ elements }) =>
      textOf(file.bytes, elements, 0x00700006, defaultCharset),
    )
    expect(words[0]).toBe('REMOVED')
    expect(words[1]).toMatch(/aneurysm/)
    expect(words.join()).not.toMatch(/Hung|1931/)
    const points = findElement(item, 0x00700009)!.items!.map(({ elements }) => {
      const data = findElement(elements, 0x00700022)!
      return numbersOf(file.bytes, [{ ...data, vr: 'FL' }], 0x00700022)
    })
    expect(points[0]).toEqual([1, 5, 9, 5, 5, 3, 5, 7])
    expect(points[1]).toEqual([1, 1, 5, 5])
    expect(points[2]).toEqual([...stroke, 0, 1])
    // Whatever it calls itself.
    for (const one of points.slice(3)) expect(one).toEqual(stroke.map((_, i) => i % 2))
    expect(points).toHaveLength(6)
  })
})
