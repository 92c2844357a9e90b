import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestElement } from '#src/lib/dicom/testing.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import { unpackTable } from '#src/lib/imaging/lut/index.ts'
import { type InstanceIndex, type PackedIndex, unpackIndex } from '#src/lib/imaging/study-index.ts'
import { statements } from '#src/platform/db/connect.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'

// Stored values count i × 13 up to 4095; the table of the modality turns them round: 4095 - stored, in thousandths of an OD.
let world: ImagingWorld
let owner: Awaited<ReturnType<ImagingWorld['person']>>
let study = ''
let series = ''

const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer)
const table = (name: string, bits: number, values: readonly number[], first = 0): TestElement[] => [
  { tag: 0x00283002, vr: 'US', value: words([values.length, first, bits]) },
  { tag: 0x00283003, vr: 'LO', value: name },
  { tag: 0x00283004, vr: 'LO', value: 'OD' },
  { tag: 0x00283006, vr: 'OW', value: words(values) },
]
const turned = Array.from({ length: 4096 }, (_, i) => 4095 - i)
const ramp = Array.from({ length: 4096 }, (_, i) => i >> 4)
const image = (number: number, modality: TestElement[], voi: TestElement[][], more: TestElement[] = []) =>
  testImage({
    number,
    instance: `1.2.3.1.1.${number}`,
    modality: 'DX',
    more: [
      { tag: 0x00281050, vr: 'DS', value: '2000' },
      { tag: 0x00281051, vr: 'DS', value: '1000' },
      { tag: 0x00281055, vr: 'LO', value: 'NORMAL' },
      { tag: 0x00281056, vr: 'CS', value: 'SIGMOID' },
      { tag: 0x00283000, vr: 'SQ', items: [modality] },
      { tag: 0x00283010, vr: 'SQ', items: voi },
      ...more,
    ],
  })

beforeAll(async () => {
  world = await imagingWorld()
  owner = await world.person()
  const files = [
    image(1, table('', 16, turned), [table('NORMAL', 8, ramp), table('HARDER', 12, [0, 4095], 3000)]),
    image(2, table('', 10, turned), [table('NORMAL', 8, [1, 2, 300])]),
    image(3, table('', 16, turned), [table('NORMAL', 8, ramp)], [{ tag: 0x20500020, vr: 'CS', value: 'INVERSE' }]),
  ]
  expect((await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))).status).toBe(200)
  await world.work()
  const row = await world.ctx.db
    .selectFrom('imaging_study')
    .innerJoin('imaging_series', 'imaging_series.study_id', 'imaging_study.id')
    .select(['study_uid', 'series_uid'])
    .executeTakeFirstOrThrow()
  ;[study, series] = [row.study_uid, row.series_uid]
})
afterAll(() => world.close())

const get = (path: string, accept = '*/*') => world.app.request(path, { headers: { cookie: owner.cookie, accept } })
const instances = async (): Promise<InstanceIndex[]> => {
  const index = unpackIndex((await (await get(`/imaging/studies/${study}/index`)).json()) as PackedIndex)
  return index.series[0]!.instances.toSorted((a, b) => a.number! - b.number!)
}
async function levels(uid: string, query = ''): Promise<number[]> {
  const at = `/dicomweb/studies/${study}/series/${series}/instances/${uid}/frames/1/rendered${query}`
  const response = await get(at, 'image/png')
  expect(response.status).toBe(200)
  return [
    ...(await sharp(await response.arrayBuffer())
      .greyscale()
      .raw()
      .toBuffer()),
  ]
}
const stored = Array.from({ length: 256 }, (_, i) => (i * 13) % 4096)

