import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { angleAt, distance, ellipseArea } from '#src/lib/imaging/measure/index.ts'
import { type ImagePoint, SHAPE_KINDS } from '#src/lib/imaging/view.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import { linesOf } from './format.ts'
import { chainsOf, handlesOf } from '../pane/outline.ts'
import { distanceToChain, isReal, moveBy, moveHandle, PRESSES, shapeFrom } from './shapes.ts'
import { SITE_NAMES } from '#src/lib/dicom/objects/site-names.ts'
import type { Shelf } from '../shelf.ts'
import { MarkStore, type StoreHost } from './store.ts'
import { SITES } from '#src/lib/dicom/objects/codes.ts'

const tall = { row: 2, column: 0.5 }
const near: fc.Arbitrary<ImagePoint> = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }))

describe('shapes under a hand', () => {
  test('every kind comes from its presses with as many points as the server wants', () => {
    const counts = {
      point: 1,
      text: 1,
      arrow: 2,
      length: 2,
      rectangle: 2,
      ellipse: 3,
      angle: 3,
      bidirectional: 4,
      freehand: 3,
    }
    const pressed: ImagePoint[] = [
      [2, 3],
      [12, 9],
      [4, 15],
    ]
    for (const kind of SHAPE_KINDS) {
      const shape = shapeFrom(kind, kind === 'freehand' ? pressed : pressed.slice(0, PRESSES[kind]), tall)!
      expect([kind, shape.points.length]).toEqual([kind, counts[kind]])
      expect(isReal(shape, 3)).toBe(true)
      expect(shapeFrom(kind, [], tall)).toBeNull()
      expect(moveBy(shape, 5, -2).points[0]).toEqual([shape.points[0]![0] + 5, shape.points[0]![1] - 2])
    }
    expect(
      isReal(
        {
          kind: 'length',
          points: [
            [1, 1],
            [2, 1],
          ],
        },
        3,
      ),
    ).toBe(false)
    expect(
      isReal(
        {
          kind: 'ellipse',
          points: [
            [9, 9],
            [30, 9],
            [9, 9.2],
          ],
        },
        3,
      ),
    ).toBe(false)
  })

  test('the corner of a rectangle goes where it is dragged, the opposite one stays', () => {
    fc.assert(
      fc.property(near, near, near, fc.nat(3), (a, b, to, handle) => {
        const before = { kind: 'rectangle', points: [a, b] } as const
        const after = moveHandle(before, handle, to, tall)
        const [was, is] = [handlesOf(before), handlesOf(after)]
        expect(is).toContainEqual(to)
        expect(is).toContainEqual(was[(handle + 2) % 4])
      }),
    )
  })

  test('axes of an ellipse and of a bidirectional stay at right angles in mm, also on pixels that are not square', () => {
    fc.assert(
      fc.property(near, near, near, fc.nat(3), (a, b, to, handle) => {
        fc.pre(distance(a, b, tall) > 3)
        const both = moveHandle(shapeFrom('bidirectional', [a, b], tall)!, handle, to, tall)
        const [p, q, r, s] = both.points as [ImagePoint, ImagePoint, ImagePoint, ImagePoint]
        fc.pre(distance(p, q, tall) > 1 && distance(r, s, tall) > 1)
        const lifted: ImagePoint = [p[0] + s[0] - r[0], p[1] + s[1] - r[1]]
        expect(angleAt(q, p, lifted, tall)).toBeCloseTo(90, 4)
        if (handle < 2) expect(both.points[handle]).toEqual(to)
      }),
    )
    fc.assert(
      fc.property(near, near, near, fc.nat(3), (a, b, to, handle) => {
        fc.pre(Math.abs(a[0] - b[0]) > 2 && Math.abs(a[1] - b[1]) > 2)
        const before = shapeFrom('ellipse', [a, b], tall)!
        fc.pre(distance(before.points[0]!, to, tall) > 1)
        const after = moveHandle(before, handle, to, tall)
        const [c, one, two] = after.points as [ImagePoint, ImagePoint, ImagePoint]
        expect(angleAt(one, c, two, tall)).toBeCloseTo(90, 4)
        const held = handlesOf(after)[handle]!
        expect(distance(held, to, tall)).toBeCloseTo(0, 6)
        expect(ellipseArea(after.points, tall)).toBeGreaterThan(0)
      }),
    )
  })

  test('distance to what is drawn', () => {
    const [outline] = chainsOf({
      kind: 'rectangle',
      points: [
        [0, 0],
        [10, 10],
      ],
    })
    expect(distanceToChain(outline!, [5, 5])).toBe(5)
    expect(distanceToChain(outline!, [13, 14])).toBe(5)
    expect(
      chainsOf({
        kind: 'ellipse',
        points: [
          [0, 0],
          [4, 0],
          [0, 2],
        ],
      })[0],
    ).toHaveLength(73)
  })
})

