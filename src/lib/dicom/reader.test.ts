import { describe, expect, it } from 'vitest'
import { findElement } from './element.ts'
import { readDicom } from './reader.ts'
import { ctElements, encodeTest, testFile, type TestElement, testSyntaxes } from './testing.ts'
import { charsetIn, numbersOf, rawValue, textOf } from './values.ts'

function read(bytes: Uint8Array) {
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(`${file.code}: ${file.message}`)
  return file
}

function nested(depth: number, undefinedLength: boolean): TestElement {
  const inner: TestElement = { tag: 0x00100020, vr: 'LO', value: 'X' }
  let element = inner
  for (let i = 0; i < depth; i += 1) element = { tag: 0x00081140, vr: 'SQ', items: [[element]], undefinedLength }
  return element
}

describe('reading a DICOM file', () => {
  for (const syntax of testSyntaxes) {
    for (const form of ['part10', 'meta', 'bare'] as const) {
      if (form === 'bare' && syntax.deflated) continue
      it(`reads ${syntax.uid} in the form ${form}`, () => {
        const file = read(testFile(ctElements(syntax.bigEndian), { syntax, form }))
        expect(textOf(file.bytes, file.elements, 0x00100010, charsetIn(file.bytes, file.elements))).toBe(
          'Nguyễn^Văn Hưng',
        )
        expect(findElement(file.elements, 0x00081140)?.items?.[0]?.elements.length).toBe(2)
        expect(file.syntax.uid).toBe(syntax.uid)
        const pixels = findElement(file.elements, 0x7fe00010)
        expect(pixels && rawValue(file.bytes, pixels).length).toBe(32)
        expect(numbersOf(file.bytes, file.elements, 0x00280010)).toEqual([4])
      })
    }
  }

  it('an empty number is none, and not 0', () => {
    const numbers = [
      { tag: 0x00200013, vr: 'IS', value: '' },
      { tag: 0x00280030, vr: 'DS', value: ' \\0.5' },
    ]
    const { bytes, elements } = read(testFile(numbers))
    expect([numbersOf(bytes, elements, 0x00200013), numbersOf(bytes, elements, 0x00280030)]).toEqual([[], [0.5]])
  })

  it('reads sequences of undefined length', () => {
    const file = read(testFile([{ tag: 0x00080016, vr: 'UI', value: '1.2' }, nested(3, true)]))
    expect(findElement(file.elements, 0x00081140)?.items?.length).toBe(1)
  })

  it('reads an unknown VR of undefined length as an implicit sequence', () => {
    const inner = [
      ...encodeTest([{ tag: 0x00100020, vr: 'LO', value: 'ID' }], { uid: '', explicit: false, bigEndian: false }),
    ]
    const body = [0xfe, 0xff, 0, 0xe0, inner.length, 0, 0, 0, ...inner]
    const file = read(
      testFile([
        { tag: 0x00080016, vr: 'UI', value: '1.2' },
        { tag: 0x00101002, vr: 'UN', value: Uint8Array.from(body), undefinedLength: true },
      ]),
    )
    expect(findElement(file.elements, 0x00101002)?.items?.[0]?.elements[0]?.tag).toBe(0x00100020)
  })

  it('keeps fragments of compressed pixel data opaque, delimiters inside them included', () => {
    const fragments = Uint8Array.from([
      0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0, 0xe0, 8, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0,
    ])
    const file = read(
      testFile(
        [
          { tag: 0x00080016, vr: 'UI', value: '1.2' },
          { tag: 0x7fe00010, vr: 'OB', value: fragments, undefinedLength: true },
        ],
        { transferSyntaxUid: '1.2.840.10008.1.2.4.90' },
      ),
    )
    expect(findElement(file.elements, 0x7fe00010)?.fragments?.map(({ start, end }) => end - start)).toEqual([0, 8])
  })

  it('stops before a tag, so that the first part of a file is enough for its header', () => {
    const bytes = testFile(ctElements())
    const file = readDicom(bytes.subarray(0, bytes.length - 20), { untilTag: 0x7fe00010 })
    expect(file.ok && findElement(file.elements, 0x00280010) !== undefined).toBe(true)
  })

  it('trusts what it sees where the claimed encoding is wrong', () => {
    const implicit = testSyntaxes[0]
    const file = read(testFile(ctElements(), { syntax: implicit, transferSyntaxUid: '1.2.840.10008.1.2.1' }))
    expect(file.syntax.uid).toBe('1.2.840.10008.1.2')
  })
})

describe('what is refused, with the reason', () => {
  const code = (bytes: Uint8Array): string => {
    const file = readDicom(bytes)
    return file.ok ? 'ok' : file.code
  }
  const minimal: TestElement = { tag: 0x00080016, vr: 'UI', value: '1.2' }

  it('executables, text, zip, nothing', () => {
    expect(code(Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 255, 255, 0, 0]))).toBe('not-dicom')
    expect(code(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]))).toBe('not-dicom')
    expect(code(new TextEncoder().encode('PK\u0003\u0004 an archive of many things'))).toBe('not-dicom')
    expect(code(new TextEncoder().encode('Hello, this is a letter'))).toBe('not-dicom')
    expect(code(new Uint8Array(0))).toBe('not-dicom')
    expect(code(new Uint8Array(4096))).toBe('not-dicom')
  })

  it('a DICOMDIR', () => {
    expect(code(testFile([{ tag: 0x00041220, vr: 'SQ', items: [[minimal]] }]))).toBe('dicomdir')
  })

  it('a file that ends too soon, wherever it is cut', () => {
    const whole = testFile(ctElements())
    for (let cut = 140; cut < whole.length; cut += 7) {
      expect(['ok', 'truncated', 'not-dicom']).toContain(code(whole.subarray(0, cut)))
    }
    expect(code(whole.subarray(0, whole.length - 2))).toBe('truncated')
  })

  it('claims of 4 GB, without allocating them', () => {
    expect(code(testFile([minimal, { tag: 0x7fe00010, vr: 'OW', value: 'x', claims: 0xfffffffe }]))).toBe('truncated')
    expect(code(testFile([minimal, { tag: 0x00081140, vr: 'SQ', value: 'x', claims: 0xfffffff0 }]))).toBe('truncated')
  })

  it('sequences 50 deep', () => {
    expect(code(testFile([minimal, nested(50, false)]))).toBe('too-deep')
    expect(code(testFile([minimal, nested(50, true)]))).toBe('too-deep')
    expect(code(testFile([minimal, nested(20, true)]))).toBe('ok')
  })

  it('private transfer syntaxes', () => {
    expect(code(testFile([minimal], { transferSyntaxUid: '1.2.840.113619.5.2' }))).toBe('transfer-syntax')
  })

  it('damaged and exploding deflate streams', () => {
    const deflated = testSyntaxes[3]
    const good = testFile(ctElements(), { syntax: deflated })
    expect(['deflate', 'truncated']).toContain(code(good.subarray(0, good.length - 60)))
    const bomb = testFile([minimal, { tag: 0x7fe00010, vr: 'OW', value: new Uint8Array(4_000_000) }], {
      syntax: deflated,
    })
    const result = readDicom(bomb, { limits: { maxInflated: 1_000_000 } })
    expect(!result.ok && result.code).toBe('too-large')
  })

  it('more elements than the limit', () => {
    const many = Array.from({ length: 100 }, () => minimal)
    const result = readDicom(testFile(many), { limits: { maxElements: 50 } })
    expect(!result.ok && result.code).toBe('too-many')
  })
})
