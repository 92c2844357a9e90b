import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitRuns, labelRuns, levelRuns, packRuns, runsOf, unpackRuns } from '#src/lib/imaging/mask/index.ts'
import { pixelsIn, regionRuns } from '#src/lib/imaging/measure/index.ts'
import { type DicomFile, readDicom } from '../index.ts'
import { decimal } from './build.ts'
import { fromDicomLab, toDicomLab } from './colour.ts'
import { ellipseAxes } from './mark.ts'
import { readPresentation } from './pr-read.ts'
import { writePresentation } from './pr-write.ts'
import { readSegmentation } from './seg-read.ts'
import { writeSegmentation } from './seg-write.ts'
import { testMarks, testPresentation, testRuns, testSegmentation } from './testing.ts'
import { uidFrom, uidFromUuid } from './uid.ts'

function opened(bytes: Uint8Array): DicomFile {
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(file.message)
  return file
}

describe('identifiers and numbers', () => {
  test('are a UUID as one number, and always the same of the same parts', () => {
    expect(uidFromUuid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe('2.25.329800735698586629295641978511506172918')
    expect(uidFrom('a', 'b')).toBe(uidFrom('a', 'b'))
    expect(new Set([uidFrom('ab', 'c'), uidFrom('a', 'bc'), uidFrom('abc')]).size).toBe(3)
    expect(uidFrom('x')).toMatch(/^2\.25\.[1-9]\d{30,38}$/)
  })

  test('decimals fit into 16 characters and lose as little as that allows', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (n) => {
        expect(decimal(n).length).toBeLessThanOrEqual(16)
        expect(Math.abs(Number(decimal(n)) - n)).toBeLessThanOrEqual(Math.abs(n) * 1e-8)
      }),
    )
  })

  test('colours come back to within a step', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (rgb) => {
        const back = fromDicomLab(toDicomLab(rgb))!
        for (const [i, v] of rgb.entries()) expect(Math.abs(back[i]! - v)).toBeLessThanOrEqual(2)
      }),
    )
    expect(toDicomLab([255, 255, 255])[0]).toBeGreaterThan(65_500)
  })

  test('an ellipse of any two half axes has axes at right angles, the longer one first, and the same area', () => {
    const [a, b, c, d] = ellipseAxes([
      [10, 10],
      [14, 12],
      [8, 13],
    ])
    const long = [a![0] - b![0], a![1] - b![1]]
    const short = [c![0] - d![0], c![1] - d![1]]
    expect(long[0]! * short[0]! + long[1]! * short[1]!).toBeCloseTo(0, 9)
    const [one, two] = [Math.hypot(long[0]!, long[1]!) / 2, Math.hypot(short[0]!, short[1]!) / 2]
    expect(one).toBeGreaterThan(two)
    expect(one * two).toBeCloseTo(Math.abs(4 * 3 - 2 * -2), 9)
  })
})

describe('masks as runs', () => {
  test('pack and unpack to the same, also over the ends of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.boolean()),
        (columns, rows, bits) => {
          const mask = [...bits.take(columns * rows)]
          const runs = runsOf(columns, rows, (i) => mask[i]!)
          const packed = packRuns(runs, columns)
          expect(unpackRuns(packed, columns, rows)).toEqual(runs)
          expect(pixelsIn(runs)).toBe(mask.filter(Boolean).length)
        },
      ),
    )
  })

  test('of bits, levels and labels are those of the definition', () => {
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(
        side,
        side,
        fc.nat(20),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        (columns, rows, start, stream) => {
          // Stretches of one value, as masks have them, so that whole bytes are empty and full.
          const values: number[] = []
          while (values.length < columns * rows) {
            const [value, length] = [...stream.take(2)] as [number, number]
            for (let i = 0; i < length * 9 + 1; i += 1) values.push(value)
          }
          const of = (inside: (value: number) => boolean) => runsOf(columns, rows, (i) => inside(values[i]!))
          const bits = new Uint8Array(((start + columns * rows) >> 3) + 1)
          for (let i = 0; i < columns * rows; i += 1)
            if (values[i]! > 1) bits[(start + i) >> 3]! |= 1 << ((start + i) & 7)
          expect(bitRuns(bits, start, columns, rows)).toEqual(of((value) => value > 1))
          expect(levelRuns(values, columns, rows, 2)).toEqual(of((value) => value >= 2))
          const labels = labelRuns(values, columns, rows)
          for (const label of [1, 2, 3])
            expect(labels.get(label) ?? new Int32Array(0)).toEqual(of((value) => value === label))
          expect(labels.has(0)).toBe(false)
        },
      ),
    )
  })

  test('never lead out of the image, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const runs = unpackRuns(bytes, 16, 8)
        for (let i = 0; i < (runs?.length ?? 0); i += 3) {
          expect(runs![i]).toBeLessThan(8)
          expect(runs![i + 2]).toBeLessThanOrEqual(16)
          expect(runs![i + 1]).toBeLessThan(runs![i + 2]!)
        }
      }),
    )
    expect(unpackRuns(Uint8Array.of(0, 200, 1), 16, 8)).toBeNull()
    expect(
      packRuns(
        regionRuns(
          {
            kind: 'ellipse',
            points: [
              [256, 256],
              [406, 256],
              [256, 366],
            ],
          },
          512,
          512,
        ),
        512,
      ).length,
    ).toBeLessThan(1200)
  })
})

