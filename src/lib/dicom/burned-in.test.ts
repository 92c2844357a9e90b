import { describe, expect, it } from 'vitest'
import { blankBoxes } from './blank.ts'
import { assessBurnedIn, outside } from './burned-in.ts'
import { findElement } from './element.ts'
import { type DicomFile, readDicom } from './reader.ts'
import { ctElements, testFile, type TestElement, testSyntaxes, us } from './testing.ts'
import { rawValue } from './values.ts'

function fileOf(elements: readonly TestElement[], options?: Parameters<typeof testFile>[1]): DicomFile {
  const file = readDicom(
    testFile(
      [...elements].toSorted((a, b) => a.tag - b.tag),
      options,
    ),
  )
  if (!file.ok) throw new Error(file.message)
  return file
}

function change(changes: Record<number, string | Uint8Array>, extra: TestElement[] = []): TestElement[] {
  return [...ctElements().map((element) => ({ ...element, value: changes[element.tag] ?? element.value })), ...extra]
}

const ul = (value: number): Uint8Array => Uint8Array.of(value & 255, value >> 8, 0, 0)

describe('burned-in risk', () => {
  it('none for a primary CT image, look for captures, colour, ultrasound and video', () => {
    expect(assessBurnedIn(fileOf(ctElements())).risk).toBe('none')
    expect(assessBurnedIn(fileOf(change({ 0x00080008: 'DERIVED\\SECONDARY\\SCREEN SAVE' }))).reasons).toContain(
      'secondary-capture',
    )
    expect(assessBurnedIn(fileOf(change({ 0x00280002: us(3) }))).reasons).toContain('colour-capture')
    expect(assessBurnedIn(fileOf(change({ 0x00080060: 'US' }))).risk).toBe('look')
    expect(assessBurnedIn(fileOf(change({ 0x00080016: '1.2.840.10008.5.1.4.1.1.7' }))).risk).toBe('look')
    expect(assessBurnedIn(fileOf(ctElements(), { transferSyntaxUid: '1.2.840.10008.1.2.4.102' })).reasons).toContain(
      'video',
    )
    const bits: TestElement = { tag: 0x60000102, vr: 'US', value: us(12) }
    expect(assessBurnedIn(fileOf(change({}, [bits]))).reasons).toContain('overlay-in-pixel-bits')
  })

  it('believes a declared YES and not a declared NO of an ultrasound image', () => {
    const declared = (value: string, modality: string) =>
      assessBurnedIn(fileOf(change({ 0x00080060: modality }, [{ tag: 0x00280301, vr: 'CS', value }]))).risk
    expect(declared('YES', 'CT')).toBe('present')
    expect(declared('NO', 'US')).toBe('look')
    expect(declared('NO', 'CT')).toBe('none')
  })

  it('proposes all that lies outside the ultrasound regions, or the banner of the maker', () => {
    const region = (x0: number, y0: number, x1: number, y1: number): TestElement[] => [
      { tag: 0x00186018, vr: 'UL', value: ul(x0) },
      { tag: 0x0018601a, vr: 'UL', value: ul(y0) },
      { tag: 0x0018601c, vr: 'UL', value: ul(x1) },
      { tag: 0x0018601e, vr: 'UL', value: ul(y1) },
    ]
    const regions: TestElement = { tag: 0x00186011, vr: 'SQ', items: [region(1, 1, 2, 3)] }
    const found = assessBurnedIn(fileOf(change({ 0x00080060: 'US' }, [regions])))
    expect(found.keepBoxes).toEqual([{ x: 1, y: 1, width: 2, height: 3 }])
    expect(found.blankBoxes.reduce((sum, box) => sum + box.width * box.height, 0)).toBe(16 - 6)
    const banner = assessBurnedIn(fileOf(change({ 0x00080060: 'US', 0x00080070: 'GE Healthcare' })))
    expect(banner.blankBoxes).toEqual([{ x: 0, y: 0, width: 4, height: 1 }])
  })

  it('covers exactly the rest, for overlapping regions too', () => {
    const boxes = [
      { x: 1, y: 0, width: 3, height: 4 },
      { x: 3, y: 2, width: 5, height: 5 },
    ]
    const covered = new Set<string>()
    for (const { x, y, width, height } of outside(boxes, 10, 10)) {
      for (let i = x; i < x + width; i += 1) for (let j = y; j < y + height; j += 1) covered.add(`${i} ${j}`)
    }
    for (let x = 0; x < 10; x += 1) {
      for (let y = 0; y < 10; y += 1) {
        const inside = boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
        expect(covered.has(`${x} ${y}`)).toBe(!inside)
      }
    }
  })
})

