import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL, pieceReader, type Piece, writePieces } from '#src/lib/imaging/pieces.ts'
import { type PackedIndex, unpackIndex } from '#src/lib/imaging/study-index.ts'
import { createCodecs } from '#src/lib/dicom/codecs/index.ts'
import { statements } from '#src/platform/db/connect.ts'
import { codecFiles } from '../codec-files.ts'
import { recordLook, setAccess } from '../index.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'

let world: ImagingWorld
let owner: Awaited<ReturnType<ImagingWorld['person']>>
let study = ''
const SIDE = 128

/** A slice of a series whose thickness says 5 mm where slices are 2 mm apart; numbers run from the feet to the head. */
const slice = (n: number, more: Parameters<typeof testImage>[0] = {}) =>
  testImage({
    instance: `1.2.3.1.1.${n}`,
    number: n,
    side: SIDE,
    level: n * 7,
    ...more,
    more: [
      { tag: 0x00180050, vr: 'DS', value: '5' },
      { tag: 0x00200032, vr: 'DS', value: `-100\\-100\\${n * 2}` },
      { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
      { tag: 0x00280030, vr: 'DS', value: '0.75\\0.75' },
      { tag: 0x00281050, vr: 'DS', value: '40\\300' },
      { tag: 0x00281051, vr: 'DS', value: '400\\1500' },
      { tag: 0x00281052, vr: 'DS', value: '-1024' },
      { tag: 0x00281053, vr: 'DS', value: '1' },
      ...(more.more ?? []),
    ],
  })

beforeAll(async () => {
  world = await imagingWorld()
  owner = await world.person()
  const files = [3, 1, 5, 2, 4].map((n) => slice(n))
  const response = await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))
  expect(response.status).toBe(200)
  await world.work()
  study = (await world.ctx.db.selectFrom('imaging_study').select('study_uid').executeTakeFirstOrThrow()).study_uid
})
afterAll(() => world.close())

const open = async () => {
  const row = await world.ctx.db.selectFrom('imaging_study').select(['id', 'instance_count']).executeTakeFirstOrThrow()
  await recordLook(world.ctx, owner.actor, row.id, row.instance_count)
  await setAccess(world.ctx, owner.actor, row.id, 'public')
}
const get = (path: string, headers: Record<string, string> = {}) => world.app.request(path, { headers })
const index = async () => unpackIndex((await (await get(`/imaging/studies/${study}/index`)).json()) as PackedIndex)

describe('a stranger', () => {
  test('is refused the index, the pixels and both pages', async () => {
    const id = (await world.ctx.db.selectFrom('imaging_instance').select('id').executeTakeFirstOrThrow()).id
    const p = writePieces([{ id, frame: 1, layer: 'j', from: 0, to: 1 }])
    for (const path of [
      `/imaging/studies/${study}/index`,
      `/imaging/studies/${study}/pixels?p=${p}`,
      `/vi/imaging/studies/${study}/view`,
      `/vi/imaging/studies/${study}/view/plain`,
    ])
      expect((await get(path)).status, path).toBe(404)
  })
})

