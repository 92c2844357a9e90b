import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { imagingWorld, type ImagingWorld, testImage } from '../testing.ts'
import { cleaned, pagesOf, sha, uploader } from './testing.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

const as = (cookie: string) => pagesOf(world, cookie)
const sender = () => uploader(world)

describe('uploads of a browser', () => {
  it('are refused to strangers and to others', async () => {
    const stranger = as('')
    expect((await stranger.fetch('/imaging/uploads', { method: 'POST', body: '{}' })).status).toBe(401)
    const [one, other] = [await sender(), await sender()]
    const begun = await one.begin(1)
    const [file] = await one.announce(begun.id, [new Uint8Array(10)])
    const address = `/imaging/uploads/${begun.id}`
    for (const path of [address, `${address}?keys`, `${address}/files/${file!.id}`])
      expect((await other.own.fetch(path, {})).status, path).toBe(404)
    expect((await other.patch(begun.id, file!.id, 0, new Uint8Array(10))).status).toBe(404)
    expect((await other.json(`${address}/files`, { files: [] })).status).toBe(404)
    expect((await other.json(`${address}/end`, {})).status).toBe(404)
    expect((await other.json('/imaging/uploads', { case: begun.case.id, files: 1 })).status).toBe(404)
  })

  it('come in pieces, are taken up where they stopped, and arrive in the archive as the browser cleaned them', async () => {
    const one = await sender()
    const begun = await one.begin(1)
    const bytes = await cleaned(begun, testImage({ patient: 'B1', study: '1.2.90', side: 64 }))
    expect(Buffer.from(bytes).includes('Tran')).toBe(false)
    const [file] = await one.announce(begun.id, [bytes])
    expect(file).toMatchObject({ offset: 0, done: false })
    expect((await one.patch(begun.id, file!.id, 0, bytes.subarray(0, 3000))).status).toBe(204)
    expect(await one.head(begun.id, file!.id)).toBe(3000)
    // The same piece again, and one that leaves a gap: told where to go on.
    for (const offset of [0, 4000]) {
      const wrong = await one.patch(begun.id, file!.id, offset, bytes.subarray(offset, offset + 100))
      expect([wrong.status, ((await wrong.json()) as { detail: { offset: number } }).detail.offset]).toEqual([
        409, 3000,
      ])
    }
    expect((await one.announce(begun.id, [bytes]))[0]).toMatchObject({ id: file!.id, offset: 3000, done: false })
    expect((await one.patch(begun.id, file!.id, 3000, bytes.subarray(3000))).status).toBe(204)
    expect((await one.announce(begun.id, [bytes]))[0]!.done).toBe(true)
    expect(await one.state(begun.id)).toMatchObject({ arrived: 1, waiting: 1, done: 0 })
    await world.work()
    expect(await one.state(begun.id)).toMatchObject({ waiting: 0, done: 1, preparing: 0, refused: 0 })
    const stored = await world.ctx.db
      .selectFrom('imaging_instance')
      .select(['blob', 'source_hash'])
      .where('source_hash', '=', sha(bytes))
      .executeTakeFirstOrThrow()
    // De-identifying what was de-identified changes nothing.
    expect(stored.blob).toBe(sha(bytes))
    // No piece is left, neither as a row nor as bytes.
    expect(await world.ctx.db.selectFrom('imaging_chunk').selectAll().execute()).toEqual([])
    for (const part of [bytes.subarray(0, 3000), bytes.subarray(3000)])
      expect(await world.ctx.blobs.size(sha(part))).toBeNull()
  })

  it('send nothing again that the case has', async () => {
    const one = await sender()
    const first = await one.begin(1)
    const bytes = await cleaned(first, testImage({ patient: 'B2', study: '1.2.91' }))
    const [file] = await one.announce(first.id, [bytes])
    await one.patch(first.id, file!.id, 0, bytes)
    await world.work()
    const again = await one.begin(1, first.case.id)
    expect(again.case).toEqual(first.case)
    expect((await one.announce(again.id, [bytes]))[0]!.done).toBe(true)
  })

  it('begin a damaged file anew', async () => {
    const one = await sender()
    const begun = await one.begin(1)
    const bytes = await cleaned(begun, testImage({ patient: 'B3', study: '1.2.92' }))
    const [file] = await one.announce(begun.id, [bytes])
    const bad = new Uint8Array(bytes)
    bad[1000]! ^= 1
    expect((await one.patch(begun.id, file!.id, 0, bad)).status).toBe(422)
    expect(await one.head(begun.id, file!.id)).toBe(0)
    await world.work()
    expect(await world.ctx.blobs.size(sha(bad))).toBeNull()
    expect((await one.patch(begun.id, file!.id, 0, bytes)).status).toBe(204)
  })

  it('hold what they claim: no more bytes than announced, no file over the limit', async () => {
    const one = await sender()
    const begun = await one.begin(1)
    const [file] = await one.announce(begun.id, [new Uint8Array(100)])
    expect((await one.patch(begun.id, file!.id, 0, new Uint8Array(200))).status).toBe(413)
    const huge = { hash: 'a'.repeat(64), bytes: world.ctx.config.uploadLimit + 1, kind: 'dicom' }
    expect((await one.json(`/imaging/uploads/${begun.id}/files`, { files: [huge] })).status).toBe(413)
    for (const wrong of [
      { ...huge, hash: '../..' },
      { ...huge, bytes: -1 },
      { ...huge, bytes: 'x' },
    ])
      expect((await one.json(`/imaging/uploads/${begun.id}/files`, { files: [wrong] })).status).toBe(422)
    expect((await one.json('/imaging/uploads', { files: 0 })).status).toBe(422)
  })

  it('discarded ones leave no bytes', async () => {
    const one = await sender()
    const begun = await one.begin(1)
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i & 0xff)
    const [file] = await one.announce(begun.id, [bytes])
    await one.patch(begun.id, file!.id, 0, bytes.subarray(0, 2000))
    expect(await world.ctx.blobs.size(sha(bytes.subarray(0, 2000)))).toBe(2000)
    expect((await one.json(`/imaging/uploads/${begun.id}/discard`, {})).status).toBe(204)
    await world.work()
    expect(await world.ctx.blobs.size(sha(bytes.subarray(0, 2000)))).toBeNull()
    expect((await one.patch(begun.id, file!.id, 2000, bytes.subarray(2000))).status).toBe(404)
  })

  it('ask for their state in as many statements for one file as for many', async () => {
    const one = await sender()
    const begun = await one.begin(30)
    const ask = async (): Promise<number> => {
      const counted = { count: 0 }
      await statements.run(counted, () => one.state(begun.id))
      return counted.count
    }
    const few = await ask()
    await one.announce(
      begun.id,
      Array.from({ length: 30 }, (_, i) => new Uint8Array([i, 1, 2])),
    )
    expect(await ask()).toBe(few)
  })

  it('fill in identifiers that are empty, alike in the browser and on the server', async () => {
    const one = await sender()
    const begun = await one.begin(2)
    const image = (number: number) => testImage({ study: '', series: '', instance: '', number })
    for (const n of [1, 2]) {
      const bytes = await cleaned(begun, image(n))
      const [file] = await one.announce(begun.id, [bytes])
      await one.patch(begun.id, file!.id, 0, bytes)
    }
    await world.work()
    expect((await one.state(begun.id)).studies).toMatchObject([{ images: 2 }])
  })
})
