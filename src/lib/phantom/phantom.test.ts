import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readDicom } from '../dicom/index.ts'
import { readSegmentation } from '../dicom/objects/index.ts'
import { type CtAbdomen, ctAbdomen, type CtOptions } from './ct-abdomen.ts'
import { ctFile, dsaFile, instanceUid, type PhantomStudy, scoutFile } from './dicom.ts'
import { ctScout } from './scout.ts'
import { dsaAneurysm, type DsaOptions, shiftBetween } from './dsa-aneurysm.ts'
import { masksOf, segmentationFile } from './segmentation.ts'

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

/** Each is made once: its textures take longer than a slice. */
function made<Options, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const known = new Map<string, Made>()
  return (options) => {
    const key = JSON.stringify(options)
    if (!known.has(key)) known.set(key, make(options))
    return known.get(key)!
  }
}
const ctOf = made((options: CtOptions): CtAbdomen => {
  const ct = ctAbdomen({ size: 128, ...options })
  // The generator paints every slice over the one before.
  const slices = made((index: number) => {
    const slice = ct.slice(index)
    return { ...slice, hu: slice.hu.slice(), labels: slice.labels.slice() }
  })
  return { ...ct, slice: slices }
})
const dsaOf = made((options: DsaOptions) => dsaAneurysm({ size: 128, ...options }))

/** Voxels and mean HU by label on those of the slices that have a lesion; `near`: within so many mm of a middle. */
function liver(phase: 'arterial' | 'portal', spacing: number, near = Infinity) {
  const ct = ctOf({ phase, spacing, slices: 60 })
  const counts = [0, 0, 0, 0, 0]
  const sums = [0, 0, 0, 0, 0]
  for (let index = 0; index < ct.slices; index += 1) {
    const z = ct.heightOf(index)
    if (!ct.lesions.some(({ center, radii }) => Math.abs(z - center[2]) <= Math.min(near, radii[2] + spacing))) continue
    const slice = ct.slice(index)
    for (const [at, label] of slice.labels.entries()) {
      if (label === 0) continue
      counts[label]! += 1
      sums[label]! += slice.hu[at]!
    }
  }
  return { ct, counts, hu: sums.map((sum, label) => sum / counts[label]!) }
}

test('CT: lesions have the volume and the contrast that they claim', () => {
  const portal = liver('portal', 4)
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
  const arterial = liver('arterial', 4, 2)
  expect(arterial.hu[2]! - arterial.hu[1]!).toBeGreaterThan(20)
})

test('CT: the same seed makes the same file, another seed another patient’s noise', () => {
  const file = (ct: CtAbdomen) => hashOf(ctFile(ct, ct.slice(21), study, { number: 1, description: 'TEST' }))
  const options = { phase: 'portal', spacing: 4, slices: 60 } as const
  const first = file(ctOf(options))
  expect(file(ctAbdomen({ size: 128, ...options }))).toBe(first)
  expect(file(ctAbdomen({ size: 128, ...options, seed: 1 }))).not.toBe(first)
})

test('CT: noise in the liver is that of a scanner, and nothing but noise', () => {
  const options = { phase: 'portal', spacing: 4, slices: 60 } as const
  const clean = ctAbdomen({ size: 128, ...options, noise: 0 }).slice(21)
  const differences: number[] = []
  for (const [at, v] of ctOf(options).slice(21).hu.entries())
    if (clean.labels[at] === 1) differences.push(v - clean.hu[at]!)
  const m = mean(differences)
  const sd = Math.sqrt(mean(differences.map((v) => (v - m) ** 2)))
  expect(Math.abs(m)).toBeLessThan(1)
  expect(sd).toBeGreaterThan(9)
  expect(sd).toBeLessThan(13)
})

test('CT: the outlines written as a segmentation are what was painted', () => {
  const ct = ctOf({ phase: 'portal', spacing: 4, slices: 60 })
  const source = { number: 1, description: 'TEST' }
  const at = Math.round((146 - ct.lesions[0]!.center[2]) / ct.spacing)
  const painted = [0, 0, 0, 0, 0]
  const masks = [at, at + 1].map((index) => {
    const slice = ct.slice(index)
    for (const label of slice.labels) if (label !== 0) painted[label]! += 1
    return masksOf(ct, slice)
  })
  const bytes = segmentationFile(ct, masks, study, source, { number: 2, description: 'TEST' })
  const file = readDicom(bytes)
  const read = file.ok ? readSegmentation(file) : file
  if (!read.ok) throw new Error('not read')
  const counted = (segment: number) =>
    read.frames.filter((frame) => frame.segment === segment).reduce((sum, frame) => sum + frame.voxels, 0)
  expect(counted(1)).toBe(painted.reduce((a, b) => a + b))
  for (const { label } of ct.lesions) expect(counted(label)).toBe(painted[label])
  // Frames come from the feet up.
  expect(read.frames[0]!.source!.instance).toBe(instanceUid(study, source, at + 2))
})

test('DSA: frames without contrast first; the artery fills before the sac, and the sac empties after it', () => {
  const run = dsaOf({})
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
})

test('DSA: the mask moved by what is said lies on the live frame', () => {
  const run = dsaOf({})
  const [x, y] = shiftBetween(17, [4, 5])
  expect(Math.abs(x - run.shifts[16]![0])).toBeLessThan(0.2)
  expect(Math.abs(y - run.shifts[16]![1])).toBeLessThan(0.2)
})

test('DSA: behind a flow diverter contrast comes late and stays', () => {
  const [before, after] = [dsaOf({}), dsaOf({ treated: true })]
  const at = (run: typeof before, s: number) => run.truth.sacCurve[run.times.findIndex((t) => t >= s)]!
  const share = (run: typeof before, s: number) => at(run, s) / Math.max(...run.truth.sacCurve)
  expect(share(before, 8)).toBeLessThan(0.05)
  expect(share(after, 8)).toBeGreaterThan(0.5)
})

test('CT: a scout shows what lies in the way of rays from front to back, in the place of the slices', () => {
  const ct = ctOf({ phase: 'portal', spacing: 4, slices: 60 })
  const scout = ctScout(ct, 6)
  expect(scout.columns).toBe(128)
  expect(scout.rows * scout.spacing).toBeGreaterThan(54 * 4)
  expect(scout.origin[2]).toBe(ct.heightOf(0))
  const { hu } = ct.slice(24)
  let water = 0
  for (let y = 0; y < 128; y += 1) water += Math.max(0, hu[y * 128 + 64]! + 1000) / 1000
  const row = Math.round((24 * ct.spacing) / scout.spacing)
  expect(Math.abs(scout.values[row * 128 + 64]! / (water * ct.pixelSpacing * 10) - 1)).toBeLessThan(0.05)
})

test('every file says of itself that it was made', () => {
  const ct = ctOf({ phase: 'portal', spacing: 4, slices: 60 })
  const run = dsaOf({})
  const series = { number: 1, description: 'TEST' }
  for (const bytes of [
    ctFile(ct, ct.slice(40), study, series),
    dsaFile(run, study, series),
    scoutFile(ctScout(ct, 20), study, series),
  ]) {
    const read = readDicom(bytes)
    expect(read.ok).toBe(true)
    const text = Buffer.from(bytes).toString('latin1')
    for (const said of ['PHANTOM^TEST', 'Hoi phantom', 'DERIVED\\PRIMARY', 'no patient, no scanner'])
      expect(text).toContain(said)
  }
})