describe('whoever may see the study', () => {
  beforeAll(open)

  test('gets its index in the order of scrolling, with distances from positions', async () => {
    const { series, preparing } = await index()
    expect(preparing).toBe(0)
    expect(series).toHaveLength(1)
    const [one] = series
    expect(one!.gap).toBe(2)
    expect(one!.novolume).toBeUndefined()
    expect(one!.instances.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(one!.instances[0]).toMatchObject({
      rows: SIDE,
      columns: SIDE,
      frames: 1,
      bits: 12,
      signed: false,
      slope: 1,
      intercept: -1024,
      unit: 'HU',
      thickness: 5,
      spacing: [0.75, 0.75],
      spacingOf: 'pixel-spacing',
      windows: [
        { center: 40, width: 400 },
        { center: 300, width: 1500 },
      ],
    })
    expect(one!.bytes.full).toBeGreaterThan(one!.bytes.b64)
    expect(one!.bytes.b64).toBeGreaterThan(0)
  })

  test('names no patient in it', async () => {
    const text = await (await get(`/imaging/studies/${study}/index`)).text()
    const row = await world.ctx.db.selectFrom('imaging_study').select(['patient_id']).executeTakeFirstOrThrow()
    expect(row.patient_id).not.toBe('')
    expect(text).not.toContain(row.patient_id)
    expect(text).not.toMatch(/Tran|BN001|20240229/)
  })

  test('pays two statements for it, with few objects and with many', async () => {
    const count = async () => {
      const counter = { count: 0 }
      await statements.run(counter, () => get(`/imaging/studies/${study}/index`))
      return counter.count
    }
    expect(await count()).toBe(2)
  })

  test('gets an unchanged index without a body', async () => {
    const first = await get(`/imaging/studies/${study}/index`)
    const again = await get(`/imaging/studies/${study}/index`, { 'if-none-match': first.headers.get('etag')! })
    expect(again.status).toBe(304)
  })

  async function fetchPieces(pieces: readonly Piece[]) {
    const response = await get(`/imaging/studies/${study}/pixels?p=${writePieces(pieces)}`)
    expect(response.status).toBe(200)
    const got: { index: number; have: number; start: number; total: number; bytes: Uint8Array }[] = []
    const push = pieceReader((head, bytes) => got.push({ ...head, bytes }))
    const all = new Uint8Array(await response.arrayBuffer())
    expect(all.length).toBe(Number(response.headers.get('content-length')))
    // In chunks as a line would cut them.
    for (let at = 0; at < all.length; at += 701) push(all.subarray(at, at + 701))
    return got
  }

  test('gets many frames in one answer: small ones first, then what is missing, exact in the end', async () => {
    const { instances } = (await index()).series[0]!
    const small = await fetchPieces(instances.map(({ id }) => ({ id, frame: 1, layer: 'j' as const, from: 0, to: 5 })))
    expect(small.map(({ index: i }) => i)).toEqual([0, 1, 2, 3, 4])
    expect(small.every(({ have, start }) => have === 5 && start === 0)).toBe(true)
    const [one] = instances
    const [rest] = await fetchPieces([{ id: one!.id, frame: 1, layer: 'j', from: 5, to: ALL }])
    expect(rest!.have).toBe(ALL)
    expect(rest!.start).toBe(small[0]!.bytes.length)
    const whole = new Uint8Array(rest!.total)
    whole.set(small[0]!.bytes)
    whole.set(rest!.bytes, rest!.start)
    const info = {
      rows: SIDE,
      columns: SIDE,
      samples: 1,
      bitsAllocated: 16,
      bitsStored: 12,
      signed: false,
      planar: false,
      photometric: 'MONOCHROME2',
    }
    const codecs = createCodecs(codecFiles)
    const decoded = await codecs.decodeFrame(whole, '1.2.840.10008.1.2.4.202', info)
    expect(decoded.ok).toBe(true)
    if (!decoded.ok) return
    expect(Array.from(decoded.frame.pixels.subarray(0, 50))).toEqual(
      Array.from({ length: 50 }, (_, i) => (i * 13 + 7) % 4096),
    )
    const half = await codecs.decodeHtj2kAt(small[0]!.bytes, info, 1)
    expect(half.ok && half.frame.columns).toBe(SIDE / 2)
  })

  test('pays one statement for pixels, and nothing for those unchanged', async () => {
    const { instances } = (await index()).series[0]!
    const path = `/imaging/studies/${study}/pixels?p=${writePieces(instances.map(({ id }) => ({ id, frame: 1, layer: 'j' as const, from: 0, to: 2 })))}`
    const counter = { count: 0 }
    const first = await statements.run(counter, () => get(path))
    expect(counter.count).toBe(1)
    expect((await get(path, { 'if-none-match': first.headers.get('etag')! })).status).toBe(304)
  })

  test('gets an empty piece for what is not there, and 400 for what is no request', async () => {
    const { instances } = (await index()).series[0]!
    const [none] = await fetchPieces([{ id: instances[0]!.id, frame: 2, layer: 'j', from: 0, to: 1 }])
    expect(none).toMatchObject({ have: 0, total: 0 })
    for (const p of [
      '',
      'x',
      `${'0'.repeat(32)}.0.j01`,
      `${'0'.repeat(32)}.1.j33`,
      Array.from({ length: 200 }, () => `${'0'.repeat(32)}.1.j01`).join(),
    ])
      expect((await get(`/imaging/studies/${study}/pixels?p=${p}`)).status).toBe(400)
  })

  test('sees the viewer, and plain pictures without JavaScript in three languages', async () => {
    for (const lang of ['vi', 'en', 'ko']) {
      const viewer = await (await get(`/${lang}/imaging/studies/${study}/view`)).text()
      expect(viewer).toContain('<div id="viewer"')
      expect(viewer).toContain('<noscript>')
      expect(viewer).toContain(`/${lang}/imaging/studies/${study}/view/plain`)
      const plain = await (await get(`/${lang}/imaging/studies/${study}/view/plain?at=3&window=60,160`)).text()
      expect(plain).toContain('3/5'.replace('/', lang === 'en' ? ' of ' : '/'))
      expect(plain).toMatch(/frames\/1\/rendered\?viewport=1024,1024&amp;quality=80&amp;window=60,160/)
    }
    const picture = /src="([^"]*rendered[^"]*)"/.exec(
      await (await get(`/en/imaging/studies/${study}/view/plain`)).text(),
    )![1]!
    const image = await get(picture.replaceAll('&amp;', '&'))
    expect(image.status).toBe(200)
    expect(image.headers.get('content-type')).toMatch(/^image\//)
  })
})