describe('figures', () => {
  test('in each language, with what they come from where it matters', () => {
    const statistics = { n: 120, mean: 104.26, sd: 9.31, min: 71, max: 139, unit: 'HU' }
    const lines = (lang: 'vi' | 'en' | 'ko') =>
      linesOf({ unit: 'mm', source: 'pixel-spacing', area: 452.3, statistics }, lang)
    expect(lines('en')).toEqual(['Area 4.52 cm²', 'Mean 104 ± 9.31 HU', '71 … 139 HU'])
    expect(lines('vi')).toEqual(['DT 4,52 cm²', 'TB 104 ± 9,31 HU', '71 … 139 HU'])
    expect(lines('ko')[0]).toBe('면적 4.52 cm²')
    expect(linesOf({ unit: 'px', source: 'none', length: 31.25 }, 'en')).toEqual(['31.3 px', 'no scale in mm'])
    expect(linesOf({ unit: 'mm', source: 'detector', length: 4.2, width: 3 }, 'en')[0]).toBe('4.20 × 3.00 mm')
    expect(linesOf({ unit: 'px', source: 'none', angle: 31.25 }, 'en')).toEqual(['31.3°'])
    // What a difference shows is not what is counted, and a length does not care.
    const under = { subtracted: true }
    expect(linesOf({ unit: 'mm', source: 'calibrated', area: 4, statistics }, 'en', under)).toContain(
      'values before subtraction',
    )
    expect(linesOf({ unit: 'mm', source: 'pixel-spacing', length: 4 }, 'en', under)).toEqual(['4.00 mm'])
  })

  test('every site has its name', () => {
    expect(Object.keys(SITE_NAMES)).toEqual(Object.keys(SITES))
  })
})

