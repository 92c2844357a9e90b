import type { LookupTable } from './table.ts'

/** A table as it travels to the viewer: `steps` are pairs of a difference to the entry before (0 before the first) and how often it comes. */
export interface PackedTable {
  readonly first: number
  readonly bits: number
  readonly steps: readonly number[]
}

export interface NamedPacked extends PackedTable {
  /** What the file calls it; '' where it gives no name. */
  readonly name: string
}

/** Short for what tables mostly are: ramps, and curves that rise by a level now and then. */
export function packTable({ first, bits, values }: LookupTable): PackedTable {
  const steps: number[] = []
  let before = 0
  for (const value of values) {
    const step = value - before
    if (steps.length > 0 && steps.at(-2) === step) steps[steps.length - 1]! += 1
    else steps.push(step, 1)
    before = value
  }
  return { first, bits, steps }
}

const unpacked = new WeakMap<PackedTable, LookupTable>()

/** The table again; the same object for the same packed one. */
export function unpackTable(packed: PackedTable): LookupTable {
  const known = unpacked.get(packed)
  if (known) return known
  const { first, bits, steps } = packed
  let entries = 0
  for (let i = 1; i < steps.length; i += 2) entries += steps[i]!
  const values = new Uint16Array(entries)
  let [at, value] = [0, 0]
  for (let i = 0; i < steps.length; i += 2)
    for (let n = 0; n < steps[i + 1]!; n += 1) {
      value += steps[i]!
      values[at] = value
      at += 1
    }
  const table = { first, bits, values }
  unpacked.set(packed, table)
  return table
}

/** The same table with outputs of 8 bits: all that a screen shows of a VOI LUT, and far shorter. */
export function toScreen({ first, bits, values }: LookupTable): LookupTable {
  const most = 2 ** bits - 1
  return { first, bits: 8, values: values.map((value) => Math.round((value * 255) / most)) }
}
