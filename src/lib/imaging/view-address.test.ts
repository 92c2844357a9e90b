import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHAPE_KINDS, type View, type Window, WINDOW_CURVES } from './view.ts'
import { decodeView, encodeView } from './view-address.ts'

const uid = fc.stringMatching(/^[0-9.]{1,64}$/)
const cents = (most: number) => fc.integer({ min: -most * 100, max: most * 100 }).map((n) => n / 100 + 0)
const point = fc.tuple(cents(4000), cents(4000))
const shape = fc.record(
  {
    kind: fc.constantFrom(...SHAPE_KINDS),
    points: fc.array(point, { minLength: 1, maxLength: 40 }),
    text: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  },
  { requiredKeys: ['kind', 'points'] },
)
const view: fc.Arbitrary<View> = fc.record(
  {
    study: uid,
    series: uid,
    instance: uid,
    frame: fc.integer({ min: 1, max: 100_000 }),
    mask: fc.record({
      frames: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 32 }),
      shift: fc.tuple(cents(50), cents(50)),
    }),
    window: fc
      .record({ center: cents(5000), width: fc.integer({ min: 1, max: 8000 }) })
      .chain((plain) =>
        fc.constantFrom<Window>(plain, { ...plain, lut: 3 }, ...WINDOW_CURVES.map((curve) => ({ ...plain, curve }))),
      ),
    invert: fc.constant(true),
    zoom: fc.integer({ min: 2, max: 20 }),
    center: point,
    turns: fc.constantFrom(1 as const, 2 as const, 3 as const),
    shapes: fc.array(shape, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ['study', 'series', 'instance', 'frame'] },
)

describe('the address of a view', () => {
  it('comes back as it went, to a hundredth of a pixel', () => {
    fc.assert(
      fc.property(view, (v) => {
        expect(decodeView(encodeView(v))).toEqual(JSON.parse(JSON.stringify(v)))
      }),
    )
  })

  it('is not escaped by a query string', () => {
    fc.assert(
      fc.property(view, (v) => {
        const text = encodeView(v)
        expect(new URLSearchParams({ view: text }).toString()).toBe(`view=${text}`)
      }),
    )
  })

  it('keeps Vietnamese and Korean words', () => {
    const v: View = {
      study: '1.2',
      series: '1.3',
      instance: '1.4',
      frame: 7,
      shapes: [
        {
          kind: 'arrow',
          points: [
            [1.25, 2.5],
            [30, 40],
          ],
          text: 'Túi phình động mạch · 동맥류',
        },
      ],
    }
    expect(decodeView(encodeView(v))).toEqual(v)
  })

  it('refuses what is no view', () => {
    for (const text of [
      '',
      '1.2_1.3_1.4',
      '1.2_1.3_1.4_0',
      '1.2_1.3_x_1',
      '1.2_1.3_1.4_1_w40',
      '1.2_1.3_1.4_1_w40*-5',
      '1.2_1.3_1.4_1_m0*0',
      '1.2_1.3_1.4_1_m0*0*0',
      '1.2_1.3_1.4_1_m0*0*1.5',
      `1.2_1.3_1.4_1_m0*0${'*1'.repeat(33)}`,
      '1.2_1.3_1.4_1_z0',
      '1.2_1.3_1.4_1_t4',
      '1.2_1.3_1.4_1_sarrow*1',
      '1.2_1.3_1.4_1_sskull*1*2',
      '1.2_1.3_1.4_1_c1e9*2',
      '1.2_1.3_1.4_1_c0x10*2',
      '1.2_1.3_1.4_1_xQUJD',
      '1.2_1.3_1.4_1_q',
      `1.2_1.3_1.4_1_${'s'.repeat(70_000)}`,
    ])
      expect(decodeView(text), text.slice(0, 40)).toBeNull()
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        decodeView(a)
        decodeView(`1.2_1.3_1.4_1_${b}`)
      }),
    )
  })
})
