import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultProfile } from '#src/lib/dicom/index.ts'
import { type Dataset, encodeObject } from '#src/lib/dicom/objects/build.ts'
import { SITES, STRUCTURES, writeReport } from '#src/lib/dicom/objects/index.ts'
import type { BrokenReport, FindingReport, FindingsAnswer } from '#src/lib/imaging/finding.ts'
import { measureShape } from '#src/lib/imaging/measure/index.ts'
import type { Shape } from '#src/lib/imaging/view.ts'
import { systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { ok } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { findingsOf, recordLook, setAccess } from '../index.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'
import { sentStudy } from './testing.ts'

let world: ImagingWorld
let owner: Awaited<ReturnType<ImagingWorld['person']>>
let study = ''

/** Pixels of 0.5 mm across and 0.8 mm down. */
const slice = (n: number) =>
  testImage({
    instance: `1.2.3.1.1.${n}`,
    number: n,
    more: [
      { tag: 0x00200032, vr: 'DS', value: `0\\0\\${n * 2}` },
      { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
      { tag: 0x00200052, vr: 'UI', value: '1.2.3.99' },
      { tag: 0x00280030, vr: 'DS', value: '0.8\\0.5' },
    ],
  })

const line: Shape = {
  kind: 'length',
  points: [
    [2, 3],
    [12, 3],
  ],
}
const oval: Shape = {
  kind: 'ellipse',
  points: [
    [8, 8],
    [12, 8],
    [8, 11],
  ],
}

/** A report as a device sends it, before de-identification; its figures are half a millimetre and four square millimetres off. */
const report = (n: number, device = true): Uint8Array =>
  writeReport({
    study: sentStudy,
    series: { uid: '1.2.3.8', number: 400, description: 'Measurements' },
    sopUid: `1.2.3.8.${n}`,
    at: { date: '20240301', time: '101010' },
    ...(device
      ? {
          device: { name: 'Liver reader 3', maker: 'Maker', model: 'LR-3' },
          algorithm: { name: 'xyLiverNet', version: '2.1.0' },
        }
      : {}),
    marks: [line, oval].map((shape, i) => {
      const measured = measureShape(
        shape,
        { row: 0.8, column: 0.5, unit: 'mm', source: 'pixel-spacing' },
        { rows: 16, columns: 16 },
      )
      return {
        id: `01890000-0000-7000-8000-00000000000${i}`,
        shape: { ...shape, text: 'Lesion 1' },
        measured: {
          ...measured,
          ...(measured.length ? { length: measured.length + 0.5 } : {}),
          ...(measured.area ? { area: measured.area + 4 } : {}),
        },
        author: device ? '' : 'Nguyễn Văn Hưng',
        site: SITES.liver,
        finding: ['52988006', 'SCT', 'Lesion'] as const,
        image: {
          seriesUid: '1.2.3.1.1',
          sopClass: '1.2.840.10008.5.1.4.1.1.2',
          sopUid: `1.2.3.1.1.${i + 2}`,
          modality: 'CT',
          rows: 16,
          columns: 16,
          frame: 1,
          frames: 1,
        },
      }
    }),
  })

const send = async (...files: readonly Uint8Array[]): Promise<void> => {
  expect((await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))).status).toBe(200)
  await world.work()
}
const keepReports = async (structuredContent: 'clean' | 'remove'): Promise<void> => {
  const profile = { ...defaultProfile, structuredContent }
  await write(world.ctx, systemActor('test'), async (tx) => ok(await putSetting(tx, 'imaging.profile', profile)))
}
const path = () => `/imaging/studies/${study}/findings`
const asked = async (): Promise<FindingsAnswer['reports']> =>
  ((await (await world.app.request(path())).json()) as FindingsAnswer).reports
const read = (one: FindingReport | BrokenReport | undefined): FindingReport => {
  if (!one || 'trouble' in one) throw new Error(one?.trouble ?? 'none')
  return one
}

beforeAll(async () => {
  world = await imagingWorld()
  owner = await world.person()
  await keepReports('clean')
  await send(...[1, 2, 3, 4].map(slice), report(1))
  study = (await world.ctx.db.selectFrom('imaging_study').select('study_uid').executeTakeFirstOrThrow()).study_uid
})
afterAll(() => world.close())

