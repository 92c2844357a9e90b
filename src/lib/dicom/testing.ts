import { deflateSync } from 'fflate'

/** A data element to build: value as bytes, ASCII or UTF-8 text, or items of a sequence. */
export interface TestElement {
  readonly tag: number
  readonly vr: string
  readonly value?: string | Uint8Array
  readonly items?: readonly (readonly TestElement[])[]
  readonly undefinedLength?: boolean
  /** Claimed length instead of the true one. */
  readonly claims?: number
}

export interface TestSyntax {
  readonly uid: string
  readonly explicit: boolean
  readonly bigEndian: boolean
  readonly deflated?: boolean
}

export const testSyntaxes: readonly TestSyntax[] = [
  { uid: '1.2.840.10008.1.2', explicit: false, bigEndian: false },
  { uid: '1.2.840.10008.1.2.1', explicit: true, bigEndian: false },
  { uid: '1.2.840.10008.1.2.2', explicit: true, bigEndian: true },
  { uid: '1.2.840.10008.1.2.1.99', explicit: true, bigEndian: false, deflated: true },
]

const long = new Set(['OB', 'OW', 'OF', 'SQ', 'UC', 'UN', 'UR', 'UT'])

function numbers(values: readonly [size: 2 | 4, value: number][], bigEndian: boolean): number[] {
  return values.flatMap(([size, value]) => {
    const bytes = Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff)
    return bigEndian ? bytes.toReversed() : bytes
  })
}

function item(tag: number, length: number, bigEndian: boolean): number[] {
  return numbers(
    [
      [2, tag >>> 16],
      [2, tag & 0xffff],
      [4, length >>> 0],
    ],
    bigEndian,
  )
}

/** Encodes elements, written apart from the code under test. */
export function encodeTest(elements: readonly TestElement[], syntax: TestSyntax): Uint8Array {
  const out: number[] = []
  for (const { tag, vr, value = '', items, undefinedLength = false, claims } of elements) {
    let body = typeof value === 'string' ? [...new TextEncoder().encode(value)] : [...value]
    if (items) {
      body = items.flatMap((list) => {
        const inner = [...encodeTest(list, syntax)]
        return undefinedLength
          ? [...item(0xfffee000, 0xffffffff, syntax.bigEndian), ...inner, ...item(0xfffee00d, 0, syntax.bigEndian)]
          : [...item(0xfffee000, inner.length, syntax.bigEndian), ...inner]
      })
    }
    if (body.length % 2 === 1) body.push(vr === 'UI' || vr === 'OB' ? 0 : 32)
    const length = claims ?? (undefinedLength ? 0xffffffff : body.length)
    out.push(
      ...numbers(
        [
          [2, tag >>> 16],
          [2, tag & 0xffff],
        ],
        syntax.bigEndian,
      ),
    )
    if (!syntax.explicit) out.push(...numbers([[4, length]], syntax.bigEndian))
    else {
      out.push(vr.charCodeAt(0), vr.charCodeAt(1))
      if (long.has(vr)) out.push(0, 0, ...numbers([[4, length]], syntax.bigEndian))
      else out.push(...numbers([[2, length]], syntax.bigEndian))
    }
    for (const byte of body) out.push(byte)
    if (undefinedLength) out.push(...item(0xfffee0dd, 0, syntax.bigEndian))
  }
  return Uint8Array.from(out)
}

export interface TestFile {
  readonly syntax?: TestSyntax
  /** `part10` has preamble and meta, `meta` only meta, `bare` neither. */
  readonly form?: 'part10' | 'meta' | 'bare'
  readonly transferSyntaxUid?: string
}

