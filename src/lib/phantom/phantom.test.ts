import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readDicom } from '../dicom/index.ts'
import { ctAbdomen } from './ct-abdomen.ts'
import { ctFile, dsaFile, type PhantomStudy } from './dicom.ts'
import { dsaAneurysm } from './dsa-aneurysm.ts'

const study: PhantomStudy = {
  name: 'test',
  patient: 'PHANTOM^TEST',
  patientId: 'PHANTOM-TEST',
  sex: 'M',
  age: 62,
  date: '20250915',
  time: '090000',
  description: 'TEST',
}
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** Slices through the lesions: from 88 mm above to 8 mm below. */
function liver(phase: 'arterial' | 'portal', from = 22, to = 62) {
  const ct = ctAbdomen({ size: 128, phase, noise: 8 })
  const counts = [0, 0, 0, 0, 0]
  const hu: number[][] = [[], [], [], [], []]
  for (let index = from; index < to; index += 1) {
    const slice = ct.slice(index)
    for (const [at, label] of slice.labels.entries()) {
      if (label === 0) continue
      counts[label]! += 1
      hu[label]!.push(slice.hu[at]!)
    }
  }
  return { ct, counts, hu: hu.map(mean) }
}

test('CT: lesions have the volume and the contrast that they claim', () => {
  const portal = liver('portal')
  const ml = (portal.ct.pixelSpacing ** 2 * portal.ct.spacing) / 1000
  for (const lesion of portal.ct.lesions) {
    const counted = portal.counts[lesion.label]! * ml
    expect(Math.abs(counted / lesion.volumeMl - 1), lesion.kind).toBeLessThan(0.06)
  }
  const [, tissue, hcc, cyst] = portal.hu
  expect(tissue).toBeGreaterThan(104)
  expect(tissue).toBeLessThan(122)
  // Washout in the portal venous phase, hyperenhancement in the arterial one.
  expect(hcc! - tissue!).toBeLessThan(-10)
  expect(Math.abs(cyst! - 6)).toBeLessThan(25)
  const arterial = liver('arterial', 33, 36)
  expect(arterial.hu[2]! - arterial.hu[1]!).toBeGreaterThan(20)
}, 60_000)

test('CT: the same seed makes the same file, another seed another patient’s noise', () => {
  const file = (seed: number) => {
    const ct = ctAbdomen({ size: 128, seed })
    return hashOf(ctFile(ct, ct.slice(40), study, { number: 1, description: 'TEST' }))
  }
  expect(file(1)).toBe(file(1))
  expect(file(1)).not.toBe(file(2))
}, 60_000)

test('CT: noise in the liver is that of a scanner, and nothing but noise', () => {
  const slice = (noise: number) => ctAbdomen({ size: 128, noise }).slice(40)
  const clean = slice(0)
  const differences: number[] = []
  for (const [at, v] of slice(11).hu.entries()) if (clean.labels[at] === 1) differences.push(v - clean.hu[at]!)
  const m = mean(differences)
  const sd = Math.sqrt(mean(differences.map((v) => (v - m) ** 2)))
  expect(Math.abs(m)).toBeLessThan(1)
  expect(sd).toBeGreaterThan(9)
  expect(sd).toBeLessThan(13)
}, 60_000)

test('DSA: frames without contrast first; the artery fills before the sac, and the sac empties after it', () => {
  const run = dsaAneurysm({ size: 128 })
  const { arteryCurve, sacCurve } = run.truth
  expect(run.maskFrames).toEqual([0, 1, 2, 3, 4])
  for (const frame of run.maskFrames) expect(arteryCurve[frame]).toBe(0)
  const half = (curve: readonly number[]) => curve.findIndex((v) => v >= Math.max(...curve) / 2)
  expect(half(sacCurve)).toBeGreaterThanOrEqual(half(arteryCurve))
  const late = run.times.findIndex((t) => t > 3.6)
  expect(sacCurve[late]!).toBeGreaterThan(arteryCurve[late]!)
  const steps = new Set(run.times.map((t, i) => (i === 0 ? 0 : Math.round((t - run.times[i - 1]!) * 1000))))
  expect(steps.size).toBeGreaterThan(2)
  // In the sac fewer X-rays come through than in the mask, by as much as contrast explains.
  const [x, y] = run.truth.middle
  const at = Math.round(y) * run.size + Math.round(x)
  const mask = run.frame(3)[at]!
  expect(mask - run.frame(15)[at]!).toBeGreaterThan(250)
}, 60_000)

test('DSA: behind a flow diverter contrast comes late and stays', () => {
  const [before, after] = [dsaAneurysm({ size: 128 }), dsaAneurysm({ size: 128, treated: true })]
  const at = (run: typeof before, s: number) => run.truth.sacCurve[run.times.findIndex((t) => t >= s)]!
  const share = (run: typeof before, s: number) => at(run, s) / Math.max(...run.truth.sacCurve)
  expect(share(before, 8)).toBeLessThan(0.05)
  expect(share(after, 8)).toBeGreaterThan(0.5)
}, 60_000)

test('every file says of itself that it was made', () => {
  const ct = ctAbdomen({ size: 128 })
  const run = dsaAneurysm({ size: 128, rates: [8, 1, 1] })
  const series = { number: 1, description: 'TEST' }
  for (const bytes of [ctFile(ct, ct.slice(40), study, series), dsaFile(run, study, series)]) {
    const read = readDicom(bytes)
    expect(read.ok).toBe(true)
    const text = Buffer.from(bytes).toString('latin1')
    for (const said of ['PHANTOM^TEST', 'Hoi phantom', 'DERIVED\\PRIMARY', 'no patient, no scanner'])
      expect(text).toContain(said)
  }
}, 60_000)