describe('saving', () => {
  afterEach(() => void vi.unstubAllGlobals())
  const mark = (more: Partial<Mark> = {}): Mark => ({
    id: 'm1',
    study: '1.2',
    series: '1.2.3',
    instance: '1.2.3.4',
    frame: 1,
    kind: 'length',
    points: [
      [0, 0],
      [3, 4],
    ],
    text: '',
    site: '',
    view: {},
    shared: false,
    version: 1,
    measured: null,
    author: null,
    mine: true,
    mayRemove: true,
    at: 0,
    ...more,
  })

  /** A server that answers as it is told, and a device's shelf. */
  function setup(answers: ((method: string, body: Partial<Mark>) => Response | Promise<Response>)[]) {
    const asked: { method: string; url: string; body: Partial<Mark> }[] = []
    const fetched = async (url: string, init?: RequestInit): Promise<Response> => {
      const method = init?.method ?? 'GET'
      const body = JSON.parse((init?.body as string | undefined) ?? '{}') as Partial<Mark>
      asked.push({ method, url, body })
      const next = answers.shift()
      if (!next) throw new TypeError('no line')
      return await next(method, body)
    }
    vi.stubGlobal('fetch', fetched)
    let kept: string | null = null
    const shelf: Shelf = { read: () => kept, write: (text) => void (kept = text) }
    const conflicts: Mark[] = []
    const refusals: [string, string][] = []
    const host: StoreHost = {
      changed: () => {},
      conflict: (mine) => void conflicts.push(mine),
      refused: (one, code) => void refusals.push([one.id, code]),
    }
    return { asked, shelf, host, conflicts, refusals, store: new MarkStore('/imaging/marks', ['1.2'], host, shelf) }
  }
  const json = (value: object, status = 200): Response => Response.json(value, { status })
  const settled = () => vi.waitFor(() => undefined).then(() => new Promise((resolve) => setTimeout(resolve, 5)))

  test('a lost line keeps the mark on the device and sends it again, with the same id', async () => {
    const { asked, shelf, host, store } = setup([
      () => {
        throw new TypeError('no line')
      },
      (_m, body) =>
        json(
          { mark: mark({ ...body, version: 1, measured: { unit: 'mm', source: 'pixel-spacing', length: 5 } }) },
          201,
        ),
    ])
    store.put(mark())
    expect(store.status).toBe('saving')
    await settled()
    expect(store.status).toBe('waiting')
    expect(shelf.read()).toContain('"m1"')
    // The tab was closed and opened again.
    const again = new MarkStore('/imaging/marks', ['1.2'], host, shelf)
    expect(again.marks.map(({ mark: { id }, status }) => [id, status])).toEqual([['m1', 'waiting']])
    again.again()
    await settled()
    expect(again.status).toBe('saved')
    expect(again.get('m1')?.mark.measured?.length).toBe(5)
    expect(shelf.read()).toBeNull()
    expect(asked.map(({ method, body }) => [method, body.id])).toEqual([
      ['POST', 'm1'],
      ['POST', 'm1'],
    ])
  })

  test('what changes while it is being sent goes with the next request, from the version that the server answered', async () => {
    const { asked, store } = setup([
      async (_m, body) => json({ mark: mark({ ...body, version: 1 }) }, 201),
      (_m, body) => json({ mark: mark({ ...body, version: 2 }) }),
    ])
    store.put(mark())
    store.put(mark({ text: 'sau' }))
    await settled()
    expect(asked.map(({ method, body }) => [method, body.text, body.version])).toEqual([
      ['POST', '', undefined],
      ['PUT', 'sau', 1],
    ])
    expect(store.get('m1')?.mark).toMatchObject({ text: 'sau', version: 2 })
  })

  test('a conflict shows the other version and hands back one’s own', async () => {
    const { conflicts, store } = setup([
      (_m, body) => json({ mark: mark({ ...body, version: 1 }) }, 201),
      () => json({ error: 'conflict', mark: mark({ text: 'ở nơi khác', version: 4 }) }, 409),
    ])
    store.put(mark())
    await settled()
    store.put(mark({ text: 'của tôi' }))
    await settled()
    expect(store.get('m1')?.mark).toMatchObject({ text: 'ở nơi khác', version: 4 })
    expect(conflicts.map(({ text }) => text)).toEqual(['của tôi'])
    expect(store.status).toBe('saved')
  })

  test('a refusal is said and the mark stays; drawn and deleted before the server heard of it is nothing', async () => {
    const { asked, refusals, store } = setup([() => json({ error: 'invalid' }, 422)])
    store.put(mark())
    await settled()
    expect(refusals).toEqual([['m1', 'invalid']])
    expect([store.status, store.marks.length]).toEqual(['failed', 1])
    store.remove('m1')
    await settled()
    expect(store.marks).toEqual([])
    expect(asked).toHaveLength(1)
  })

  test('loading takes what others changed and leaves alone what is not sent yet', async () => {
    const { store } = setup([
      () => json({ marks: [mark({ id: 'a', text: 'cũ' }), mark({ id: 'b' })], exports: [] }),
      () => {
        throw new TypeError('no line')
      },
      () =>
        json({
          marks: [mark({ id: 'a', text: 'của người khác', version: 2 })],
          exports: [{ kind: 'sr', href: '/x', count: 1 }],
        }),
    ])
    await store.load()
    store.put(mark({ id: 'a', text: 'của tôi' }))
    await settled()
    await store.load()
    expect(store.marks.map(({ mark: { id, text } }) => [id, text])).toEqual([['a', 'của tôi']])
    expect(store.exports).toHaveLength(1)
  })
})
