import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#src/platform/authz.ts'
import { stranger } from '#src/platform/authz.ts'
import { dsaFile } from '#src/lib/phantom/dicom.ts'
import { dsaAneurysm } from '#src/lib/phantom/dsa-aneurysm.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { framePicture, imageAt, imageOfView, knownImages, seriesOfCase, viewPicture } from '../index.ts'
import { imagingWorld, stowRequest, testImage, type ImagingWorld } from '../testing.ts'

let world: ImagingWorld
let owner: Actor
let headers: Record<string, string>
let refs: { study_uid: string; series_uid: string; sop_uid: string; case_id: string }[]

beforeEach(async () => {
  world = await imagingWorld()
  const person = await world.person()
  owner = person.actor
  headers = person.headers
  const images = [1, 2, 3].map((n) => testImage({ instance: `1.2.3.1.1.${n}`, number: n, level: n * 100, side: 64 }))
  await world.app.request('http://hoi.test/dicomweb/studies', stowRequest(images, person.headers))
  await world.work()
  refs = await world.ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['study_uid', 'series_uid', 'sop_uid', 'case_id'])
    .orderBy('imaging_instance.number')
    .execute()
})
afterEach(() => world.close())

const viewOf = (n: number, more: Partial<View> = {}): View => ({
  study: refs[n]!.study_uid,
  series: refs[n]!.series_uid,
  instance: refs[n]!.sop_uid,
  frame: 1,
  ...more,
})

describe('images that somebody points at', () => {
  test('are known to who may see them only', async () => {
    const uids = refs.map((r) => r.sop_uid)
    expect((await knownImages(world.ctx, stranger, uids)).size).toBe(0)
    const known = await knownImages(world.ctx, owner, uids)
    expect(known.size).toBe(3)
    expect(imageOfView(known, viewOf(0))?.columns).toBe(64)
    expect(imageOfView(known, viewOf(0, { frame: 2 }))).toBeNull()
    expect(imageOfView(known, viewOf(0, { series: '1.2' }))).toBeNull()
  })

  test('are counted and found by series and place', async () => {
    const series = await seriesOfCase(world.ctx, owner, refs[0]!.case_id)
    expect(series).toMatchObject([{ modality: 'CT', images: 3 }])
    expect(await seriesOfCase(world.ctx, stranger, refs[0]!.case_id)).toEqual([])
    expect((await imageAt(world.ctx, owner, series[0]!.seriesUid, 2))?.image.sopUid).toBe(refs[1]!.sop_uid)
    expect(await imageAt(world.ctx, owner, series[0]!.seriesUid, 4)).toBeNull()
    expect(await imageAt(world.ctx, stranger, series[0]!.seriesUid, 1)).toBeNull()
  })

  test('become one picture with what is drawn', async () => {
    const known = await knownImages(world.ctx, owner, [refs[0]!.sop_uid])
    const view = viewOf(0, {
      window: { center: 1000, width: 2000 },
      shapes: [
        {
          kind: 'arrow',
          points: [
            [5, 5],
            [40, 40],
          ],
        },
      ],
    })
    const svg = await viewPicture(world.ctx, imageOfView(known, view)!, view)
    expect(svg).toMatch(/^<svg .*data:image\/webp;base64,UklGR.*<path/)
  })

  test('of an angiogram stand without their mask: vessels dark on an even ground', async () => {
    const run = dsaAneurysm({ size: 128, rates: [10, 4, 2] })
    const study = {
      name: 'pictures',
      patient: 'Phantom^Run',
      patientId: 'PHANTOM-RUN',
      sex: 'F',
      age: 50,
      date: '20260105',
      time: '101500',
      description: 'DSA',
    } as const
    const file = dsaFile(run, study, { number: 9, description: 'ICA' })
    await world.app.request('http://hoi.test/dicomweb/studies', stowRequest([file], headers))
    await world.work()
    const { sop_uid: sop } = await world.ctx.db
      .selectFrom('imaging_instance')
      .select('sop_uid')
      .where('frames', '>', 1)
      .executeTakeFirstOrThrow()
    const image = (await knownImages(world.ctx, owner, [sop])).get(sop)!
    const full = run.truth.arteryCurve.indexOf(Math.max(...run.truth.arteryCurve)) + 1
    const pixels = async (mask?: View['mask']) => {
      const bytes = await framePicture(world.ctx, image, full, { side: 128, format: 'png', ...(mask ? { mask } : {}) })
      return await sharp(bytes!).greyscale().raw().toBuffer()
    }
    const spread = (data: Buffer) => {
      const sorted = Uint8Array.from(data).toSorted()
      return sorted[Math.floor(sorted.length * 0.9)]! - sorted[Math.floor(sorted.length * 0.25)]!
    }
    const [plain, without, itself] = [
      await pixels(),
      await pixels({ frames: [1, 2], shift: [0, 0] }),
      await pixels({ frames: [full], shift: [0, 0] }),
    ]
    expect(spread(without)).toBeLessThan(spread(plain) / 2)
    const dark = without.filter((value) => value < 90).length
    expect(dark).toBeGreaterThan(60)
    expect(dark).toBeLessThan(without.length / 20)
    expect(new Set(itself).size).toBe(1)
    expect(await framePicture(world.ctx, image, full, { side: 128, mask: { frames: [999], shift: [0, 0] } })).toBeNull()
  })
})