describe('blanking', () => {
  const pixelsOf = (file: DicomFile, bytes: Uint8Array): number[] => {
    const pixels = findElement(file.elements, 0x7fe00010)
    return pixels ? [...rawValue(bytes, pixels)] : []
  }

  for (const syntax of testSyntaxes) {
    it(`changes exactly the boxes, ${syntax.uid}`, () => {
      const file = fileOf(ctElements(syntax.bigEndian), { syntax })
      const result = blankBoxes(file, [{ x: 1, y: 1, width: 2, height: 9 }])
      if (!result.ok) throw new Error(result.message)
      const [before, after] = [pixelsOf(file, file.bytes), pixelsOf(file, result.bytes)]
      for (let i = 0; i < 32; i += 1) {
        const [x, y] = [Math.floor(i / 2) % 4, Math.floor(i / 8)]
        const blanked = x >= 1 && x <= 2 && y >= 1
        // The darkest stored value is the first sample: bytes 1, 2 in either order.
        expect(after[i]).toBe(blanked ? (i % 2) + 1 : before[i])
      }
      const rest = result.bytes.filter((byte, i) => byte !== file.bytes[i]).length
      expect(rest).toBe(12)
    })
  }

  it('blanks colour by pixel and by plane, one frame of several', () => {
    for (const planar of [0, 1]) {
      const file = fileOf(
        change(
          {
            0x00280002: us(3),
            0x00280004: 'RGB',
            0x00280010: us(2),
            0x00280011: us(2),
            0x00280100: us(8),
            0x7fe00010: new Uint8Array(24).fill(9),
          },
          [
            { tag: 0x00280006, vr: 'US', value: us(planar) },
            { tag: 0x00280008, vr: 'IS', value: '2' },
          ],
        ),
      )
      const result = blankBoxes(file, [{ x: 0, y: 0, width: 1, height: 1 }], [1])
      if (!result.ok) throw new Error(result.message)
      const after = pixelsOf(file, result.bytes)
      expect(after.slice(0, 12).every((value) => value === 9)).toBe(true)
      const zeros = after.slice(12).flatMap((value, i) => (value === 0 ? [i] : []))
      expect(zeros).toEqual(planar ? [0, 4, 8] : [0, 1, 2])
    }
  })

  it('says what it cannot do', () => {
    const code = (file: DicomFile): string => {
      const result = blankBoxes(file, [])
      return result.ok ? 'ok' : result.code
    }
    const frames = Uint8Array.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0, 0xe0, 2, 0, 0, 0, 1, 2])
    const compressed = ctElements().map((element) =>
      element.tag === 0x7fe00010 ? { ...element, vr: 'OB', value: frames, undefinedLength: true } : element,
    )
    expect(code(fileOf(compressed, { transferSyntaxUid: '1.2.840.10008.1.2.4.90' }))).toBe('needs-codec')
    expect(code(fileOf(ctElements().filter(({ tag }) => tag !== 0x7fe00010)))).toBe('no-pixels')
    expect(code(fileOf(change({ 0x00280100: us(12) })))).toBe('pixel-format')
    expect(code(fileOf(change({ 0x00280010: us(400) })))).toBe('pixel-format')
  })
})
