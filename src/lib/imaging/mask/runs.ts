import type { Runs } from '../measure/region.ts'

/**
 * Masks as bytes: over the pixels row by row, how many to skip and how many to take, again and again, each as a varint
 * (7 bits a byte, low first). A liver of 512 × 512 takes about 700 bytes.
 */
export function packRuns(runs: Runs, columns: number): Uint8Array {
  const out: number[] = []
  const put = (n: number): void => {
    let rest = n
    for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128)
    out.push(rest)
  }
  let [at, taken] = [0, 0]
  const flush = (): void => {
    if (taken > 0) put(taken)
    taken = 0
  }
  for (let i = 0; i < runs.length; i += 3) {
    const from = runs[i]! * columns + runs[i + 1]!
    const length = runs[i + 2]! - runs[i + 1]!
    if (taken > 0 && from === at) taken += length
    else {
      flush()
      put(from - at)
      taken = length
    }
    at = from + length
  }
  flush()
  return Uint8Array.from(out)
}

/** Runs of packed bytes, cut at the ends of rows; null where the bytes are not such or lead out of the image. */
export function unpackRuns(bytes: Uint8Array, columns: number, rows: number): Runs | null {
  const out: number[] = []
  let [pos, at] = [0, 0]
  const take = (): number => {
    let [value, unit] = [0, 1]
    for (let i = 0; i < 5; i += 1) {
      const byte = bytes[pos++]
      if (byte === undefined) return -1
      value += (byte & 127) * unit
      if (byte < 128) return value
      unit *= 128
    }
    return -1
  }
  while (pos < bytes.length) {
    const [skip, length] = [take(), take()]
    if (skip < 0 || length < 1) return null
    at += skip
    const end = at + length
    if (end > columns * rows) return null
    while (at < end) {
      const row = Math.floor(at / columns)
      const stop = Math.min(end, (row + 1) * columns)
      out.push(row, at - row * columns, stop - row * columns)
      at = stop
    }
  }
  return Int32Array.from(out)
}

/** Runs of the pixels for which `inside` is true. */
export function runsOf(columns: number, rows: number, inside: (pixel: number) => boolean): Runs {
  const out: number[] = []
  for (let row = 0; row < rows; row += 1) {
    let from = -1
    for (let column = 0; column <= columns; column += 1) {
      const on = column < columns && inside(row * columns + column)
      if (on && from < 0) from = column
      else if (!on && from >= 0) {
        out.push(row, from, column)
        from = -1
      }
    }
  }
  return Int32Array.from(out)
}

/** Runs of the set bits of a mask that starts at bit `start`, lowest bit first; whole empty or full bytes are stepped over. */
export function bitRuns(bytes: Uint8Array, start: number, columns: number, rows: number): Runs {
  const out: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const first = start + row * columns
    const end = first + columns
    let from = -1
    for (let at = first; at < end;) {
      const byte = bytes[at >> 3]!
      if ((at & 7) === 0 && at + 8 <= end && byte === (from < 0 ? 0 : 255)) {
        at += 8
        continue
      }
      const on = ((byte >> (at & 7)) & 1) === 1
      if (on && from < 0) from = at
      else if (!on && from >= 0) {
        out.push(row, from - first, at - first)
        from = -1
      }
      at += 1
    }
    if (from >= 0) out.push(row, from - first, columns)
  }
  return Int32Array.from(out)
}

/** Runs of the pixels of at least `least`. */
export function levelRuns(values: ArrayLike<number>, columns: number, rows: number, least: number): Runs {
  const out: number[] = []
  for (let row = 0, at = 0; row < rows; row += 1) {
    let from = -1
    for (let column = 0; column < columns; column += 1, at += 1) {
      const on = values[at]! >= least
      if (on && from < 0) from = column
      else if (!on && from >= 0) {
        out.push(row, from, column)
        from = -1
      }
    }
    if (from >= 0) out.push(row, from, columns)
  }
  return Int32Array.from(out)
}

/** Runs of every value but 0, in one pass, by value. */
export function labelRuns(values: ArrayLike<number>, columns: number, rows: number): ReadonlyMap<number, Runs> {
  const lists = new Map<number, number[]>()
  for (let row = 0; row < rows; row += 1) {
    const first = row * columns
    for (let column = 0; column < columns;) {
      const value = values[first + column]!
      let end = column + 1
      while (end < columns && values[first + end] === value) end += 1
      if (value !== 0) {
        const list = lists.get(value)
        if (list) list.push(row, column, end)
        else lists.set(value, [row, column, end])
      }
      column = end
    }
  }
  return new Map([...lists].map(([value, list]) => [value, Int32Array.from(list)]))
}