/** A file around the elements. */
export function testFile(elements: readonly TestElement[], options: TestFile = {}): Uint8Array {
  const syntax = options.syntax ?? (testSyntaxes[1] as TestSyntax)
  const body = encodeTest(elements, syntax)
  const data = syntax.deflated ? deflateSync(body) : body
  if (options.form === 'bare') return data
  const meta = encodeTest(
    [
      { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) },
      { tag: 0x00020002, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
      { tag: 0x00020003, vr: 'UI', value: '1.2.3.4.5' },
      { tag: 0x00020010, vr: 'UI', value: options.transferSyntaxUid ?? syntax.uid },
      { tag: 0x00020016, vr: 'AE', value: 'BACHMAI_CT1' },
    ],
    testSyntaxes[1] as TestSyntax,
  )
  const head = options.form === 'meta' ? [] : [...new Uint8Array(128).fill(0x41), 68, 73, 67, 77]
  return Uint8Array.from([...head, ...meta, ...data])
}

/** US value in a byte order. */
export function us(value: number, bigEndian = false): Uint8Array {
  return Uint8Array.from(numbers([[2, value]], bigEndian))
}

/** True when the bytes hold the text or byte pattern anywhere. */
export function holds(bytes: Uint8Array, pattern: string | Uint8Array): boolean {
  const needle = typeof pattern === 'string' ? new TextEncoder().encode(pattern) : pattern
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(needle)
}

/** A secret for tests. */
export const testSecret = new Uint8Array(32).map((_, i) => i * 7 + 3)

/** A small CT image with identity in all the usual places. */
export function ctElements(bigEndian = false): TestElement[] {
  return [
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' },
    { tag: 0x00080008, vr: 'CS', value: 'ORIGINAL\\PRIMARY\\AXIAL' },
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
    { tag: 0x00080018, vr: 'UI', value: '1.2.3.4.5' },
    { tag: 0x00080020, vr: 'DA', value: '20240229' },
    { tag: 0x00080030, vr: 'TM', value: '101112.5' },
    { tag: 0x00080050, vr: 'SH', value: 'ACC12345' },
    { tag: 0x00080060, vr: 'CS', value: 'CT' },
    { tag: 0x00080070, vr: 'LO', value: 'SIEMENS' },
    { tag: 0x00080080, vr: 'LO', value: 'Bệnh viện Bạch Mai' },
    { tag: 0x00080090, vr: 'PN', value: 'Trần^Thị Lan' },
    { tag: 0x00081030, vr: 'LO', value: 'CT Bụng có tiêm thuốc Nguyễn Văn Hưng' },
    {
      tag: 0x00081140,
      vr: 'SQ',
      items: [
        [
          { tag: 0x00081150, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
          { tag: 0x00081155, vr: 'UI', value: '1.2.3.4.6' },
        ],
      ],
    },
    { tag: 0x00090010, vr: 'LO', value: 'ACME 1.1' },
    { tag: 0x00091001, vr: 'LO', value: 'Nguyễn Văn Hưng' },
    { tag: 0x00100010, vr: 'PN', value: 'Nguyễn^Văn Hưng' },
    { tag: 0x00100020, vr: 'LO', value: 'BN0012345' },
    { tag: 0x00100030, vr: 'DA', value: '19310115' },
    { tag: 0x00100040, vr: 'CS', value: 'M' },
    { tag: 0x00101010, vr: 'AS', value: '093Y' },
    { tag: 0x00181000, vr: 'LO', value: 'SN-7788' },
    { tag: 0x0020000d, vr: 'UI', value: '1.2.3.4' },
    { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4.1' },
    { tag: 0x00204000, vr: 'LT', value: 'gọi 0912 345 678 gặp cô Lan' },
    { tag: 0x00280002, vr: 'US', value: us(1, bigEndian) },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: us(4, bigEndian) },
    { tag: 0x00280011, vr: 'US', value: us(4, bigEndian) },
    { tag: 0x00280100, vr: 'US', value: us(16, bigEndian) },
    { tag: 0x00280103, vr: 'US', value: us(0, bigEndian) },
    { tag: 0x7fe00010, vr: 'OW', value: Uint8Array.from({ length: 32 }, (_, i) => i + 1) },
  ]
}
