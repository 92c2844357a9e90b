import { unpackRuns } from '#src/lib/imaging/mask/runs.ts'

/** One segment on one frame; its mask stays packed until it is drawn. */
export interface MaskFrame {
  readonly segment: number
  readonly instance: string
  readonly frame: number
  readonly packed: Uint8Array
}

export interface Masks {
  readonly rows: number
  readonly columns: number
  readonly frames: readonly MaskFrame[]
}

/** Reads what `…/masks` sends; null where it is not that. */
export function readMasks(bytes: Uint8Array): Masks | null {
  if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'HSEG') return null
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)
  if (8 + length > bytes.length) return null
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
      rows: number
      columns: number
      frames: { segment: number; instance: string; frame: number; start: number; end: number }[]
    }
    const body = bytes.subarray(8 + length)
    return {
      rows: head.rows,
      columns: head.columns,
      frames: head.frames.map(({ segment, instance, frame, start, end }) => ({
        segment,
        instance,
        frame,
        packed: body.subarray(start, end),
      })),
    }
  } catch {
    return null
  }
}

/** The frame that most of the masks' pixels lie on; null where there are none. */
export function fullestFrame({ rows, columns, frames }: Masks): Pick<MaskFrame, 'instance' | 'frame'> | null {
  const sums = new Map<string, { instance: string; frame: number; pixels: number }>()
  for (const { instance, frame, packed } of frames) {
    const runs = unpackRuns(packed, columns, rows)
    const sum = sums.get(`${instance} ${frame}`) ?? { instance, frame, pixels: 0 }
    for (let i = 0; runs && i < runs.length; i += 3) sum.pixels += runs[i + 2]! - runs[i + 1]!
    sums.set(`${instance} ${frame}`, sum)
  }
  const [most] = [...sums.values()].toSorted((a, b) => b.pixels - a.pixels)
  return most && most.pixels > 0 ? { instance: most.instance, frame: most.frame } : null
}

/** Pixels of an overlay: colour with `alpha` where the mask is, or on its rim only (4-neighbours outside). */
export function paintMask(
  out: Uint8ClampedArray,
  packed: Uint8Array,
  columns: number,
  rows: number,
  [red, green, blue]: readonly [number, number, number],
  fill: number,
  rim: number,
): void {
  const runs = unpackRuns(packed, columns, rows)
  if (!runs) return
  const inside = new Uint8Array(columns * rows)
  for (let i = 0; i < runs.length; i += 3)
    inside.fill(1, runs[i]! * columns + runs[i + 1]!, runs[i]! * columns + runs[i + 2]!)
  for (let i = 0; i < runs.length; i += 3) {
    const row = runs[i]!
    for (let column = runs[i + 1]!; column < runs[i + 2]!; column += 1) {
      const at = row * columns + column
      const edge =
        rim > 0 &&
        (column === runs[i + 1]! ||
          column === runs[i + 2]! - 1 ||
          row === 0 ||
          row === rows - 1 ||
          inside[at - columns] === 0 ||
          inside[at + columns] === 0)
      const alpha = edge ? rim : fill
      if (alpha === 0) continue
      // Later segments lie above earlier ones.
      const under = out[at * 4 + 3]! / 255
      const total = alpha + under * (1 - alpha)
      const mix = (own: number, i4: number): number => (own * alpha + out[at * 4 + i4]! * under * (1 - alpha)) / total
      out[at * 4] = mix(red, 0)
      out[at * 4 + 1] = mix(green, 1)
      out[at * 4 + 2] = mix(blue, 2)
      out[at * 4 + 3] = total * 255
    }
  }
}