test('the viewer is told of tables: those of the modality exactly, those of the VOI for a screen; with no statement more', async () => {
  const counter = { count: 0 }
  const [both, damaged, inverse] = await statements.run(counter, instances)
  // The actor of the session cookie, and the two of the index.
  expect(counter.count).toBe(3)
  expect([...unpackTable(both!.modalityLut!).values]).toEqual(turned)
  expect([both!.slope, both!.intercept, both!.unit, both!.badLut, both!.inverse]).toEqual([
    1,
    0,
    'mOD',
    undefined,
    undefined,
  ])
  expect(both!.luts!.map(({ name, first, bits }) => [name, first, bits])).toEqual([
    ['NORMAL', 0, 8],
    ['HARDER', 3000, 8],
  ])
  expect([...unpackTable(both!.luts![1]!).values]).toEqual([0, 255])
  expect(both!.windows).toEqual([{ center: 2000, width: 1000, curve: 'sigmoid', name: 'NORMAL' }])
  expect([damaged!.modalityLut, damaged!.luts, damaged!.badLut, damaged!.unit]).toEqual([
    undefined,
    undefined,
    'modality',
    '',
  ])
  expect(inverse!.inverse).toBe(true)
})

test('pictures go through both tables, another one, or a window that is asked for', async () => {
  const [both, damaged, inverse] = await instances()
  const values = stored.map((v) => 4095 - v)
  expect(await levels(both!.uid)).toEqual(values.map((v) => v >> 4))
  expect(await levels(both!.uid, '?window=0,1,lut2')).toEqual(values.map((v) => (v > 3000 ? 255 : 0)))
  const exact = values.map((v) => Math.round(Math.min(1, Math.max(0, (v - 2000) / 1000 + 0.5)) * 255))
  expect(await levels(both!.uid, '?window=2000,1000,linear-exact')).toEqual(exact)
  const sigmoid = (v: number): number => Math.round(255 / (1 + Math.exp((-4 * (v - 2000)) / 1000)))
  expect(await levels(both!.uid, '?window=2000,1000,sigmoid')).toEqual(values.map(sigmoid))
  // Damaged tables: stored values in the window of the file.
  expect(await levels(damaged!.uid)).toEqual(stored.map(sigmoid))
  expect(await levels(inverse!.uid)).toEqual(values.map((v) => 255 - (v >> 4)))
  const refused = await get(
    `/dicomweb/studies/${study}/series/${series}/instances/${both!.uid}/rendered?window=2000,1000,cubic`,
  )
  expect(refused.status).toBe(400)
})

test('figures are what the table gives; a damaged one gives none', async () => {
  const [both, damaged] = await instances()
  const measure = async (uid: string, n: number): Promise<Mark> => {
    const response = await world.app.request('/imaging/marks', {
      method: 'POST',
      headers: { cookie: owner.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: JSON.stringify({
        id: `01890000-0000-7000-8000-00000000000${n}`,
        study,
        series,
        instance: uid,
        frame: 1,
        kind: 'rectangle',
        points: [
          [0, 0],
          [3, 1],
        ],
        view: { window: { center: 2048, width: 4096, lut: 1 } },
      }),
    })
    expect(response.status).toBe(201)
    return ((await response.json()) as { mark: Mark }).mark
  }
  const mark = await measure(both!.uid, 1)
  // Stored 0, 13, 26.
  expect(mark.measured?.statistics).toMatchObject({ n: 3, mean: 4082, min: 4069, max: 4095, unit: 'mOD' })
  expect(mark.view.window).toEqual({ center: 2048, width: 4096, lut: 1 })
  expect((await measure(damaged!.uid, 2)).measured?.statistics).toBeUndefined()
})

test('plain pictures offer the tables by name', async () => {
  const page = await (await get(`/vi/imaging/studies/${study}/view/plain`)).text()
  expect(page).toContain('<option value="2048,4096,lut1">NORMAL (VOI LUT)</option>')
  expect(page).toContain('<option value="2000,1000,sigmoid">NORMAL (2000 / 1000)</option>')
  const chosen = await (await get(`/vi/imaging/studies/${study}/view/plain?window=3001,2,lut2`)).text()
  expect(chosen).toContain('rendered?viewport=1024,1024&amp;quality=80&amp;window=3001,2,lut2')
  expect(chosen).toMatch(/value="3001,2,lut2" selected/)
  expect(await (await get(`/vi/imaging/studies/${study}/view/plain?window=3001,2,%3Cb`)).text()).not.toContain(
    '3001,2,&lt;',
  )
})