describe('segmentation', () => {
  test('reads back as it was written: segments, places, pixels', () => {
    const found = readSegmentation(opened(writeSegmentation(testSegmentation)))
    if (!found.ok) throw new Error(found.code)
    expect(found).toMatchObject({
      type: 'BINARY',
      rows: 21,
      columns: 33,
      frameOfReference: '2.25.700',
      sources: ['2.25.200'],
    })
    expect(found.segments.map(({ number, label, algorithm }) => [number, label, algorithm])).toEqual([
      [1, 'Gan', 'MANUAL'],
      [2, 'U gan', 'AUTOMATIC'],
    ])
    expect(found.segments[0]!.type).toEqual(['10200004', 'SCT', 'Liver'])
    // Along the normal, whatever order they came in.
    expect(found.frames.map((f) => [f.segment, f.position![2], f.voxels])).toEqual([
      [1, 94, 121],
      [1, 96, 100],
      [1, 98, 81],
      [2, 96, 16],
    ])
    expect(found.frames[0]!.runs).toEqual(testRuns(11))
    expect(found.frames[0]!.source).toEqual({ instance: '2.25.303', frame: 1 })
    expect(found.frames[0]!.thickness).toBe(3)
  })

  test('the same input gives the same bytes; without geometry it is one dimension', () => {
    expect(writeSegmentation(testSegmentation)).toEqual(writeSegmentation(testSegmentation))
    const { orientation: _o, spacing: _s, frameOfReference: _f, ...flat } = testSegmentation
    const frames = testSegmentation.frames.map(({ position: _p, ...frame }) => frame)
    const found = readSegmentation(opened(writeSegmentation({ ...flat, frames })))
    expect(found.ok && found.frames.map(({ position, spacing }) => [position, spacing])).toEqual([
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ])
    expect(() => writeSegmentation({ ...testSegmentation, frames: [] })).toThrow(RangeError)
  })

  test('damaged ones are refused or read in part, never thrown', () => {
    const bytes = writeSegmentation(testSegmentation)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const copy = bytes.slice()
        copy[at] = value
        const file = readDicom(copy)
        if (!file.ok) return
        const found = readSegmentation(file)
        if (found.ok) for (const frame of found.frames) expect(frame.runs.length % 3).toBe(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('presentation state', () => {
  test('reads back with graphics, texts, window and area', () => {
    const found = readPresentation(opened(writePresentation(testPresentation)))!
    expect(found.annotations).toHaveLength(testMarks.length)
    const kinds = found.annotations.map(({ objects }) => objects.map(({ kind }) => kind).join(' '))
    expect(kinds).toEqual([
      'POLYLINE TEXT',
      'POLYLINE',
      'POLYLINE POLYLINE TEXT',
      'POLYLINE',
      'ELLIPSE',
      'POLYLINE',
      'POLYLINE POLYLINE TEXT',
      'TEXT',
      'POINT',
    ])
    const arrow = found.annotations[6]!.objects
    expect(arrow[1]).toMatchObject({ filled: true, points: [[2, 3], expect.anything(), expect.anything(), [2, 3]] })
    expect(arrow[2]).toMatchObject({ text: 'Phình mạch', points: [[12, 9]] })
    expect(found.windows).toEqual([
      { images: [{ sopUid: '2.25.301', frames: [] }], window: { center: 60, width: 350 } },
    ])
    expect(found.areas[0]).toMatchObject({ from: [1, 1], to: [33, 21], mode: 'SCALE TO FIT' })
    expect(readPresentation(opened(writeSegmentation(testSegmentation)))).toBeNull()
  })
})
