import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser } from '#src/domains/people/testing.ts'
import { defaultProfile, numbersOf, readDicom } from '#src/lib/dicom/index.ts'
import { us } from '#src/lib/dicom/testing.ts'
import { frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { ok } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { recordLook } from '../commands/studies.ts'
import { imaging0008 } from '../migrations/imaging-0008-seen.ts'
import { imagingWorld, type ImagingWorld, stowRequest, testImage } from '../testing.ts'
import { recordSeen } from './commands.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

let made = 0

/** A study of some images in the archive, its owner's browser, and a reader of its bytes. */
async function study(images: number, more: Parameters<typeof testImage>[0] = {}) {
  const owner = await world.person()
  const n = ++made
  const files = Array.from({ length: images }, (_, i) =>
    testImage({
      patient: `LOOK${n}`,
      study: `1.2.80.${n}`,
      series: `1.2.80.${n}.1`,
      instance: `1.2.80.${n}.1.${i}`,
      number: i + 1,
      level: i,
      side: 32,
      ...more,
    }),
  )
  await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))
  await world.work()
  const { study_uid: uid, id } = await world.ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid', 'id'])
    .where('owner_id', '=', owner.actor.personId!)
    .executeTakeFirstOrThrow()
  return { owner, uid, id, page: `/en/imaging/studies/${uid}/look`, own: browser(world.app, owner.cookie) }
}

const instances = (id: string) =>
  world.ctx.db.selectFrom('imaging_instance').selectAll().where('study_id', '=', id).orderBy('number').execute()

async function pixelsOf(blob: string): Promise<Uint16Array> {
  const bytes = new Uint8Array(await new Response(await world.ctx.blobs.get(blob)).arrayBuffer())
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(file.code)
  const layout = pixelLayout(file)
  if (!layout.ok) throw new Error(layout.code)
  return new Uint16Array(frameBytes(file.bytes, layout, 0).slice().buffer)
}

const looked = async (id: string) =>
  (await world.ctx.db.selectFrom('imaging_study').select('looked_at').where('id', '=', id).executeTakeFirstOrThrow())
    .looked_at

