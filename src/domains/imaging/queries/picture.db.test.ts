import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#src/platform/authz.ts'
import { stranger } from '#src/platform/authz.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { imageAt, imageOfView, knownImages, seriesOfCase, viewPicture } from '../index.ts'
import { imagingWorld, stowRequest, testImage, type ImagingWorld } from '../testing.ts'

let world: ImagingWorld
let owner: Actor
let refs: { study_uid: string; series_uid: string; sop_uid: string; case_id: string }[]

beforeEach(async () => {
  world = await imagingWorld()
  const person = await world.person()
  owner = person.actor
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
})
