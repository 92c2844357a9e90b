import { dictionaryVr } from '../dictionary.ts'
import { concat, encodeElement, encodeSequence } from '../encode.ts'
import { encodeMeta } from '../meta.ts'
import { explicitLittle, transferSyntaxUids } from '../transfer-syntax.ts'

type Scalar = string | number
/** A data element to write: its VR comes from the dictionary unless given. A list of data sets is a sequence. */
export type Element =
  | readonly [tag: number, value: Scalar | readonly Scalar[] | Uint8Array]
  | readonly [tag: number, value: Scalar | readonly Scalar[] | Uint8Array, vr: string]
  | readonly [tag: number, items: readonly Dataset[]]
export type Dataset = readonly Element[]

const utf8 = new TextEncoder()

/** A decimal string of at most 16 characters (PS3.5 table 6.2-1), as exact as they allow. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('not a number')
  const plain = String(value)
  if (plain.length <= 16) return plain
  for (let digits = 15; digits > 0; digits -= 1) {
    for (const short of [String(Number(value.toPrecision(digits))), value.toExponential(digits - 1)])
      if (short.length <= 16) return short
  }
  return '0'
}

const binary: Readonly<Record<string, readonly [size: number, put: (view: DataView, at: number, n: number) => void]>> =
  {
    US: [2, (view, at, n) => view.setUint16(at, n, true)],
    SS: [2, (view, at, n) => view.setInt16(at, n, true)],
    UL: [4, (view, at, n) => view.setUint32(at, n, true)],
    SL: [4, (view, at, n) => view.setInt32(at, n, true)],
    FL: [4, (view, at, n) => view.setFloat32(at, n, true)],
    FD: [8, (view, at, n) => view.setFloat64(at, n, true)],
  }

function valueBytes(vr: string, value: Scalar | readonly Scalar[]): Uint8Array {
  const list: readonly Scalar[] = typeof value === 'object' ? value : [value]
  const numbers = binary[vr]
  if (numbers) {
    const [size, put] = numbers
    const out = new Uint8Array(size * list.length)
    const view = new DataView(out.buffer)
    for (const [i, n] of list.entries()) put(view, i * size, Number(n))
    return out
  }
  if (vr === 'AT') {
    const out = new Uint8Array(4 * list.length)
    const view = new DataView(out.buffer)
    for (const [i, tag] of list.entries()) {
      view.setUint16(i * 4, Number(tag) >>> 16, true)
      view.setUint16(i * 4 + 2, Number(tag) & 0xffff, true)
    }
    return out
  }
  const text = list.map((part) => (typeof part === 'number' ? (vr === 'DS' ? decimal(part) : String(part)) : part))
  return utf8.encode(text.join('\\'))
}

/** Encodes a data set in Explicit VR Little Endian, elements in the order of their tags, text in UTF-8. */
export function encodeDataset(dataset: Dataset): Uint8Array {
  const parts = dataset
    .toSorted((a, b) => a[0] - b[0])
    .map((element) => {
      const [tag, value] = element
      const vr = element[2] ?? dictionaryVr(tag) ?? 'UN'
      if (vr === 'SQ') return encodeSequence(tag, (value as readonly Dataset[]).map(encodeDataset), explicitLittle)
      const bytes = value instanceof Uint8Array ? value : valueBytes(vr, value as Scalar | readonly Scalar[])
      return encodeElement(tag, vr, bytes, explicitLittle)
    })
  return concat(parts)
}

/** A Part 10 file of a data set, which has to hold its SOP class and instance; the character set is UTF-8. */
export function encodeObject(sopClass: string, sopInstance: string, dataset: Dataset): Uint8Array {
  const meta = encodeMeta(sopClass, sopInstance, transferSyntaxUids.explicitLittle)
  const body: Dataset = [[0x00080005, 'ISO_IR 192'], [0x00080016, sopClass], [0x00080018, sopInstance], ...dataset]
  return concat([meta, encodeDataset(body)])
}

/** Text cut at the characters that a VR allows (PS3.5 table 6.2-1), without what would end or split it. */
export const limited = (text: string, most: number): string =>
  [...text.replace(/[\\\p{Cc}]+/gu, ' ').trim()].slice(0, most).join('')