describe('looking through a study', () => {
  it('is its owner’s alone', async () => {
    const one = await study(1)
    const other = browser(world.app, (await world.person()).cookie)
    const [image] = await instances(one.id)
    expect((await browser(world.app).get(one.page)).status).toBe(303)
    expect((await other.get(one.page)).status).toBe(404)
    expect((await other.get(`${one.page}/${image!.id}`)).status).toBe(404)
    for (const path of ['', '/blank', '/remove'])
      expect((await other.post(one.page + path, { image: image!.id, images: image!.id })).status).toBe(404)
    expect(await looked(one.id)).toBeNull()
  })

  it('is recorded page by page, and for the study when the last page is', async () => {
    const one = await study(30)
    const first = await (await one.own.get(one.page)).text()
    expect(first).toContain('Page 1 of 2')
    const shown = (html: string): string => /name="images" value="([^"]+)"/.exec(html)![1]!
    await one.own.post(one.page, { page: '1', images: shown(first) })
    expect(await looked(one.id)).toBeNull()
    const second = await (await one.own.get(`${one.page}?page=2`)).text()
    const done = await one.own.post(one.page, { page: '2', images: shown(second) })
    expect(done.status).toBe(303)
    expect(await looked(one.id)).not.toBeNull()
    expect(await (await one.own.get(one.page)).text()).toContain('You have looked at every image')
    // One more comes: the study is closed again, and only that one is left.
    await world.app.request(
      '/dicomweb/studies',
      stowRequest(
        [testImage({ patient: `LOOK${made}`, study: `1.2.80.${made}`, instance: '1.2.81' })],
        one.owner.headers,
      ),
    )
    await world.work()
    expect(await looked(one.id)).toBeNull()
    expect(await (await one.own.get(one.page)).text()).toContain('30 of 31 looked at')
  })

  it('knows by name what was recorded at once before that was noted', async () => {
    const one = await study(2)
    const seen = () => world.ctx.db.selectFrom('imaging_seen').selectAll().where('study_id', '=', one.id).execute()
    expect((await recordLook(world.ctx, one.owner.actor, one.id, 2)).ok).toBe(true)
    const before = await seen()
    await world.ctx.db.deleteFrom('imaging_seen').where('study_id', '=', one.id).execute()
    const up = imaging0008.up as (db: unknown) => Promise<void>
    await up(world.ctx.db)
    await up(world.ctx.db)
    const order = (rows: typeof before) => rows.map(({ image_id, person_id }) => `${image_id} ${person_id}`).toSorted()
    expect(order(await seen())).toEqual(order(before))
    expect(before).toHaveLength(2)
  })

  it('is not recorded over a video that came at the last moment', async () => {
    const one = await study(1)
    const ownerId = one.owner.actor.personId!
    const file = { type: 'video/mp4', blob: 'none', bytes: 1, created_at: 1 }
    await world.ctx.db
      .insertInto('imaging_attachment')
      .values({ id: `video-${one.id}`, study_id: one.id, owner_id: ownerId, ...file })
      .execute()
    expect(await recordLook(world.ctx, one.owner.actor, one.id, 1)).toMatchObject({ ok: false, code: 'conflict' })
    expect(await looked(one.id)).toBeNull()
    const all = [...(await instances(one.id)).map(({ id }) => id), `video-${one.id}`]
    expect(await recordSeen(world.ctx, one.owner.actor, one.uid, all)).toMatchObject({ ok: true, value: { left: 0 } })
    expect(await looked(one.id)).not.toBeNull()
  })

  it('asks as many statements for a page of many images as for one', async () => {
    const count = async (images: number): Promise<number> => {
      const one = await study(images)
      await one.own.get(one.page)
      const counted = { count: 0 }
      await statements.run(counted, () => one.own.get(one.page))
      return counted.count
    }
    expect(await count(20)).toBe(await count(1))
  })

  it('blanks exactly the boxes, in one image or all of a series; old bytes and copies go', async () => {
    const one = await study(3)
    const before = await instances(one.id)
    const copies = await world.ctx.db.selectFrom('imaging_copy').select('blob').execute()
    const old = await Promise.all(before.map(({ blob }) => pixelsOf(blob)))
    const asked = await one.own.post(`${one.page}/blank`, {
      image: before[0]!.id,
      scope: 'series',
      boxes: JSON.stringify([{ x: 4, y: 2, width: 6, height: 5 }]),
    })
    expect(asked.status).toBe(303)
    await world.work()
    const after = await instances(one.id)
    for (const [i, image] of after.entries()) {
      const now = await pixelsOf(image.blob)
      const least = Math.min(...old[i]!)
      for (let p = 0; p < now.length; p += 1) {
        const [x, y] = [p % 32, Math.floor(p / 32)]
        const inside = x >= 4 && x < 10 && y >= 2 && y < 7
        expect(now[p]).toBe(inside ? least : old[i]![p])
      }
      expect(image.prepared).toBe(1)
      expect(await world.ctx.blobs.size(before[i]!.blob)).toBeNull()
      const bytes = new Uint8Array(await new Response(await world.ctx.blobs.get(image.blob)).arrayBuffer())
      const file = readDicom(bytes)
      expect(file.ok && numbersOf(file.bytes, file.elements, 0x00280010)).toEqual([32])
      expect(Buffer.from(bytes).includes('113101')).toBe(true)
    }
    for (const { blob } of copies)
      if (await world.ctx.blobs.size(blob))
        expect(
          await world.ctx.db.selectFrom('imaging_copy').select('kind').where('blob', '=', blob).execute(),
        ).not.toEqual([])
    expect(await looked(one.id)).toBeNull()
  })

  it('shows the overlays that clean graphics keeps, and blanks their bits with the pixels', async () => {
    const profile = { ...defaultProfile, name: 'society', graphics: 'clean' }
    const set = (value: unknown) =>
      write(world.ctx, systemActor('test'), async (tx) => ok(await putSetting(tx, 'imaging.profile', value)))
    await set(profile)
    try {
      const bits = new Uint8Array((32 * 32) / 8).fill(255)
      const one = await study(1, {
        more: [
          { tag: 0x60000010, vr: 'US', value: us(32) },
          { tag: 0x60000011, vr: 'US', value: us(32) },
          { tag: 0x60000040, vr: 'CS', value: 'R' },
          { tag: 0x60000050, vr: 'SS', value: Uint8Array.of(1, 0, 1, 0) },
          { tag: 0x60000100, vr: 'US', value: us(1) },
          { tag: 0x60003000, vr: 'OW', value: bits },
        ],
      })
      const [image] = await instances(one.id)
      expect(image!.burned_in).toBe('look')
      const html = await (await one.own.get(one.page)).text()
      expect(html).toContain('overlay (region)')
      const address = /src="([^"]*overlays=1[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
      // Rows whose both ends are white: those that the region reaches.
      const rows = async (): Promise<number[]> => {
        const picture = Buffer.from(await (await one.own.get(address)).arrayBuffer())
        const { data } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
        // What lies beneath is not hidden.
        expect(data.filter((value) => value > 200).length).toBeLessThan(32 * 16)
        return Array.from({ length: 32 }, (_, y) => y).filter((y) => data[y * 32]! > 200 && data[y * 32 + 31]! > 200)
      }
      expect(await rows()).toEqual(Array.from({ length: 32 }, (_, y) => y))
      await one.own.post(`${one.page}/blank`, { image: image!.id, x: '0', y: '0', width: '32', height: '16' })
      await world.work()
      expect(await rows()).toEqual(Array.from({ length: 16 }, (_, y) => 16 + y))
    } finally {
      await set(defaultProfile)
    }
  })

  it('takes numbers without JavaScript, and refuses a box outside of the image', async () => {
    const one = await study(1)
    const [image] = await instances(one.id)
    const out = { image: image!.id, x: '40', y: '0', width: '5', height: '5' }
    expect((await one.own.post(`${one.page}/blank`, out)).status).toBe(422)
    expect((await one.own.post(`${one.page}/blank`, { image: image!.id })).status).toBe(422)
    expect((await one.own.post(`${one.page}/blank`, { ...out, x: '30' })).status).toBe(303)
    await world.work()
    expect((await instances(one.id))[0]!.blob).not.toBe(image!.blob)
  })

  it('takes a recorded look back when an image is blanked', async () => {
    const one = await study(1)
    const [image] = await instances(one.id)
    await one.own.post(one.page, { images: image!.id })
    expect(await looked(one.id)).not.toBeNull()
    await one.own.post(`${one.page}/blank`, { image: image!.id, x: '0', y: '0', width: '5', height: '5' })
    expect(await looked(one.id)).toBeNull()
    // While it is being done, looking again does not open the study.
    await one.own.post(one.page, { images: image!.id })
    expect(await looked(one.id)).toBeNull()
    await world.work()
    await one.own.post(one.page, { images: image!.id })
    expect(await looked(one.id)).not.toBeNull()
  })

  it('removes an image with its bytes, and the same one sent again is blanked no more than it was', async () => {
    const one = await study(2)
    const [first, second] = await instances(one.id)
    expect((await one.own.post(`${one.page}/remove`, { image: first!.id })).status).toBe(303)
    await world.work()
    expect(await world.ctx.blobs.size(first!.blob)).toBeNull()
    expect((await instances(one.id)).map(({ id }) => id)).toEqual([second!.id])
    const row = await world.ctx.db
      .selectFrom('imaging_study')
      .select(['instance_count', 'series_count'])
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ instance_count: 1, series_count: 1 })
    expect((await one.own.post(`${one.page}/remove`, { image: first!.id })).status).toBe(404)
  })
})