describe('findings of another system', () => {
  test('are not there for a stranger, for others before somebody has looked, nor for a study that is none', async () => {
    expect(await asked()).toEqual([])
    expect(await findingsOf(world.ctx, (await world.person()).actor, study)).toEqual([])
    expect(await findingsOf(world.ctx, owner.actor, '2.25.1')).toEqual([])
  })

  test('say who measured, where, and what; ours stands beside it', async () => {
    const row = await world.ctx.db
      .selectFrom('imaging_study')
      .select(['id', 'instance_count'])
      .executeTakeFirstOrThrow()
    await recordLook(world.ctx, owner.actor, row.id, row.instance_count)
    await setAccess(world.ctx, owner.actor, row.id, 'public')
    const [one] = await asked()
    const found = read(one)
    expect(found).toMatchObject({
      by: 'device',
      system: 'Liver reader 3',
      maker: 'Maker',
      verified: false,
      kind: 'report',
    })
    const images = await world.ctx.db
      .selectFrom('imaging_instance')
      .select('sop_uid')
      .where('sop_class', '=', '1.2.840.10008.5.1.4.1.1.2')
      .orderBy('number')
      .execute()
    const [length, region] = found.findings
    expect(length).toMatchObject({
      label: 'Lesion 1',
      finding: ['52988006', 'SCT', 'Lesion'],
      site: ['10200004', 'SCT', 'Liver'],
      algorithm: { name: 'xyLiverNet', version: '2.1.0' },
      places: [{ instance: images[1]!.sop_uid, frame: 1, shapes: [line] }],
    })
    expect(length!.figures).toMatchObject([
      { given: '5.5', unit: ['mm', 'UCUM', 'millimeter'], ours: { length: 5, unit: 'mm' } },
    ])
    expect(region!.places).toMatchObject([{ instance: images[2]!.sop_uid, shapes: [{ kind: 'ellipse' }] }])
    expect(region!.figures[0]!.ours!.area).toBeCloseTo(Math.PI * 4 * 0.5 * 3 * 0.8, 4)
    expect(region!.figures[0]!.value - region!.figures[0]!.ours!.area!).toBeCloseTo(4, 4)
  })

  test('name no person: what de-identification took is not there', async () => {
    await send(report(2, false))
    const answer = await (await world.app.request(path())).text()
    expect(answer).not.toMatch(/Hưng|Nguyễn|Hung|BN001|REMOVED/)
    const people = read((await asked()).at(-1))
    expect([people.by, people.findings.length]).toEqual(['person', 2])
  })

  test('cost as many statements alone as with others; one that was emptied on arrival says so and harms nothing', async () => {
    const count = async (): Promise<number> => {
      const counter = { count: 0 }
      await statements.run(counter, () => findingsOf(world.ctx, owner.actor, study))
      return counter.count
    }
    const before = await count()
    await keepReports('remove')
    await send(report(3))
    expect((await asked()).map((one) => ('trouble' in one ? one.trouble : one.findings.length)).toSorted()).toEqual([
      2,
      2,
      'emptied',
    ])
    expect(await count()).toBe(before)
    expect(before).toBeLessThanOrEqual(3)
  })

  test('structures keep their outlines through the usual profile, and lie on their slices', async () => {
    const square = (z: number) => [1, 1, z, 5, 1, z, 5, 5, z, 1, 5, z].map(String)
    await send(
      encodeObject(STRUCTURES, '1.2.3.9.1', [
        [0x00080060, 'RTSTRUCT'],
        [0x00100010, 'Tran^Van BN001'],
        [0x00100020, 'BN001'],
        [0x0020000d, '1.2.3.1'],
        [0x0020000e, '1.2.3.9'],
        [0x00200011, '500'],
        [0x00081090, 'Contour 5'],
        [
          0x30060020,
          [
            [
              [0x30060022, '1'],
              [0x30060024, '1.2.3.99'],
              [0x30060026, 'Liver, BS. Hưng'],
              [0x30060036, 'AUTOMATIC'],
            ],
          ],
        ],
        [
          0x30060039,
          [
            [
              [0x30060084, '1'],
              [
                0x30060040,
                [2, 4].map((z): Dataset => [
                  [0x30060042, 'CLOSED_PLANAR'],
                  [0x30060046, '4'],
                  [0x30060050, square(z)],
                ]),
              ],
            ],
          ],
        ],
      ]),
    )
    // Coordinates and cleaned words: nothing to look at, so the study stays open to others.
    expect((await asked()).length).toBe((await findingsOf(world.ctx, owner.actor, study)).length)
    const all = await findingsOf(world.ctx, owner.actor, study)
    const found = read(all.find((one) => 'kind' in one && one.kind === 'structures'))
    expect(found).toMatchObject({ by: 'device', system: 'Contour 5', verified: false })
    expect(JSON.stringify(found)).not.toMatch(/Hưng/)
    const [liver] = found.findings
    expect([liver!.label, liver!.places.length, liver!.elsewhere]).toEqual(['Liver', 2, 0])
    // Pixels of 0.5 mm across and 0.8 mm down, counted from the corner of the first one.
    expect(liver!.places[0]!.shapes[0]!.points[0]).toEqual([2.5, 1.75])
  })
})
