import { describe, expect, test } from 'vitest'
import type { DicomJson } from '../header/dicom-json.ts'
import { factsOf } from './facts.ts'

const ds = (...Value: unknown[]) => ({ vr: 'DS', Value })
const cs = (...Value: unknown[]) => ({ vr: 'CS', Value })
const sq = (...Value: DicomJson[]) => ({ vr: 'SQ', Value })
const base: DicomJson = {
  '00080016': cs('1.2.840.10008.5.1.4.1.1.12.1'),
  '00080060': cs('XA'),
  '00280002': ds(1),
  '00280004': cs('MONOCHROME2'),
  '00280010': ds(512),
  '00280011': ds(512),
  '00280100': ds(16),
  '00280101': ds(12),
  '00280103': ds(0),
}
const facts = (more: DicomJson, syntax = '1.2.840.10008.1.2.1', copies: Parameters<typeof factsOf>[3] = []) =>
  factsOf({ ...base, ...more }, syntax, 1, copies)

describe('what the viewer needs of a header', () => {
  test('an angiogram: times of frames, masks inside of the run, intensity, spacing on the detector', () => {
    expect(
      facts({
        '00280008': ds(4),
        '00181065': ds(0, 250, 250, 500),
        '00286100': sq({ '00286110': ds(0, 2, 9), '00286114': ds(1.5, -2) }),
        '00281040': cs('LIN'),
        '00181164': ds(0.3, 0.3),
      }),
    ).toMatchObject({
      frames: 4,
      frameTime: [0, 250, 250, 500],
      masks: [2],
      maskShift: [1.5, -2],
      intensity: 'LIN',
      spacing: [0.3, 0.3],
      spacingOf: 'detector',
      picture: true,
    })
  })

  test('names of windows, unless de-identification took some away', () => {
    const named = (...names: string[]) =>
      facts({ '00281050': ds(50, 95), '00281051': ds(400, 160), '00281055': { vr: 'LO', Value: names } }).windows
    expect(named('ABDOMEN', 'LIVER').map(({ name }) => name)).toEqual(['ABDOMEN', 'LIVER'])
    expect(named('ABDOMEN').map(({ name }) => name)).toEqual([undefined, undefined])
  })

  test('cine rate where no frame time is given', () => {
    expect(facts({ '00280008': ds(2), '00180040': ds(12.5) }).frameTime).toBe(80)
    expect(facts({}).frameTime).toBeUndefined()
  })

  test('an enhanced object: shared groups, a position for each frame', () => {
    const found = facts({
      '00280008': ds(2),
      '52009229': sq({
        '00289110': sq({ '00280030': ds(0.7, 0.7), '00180050': ds(5) }),
        '00209116': sq({ '00200037': ds(1, 0, 0, 0, 1, 0) }),
        '00289145': sq({ '00281052': ds(-1024), '00281053': ds(1), '00281054': cs('HU') }),
        '00289132': sq({ '00281050': ds(40), '00281051': ds(400) }),
      }),
      '52009230': sq(
        { '00209113': sq({ '00200032': ds(0, 0, 10) }) },
        { '00209113': sq({ '00200032': ds(0, 0, 12) }) },
      ),
    })
    expect(found).toMatchObject({
      intercept: -1024,
      unit: 'HU',
      windows: [{ center: 40, width: 400 }],
      orientation: [1, 0, 0, 0, 1, 0],
      position: [0, 0, 10],
      planes: [
        [0, 0, 10],
        [0, 0, 12],
      ],
    })
  })

  test('an enhanced object whose frames differ: each keeps its own window, rescale, orientation and size of a pixel', () => {
    const frame = (intercept: number, width: number, orientation: number[], spacing: number) => ({
      '00289145': sq({ '00281052': ds(intercept), '00281053': ds(2) }),
      '00289132': sq({ '00281050': ds(40), '00281051': ds(width) }),
      '00209116': sq({ '00200037': ds(...orientation) }),
      '00289110': sq({ '00280030': ds(spacing, spacing) }),
    })
    const axial = [1, 0, 0, 0, 1, 0]
    const coronal = [1, 0, 0, 0, 0, -1]
    const found = facts({
      '00080060': cs('MR'),
      '00280008': ds(3),
      '52009230': sq(frame(-10, 400, axial, 0.7), frame(-10, 400, axial, 0.7), frame(5, 90, coronal, 1.4)),
    })
    expect(found).toMatchObject({ slope: 2, intercept: -10, orientation: axial, spacing: [0.7, 0.7] })
    expect(found.perFrame).toEqual([
      {},
      {},
      { intercept: 5, windows: [{ center: 40, width: 90 }], orientation: coronal, spacing: [1.4, 1.4] },
    ])
    const same = { '00280008': ds(2), '52009230': sq(frame(0, 400, axial, 1), frame(0, 400, axial, 1)) }
    expect(facts(same).perFrame).toBeUndefined()
  })

  test('an enhanced run without a frame time: the times at which its frames were taken, also over midnight', () => {
    const at = (time: string) => ({ '00209111': sq({ '00189074': { vr: 'DT', Value: [time] } }) })
    const run = (...times: string[]) =>
      facts({ '00280008': ds(times.length), '52009230': sq(...times.map(at)) }).frameTime
    expect(run('20260101235959.500000', '20260101235959.750000', '20260102000000.250000')).toEqual([0, 250, 500])
    expect(run('20260101101010', '20260101101010')).toBeUndefined()
    expect(run('20260101101010', '')).toBeUndefined()
  })

  test('an angiogram with an estimated magnification is measured as the server measures it', () => {
    expect(facts({ '00181164': ds(0.3, 0.3), '00181114': ds(1.5) })).toMatchObject({
      spacing: [0.3 / 1.5, 0.3 / 1.5],
      spacingOf: 'detector-magnified',
    })
  })

  test('ultrasound: centimetres of its regions, unless they disagree', () => {
    const region = (delta: number) => ({
      '00186024': ds(3),
      '00186026': ds(3),
      '0018602C': ds(delta),
      '0018602E': ds(delta),
    })
    const us = { '00080060': cs('US') }
    expect(facts({ ...us, '00186011': sq(region(0.02)) })).toMatchObject({ spacing: [0.2, 0.2], spacingOf: 'region' })
    expect(facts({ ...us, '00186011': sq(region(0.02), region(0.05)) }).spacing).toBeUndefined()
  })

  test('what cannot be decoded here is painted by the server; what is no picture is none', () => {
    const parts = { offsets: [0, 100], ends: [[10, 20, 40, 60, 80, 100]] }
    const htj2k = [{ kind: 'htj2k', parts }]
    expect(facts({}, undefined, htj2k).copies).toBe('j')
    expect(facts({}, undefined, [...htj2k, { kind: 'lossy', parts }]).copies).toBe('jl')
    expect(facts({}, undefined, htj2k).bytes).toEqual({ b64: 40, b128: 60, b256: 80, full: 100, lossy: 0 })
    expect(facts({ '00280004': cs('PALETTE COLOR') }, undefined, htj2k).copies).toBe('r')
    expect(facts({}).copies).toBe('r')
    expect(facts({ '00080016': cs('1.2.840.10008.5.1.4.1.1.66.4') }).picture).toBe(false)
    expect(facts({ '00080016': cs('1.2.840.10008.5.1.4.1.1.88.33') }).picture).toBe(false)
    expect(facts({}, '1.2.840.10008.1.2.4.102').picture).toBe(false)
    expect(facts({ '00280010': ds() }).picture).toBe(false)
  })

  test('YBR stays YBR unless a JPEG decoder has turned it already', () => {
    const colour = { '00280002': ds(3), '00280004': cs('YBR_FULL_422') }
    expect(facts(colour, '1.2.840.10008.1.2.4.50').ybr).toBeUndefined()
    expect(facts(colour, '1.2.840.10008.1.2.5').ybr).toBe(true)
  })

  test('nothing in a damaged header makes it fail', () => {
    for (const value of [ds('x'), cs(null), sq({}), { vr: 'UN', InlineBinary: 'AA==' }])
      for (const tag of ['00280010', '00281050', '00200032', '52009230', '00286100', '00186011', '00181065'])
        expect(() => facts({ [tag]: value })).not.toThrow()
  })
})
