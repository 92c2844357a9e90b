import { describe, expect, test } from 'vitest'
import { packRuns } from '#src/lib/imaging/mask/runs.ts'
import { regionRuns } from '#src/lib/imaging/measure/index.ts'
import { fullestFrame, paintMask, readMasks } from './masks.ts'

const packed = packRuns(
  regionRuns(
    {
      kind: 'rectangle',
      points: [
        [2, 1],
        [6, 5],
      ],
    },
    10,
    8,
  ),
  10,
)
const alphaAt = (out: Uint8ClampedArray, column: number, row: number): number => out[(row * 10 + column) * 4 + 3]!

describe('masks', () => {
  test('come as one file: head, then packed runs', () => {
    const head = new TextEncoder().encode(
      JSON.stringify({
        rows: 8,
        columns: 10,
        frames: [{ segment: 3, instance: '1.2', frame: 1, start: 0, end: packed.length }],
      }),
    )
    const bytes = new Uint8Array(8 + head.length + packed.length)
    bytes.set(new TextEncoder().encode('HSEG'))
    new DataView(bytes.buffer).setUint32(4, head.length, true)
    bytes.set(head, 8)
    bytes.set(packed, 8 + head.length)
    expect(readMasks(bytes)).toEqual({
      rows: 8,
      columns: 10,
      frames: [{ segment: 3, instance: '1.2', frame: 1, packed }],
    })
    expect(readMasks(bytes.subarray(0, 20))).toBeNull()
    expect(readMasks(new Uint8Array(40))).toBeNull()
  })

  test('the frame that holds most of them, of all segments together', () => {
    const small = packRuns(
      regionRuns(
        {
          kind: 'rectangle',
          points: [
            [0, 0],
            [3, 3],
          ],
        },
        10,
        8,
      ),
      10,
    )
    const at = (instance: string, segment: number, mask: Uint8Array) => ({ segment, instance, frame: 1, packed: mask })
    const of = (...frames: ReturnType<typeof at>[]) => fullestFrame({ rows: 8, columns: 10, frames })
    expect(of(at('a', 1, small), at('b', 1, packed))).toEqual({ instance: 'b', frame: 1 })
    // 16 pixels against twice nine.
    expect(of(at('a', 1, small), at('b', 1, packed), at('a', 2, small))).toEqual({ instance: 'a', frame: 1 })
    expect(of()).toBeNull()
  })

  test('are painted filled with a rim, or as an outline alone', () => {
    const filled = new Uint8ClampedArray(10 * 8 * 4)
    paintMask(filled, packed, 10, 8, [200, 100, 50], 0.4, 0.8)
    expect([alphaAt(filled, 3, 2), alphaAt(filled, 2, 1), alphaAt(filled, 6, 2), alphaAt(filled, 1, 1)]).toEqual([
      102, 204, 0, 0,
    ])
    expect([...filled.subarray((2 * 10 + 3) * 4, (2 * 10 + 3) * 4 + 3)]).toEqual([200, 100, 50])
    const outline = new Uint8ClampedArray(10 * 8 * 4)
    paintMask(outline, packed, 10, 8, [200, 100, 50], 0, 0.9)
    expect([alphaAt(outline, 3, 2), alphaAt(outline, 5, 4)]).toEqual([0, 230])
  })

  test('one above the other mix', () => {
    const out = new Uint8ClampedArray(10 * 8 * 4)
    paintMask(out, packed, 10, 8, [255, 0, 0], 0.5, 0)
    paintMask(out, packed, 10, 8, [0, 0, 255], 0.5, 0)
    const at = (2 * 10 + 3) * 4
    expect(out[at + 3]).toBe(192)
    expect(out[at + 2]!).toBeGreaterThan(out[at]!)
  })
})
