import type { Pixels } from '#src/lib/dicom/codecs/index.ts'

/** A table of values (PS3.3 C.11.1.1, C.11.2.1.1). */
export interface LookupTable {
  /** Input of the first entry: lower inputs get the first entry, those beyond the last one the last. */
  readonly first: number
  /** Of an entry: outputs run from 0 to 2^bits - 1, and are never negative. */
  readonly bits: number
  readonly values: Uint16Array
}

/**
 * Why a table is not applied: `descriptor` not three whole numbers, or no data · `length` data are not as long as the
 * descriptor says · `bits` not 8 to 16, or an entry is larger than they hold · `many` more tables than are kept of a file.
 */
export type TableFault = 'descriptor' | 'length' | 'bits' | 'many'

export interface RawTable {
  /** LUT Descriptor (0028,3002) read unsigned: number of entries (0 for 65,536), first input, bits of an entry. */
  readonly descriptor: readonly number[]
  /** Whether the first input is a signed number. */
  readonly signed: boolean
  /** LUT Data (0028,3006) as they lie in the file. */
  readonly data: Uint8Array
  readonly bigEndian: boolean
  /** Single bytes (OB), which have no order; else words. */
  readonly single?: boolean
}

/**
 * Reads a table, or says what is wrong with it. Entries of 8 bits may lie two in a word, the first one in its low byte, or
 * one in a word, as some writers have it.
 */
export function readTable({ descriptor, signed, data, bigEndian, single = false }: RawTable): LookupTable | TableFault {
  const [claimed = NaN, start = NaN, bits = NaN] = descriptor
  if (descriptor.length !== 3 || !descriptor.every(Number.isInteger) || data.length === 0) return 'descriptor'
  if (bits < 8 || bits > 16) return 'bits'
  const entries = claimed === 0 ? 65_536 : claimed
  const values = new Uint16Array(entries)
  const packed = bits === 8 && data.length === entries + (entries % 2)
  if (!packed && data.length !== entries * 2) return 'length'
  const swapped = packed && bigEndian && !single
  for (let i = 0; i < entries; i += 1)
    values[i] = packed
      ? data[swapped ? i ^ 1 : i]!
      : bigEndian
        ? (data[i * 2]! << 8) | data[i * 2 + 1]!
        : data[i * 2]! | (data[i * 2 + 1]! << 8)
  const most = 2 ** bits - 1
  if (values.some((value) => value > most)) return 'bits'
  return { first: signed ? (start << 16) >> 16 : start, bits, values }
}

/** The entry for an input; inputs between two whole numbers get that of the nearest one. */
export function lookUp({ first, values }: LookupTable, input: number): number {
  const at = Math.round(input) - first
  return values[at < 0 ? 0 : at >= values.length ? values.length - 1 : at]!
}

/** Pixels through a table: a new array of as many values. */
export function throughTable(pixels: Pixels, table: LookupTable): Uint16Array {
  const { first, values } = table
  const last = values.length - 1
  const out = new Uint16Array(pixels.length)
  for (let i = 0; i < out.length; i += 1) {
    const at = Math.round(pixels[i]!) - first
    out[i] = values[at < 0 ? 0 : at > last ? last : at]!
  }
  return out
}

/** The stretch of inputs that a table covers, as centre and width: what is left of it when somebody drags the window. */
export const stretchOf = ({
  first,
  values,
}: Pick<LookupTable, 'first' | 'values'>): { center: number; width: number } => ({
  center: first + values.length / 2,
  width: Math.max(1, values.length),
})
