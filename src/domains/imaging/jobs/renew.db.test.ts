import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { THUMBNAIL_PARTS } from '../picture-version.ts'
import { imagingWorld, type ImagingWorld, stowRequest, testImage } from '../testing.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

const copies = () =>
  world.ctx.db
    .selectFrom('imaging_copy')
    .innerJoin('imaging_instance', 'imaging_instance.id', 'imaging_copy.instance_id')
    .select(['instance_id', 'imaging_copy.blob', 'parts'])
    .where('kind', '=', 'thumbnail')
    .orderBy('imaging_instance.number')
    .execute()

async function waiting(): Promise<number> {
  const jobs = world.ctx.db.selectFrom('job').select('id').where('name', '=', 'imaging:renew')
  return (await jobs.where('state', '=', 'ready').execute()).length
}

describe('thumbnails that an older version painted', () => {
  it('are painted anew once somebody meets one; what cannot be painted keeps what it has', async () => {
    const { headers } = await world.person()
    const images = [1, 2, 3].map((n) => testImage({ instance: `1.2.3.1.1.${n}`, number: n, level: n * 100, side: 64 }))
    await world.app.request('/dicomweb/studies', stowRequest(images, headers))
    await world.work()
    const [uid] = await world.ctx.db.selectFrom('imaging_study').select('study_uid').execute()
    const address = `/dicomweb/studies/${uid!.study_uid}/thumbnail`
    const accepted = { ...headers, accept: 'image/webp' }
    const seen = async (): Promise<Buffer> =>
      Buffer.from(await (await world.app.request(address, { headers: accepted })).arrayBuffer())
    const [fresh, right] = [await copies(), await seen()]
    expect(fresh.every(({ parts }) => parts === THUMBNAIL_PARTS)).toBe(true)
    expect(await waiting()).toBe(0)

    // As the version before left them.
    const old = await Promise.all(fresh.map((_, i) => world.ctx.blobs.put(Buffer.from(`too dark ${i}`))))
    for (const [i, { instance_id }] of fresh.entries())
      await world.ctx.db
        .updateTable('imaging_copy')
        .set({ blob: old[i]!.hash, bytes: old[i]!.bytes, parts: '{"offsets":[]}' })
        .where('instance_id', '=', instance_id)
        .where('kind', '=', 'thumbnail')
        .execute()
    const [lost] = await world.ctx.db
      .selectFrom('imaging_instance')
      .select('blob')
      .where('id', '=', fresh[2]!.instance_id)
      .execute()
    await world.ctx.blobs.remove(lost!.blob)

    expect((await seen()).toString()).toBe('too dark 1')
    await seen()
    expect(await waiting()).toBe(1)
    await world.work()
    expect((await seen()).equals(right)).toBe(true)
    const now = await copies()
    expect(now.every(({ parts }) => parts === THUMBNAIL_PARTS)).toBe(true)
    expect(now.map(({ blob }) => blob)).toEqual([fresh[0]!.blob, fresh[1]!.blob, old[2]!.hash])
    expect(await world.ctx.blobs.size(old[0]!.hash)).toBeNull()
    expect(await world.ctx.blobs.size(old[2]!.hash)).not.toBeNull()
    expect(await waiting()).toBe(0)
  })
})
