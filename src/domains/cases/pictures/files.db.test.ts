import { afterEach, beforeEach, expect, test } from 'vitest'
import { withdrawImagingCase } from '#src/domains/imaging/index.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { addPicture, arrangePictures } from '../commands/pictures.ts'
import { withdrawCase } from '../commands/withdraw.ts'
import { talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { as, must, somebody, work, type Somebody } from '../testing.ts'
import { FORMATS, WIDTHS } from './geometry.ts'

let ctx: TestContext
let app: App
let made: TalkedCase
let empty: Set<string>

beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  empty = new Set(await blobs())
  made = await talkedCase(ctx, { audience: 'public' })
})
afterEach(() => ctx.close())

const blobs = async () => (await Array.fromAsync(ctx.blobs.list())).map(({ hash }) => hash)
const files = () => ctx.db.selectFrom('case_picture_file').selectAll().execute()
const TYPES = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const
const get = async (file: string, who?: Somebody, id = 'first') => {
  const response = await as(app, who).get(`/media/cases/${made.code}/${id}/${file}`)
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    etag: response.headers.get('etag'),
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}
const all = WIDTHS.length * FORMATS.length

test('what a case shows is kept in three formats and widths once it was looked at, and served from there', async () => {
  const rows = await files()
  expect(rows.length).toBe(all)
  for (const format of FORMATS) {
    const { status, type, bytes } = await get(`640.${format}`)
    expect([status, type]).toEqual([200, TYPES[format]])
    const row = rows.find((one) => one.width === 640 && one.format === format)!
    const stored = Buffer.from(await new Response(await ctx.blobs.get(row.blob)).arrayBuffer())
    expect(bytes.equals(stored)).toBe(true)
    expect(row.bytes).toBe(bytes.length)
  }
  const closed = await talkedCase(ctx)
  expect((await as(app).get(`/media/cases/${closed.code}/first/640.jpg`)).status).toBe(404)
  expect((await as(app, await somebody(ctx)).get(`/media/cases/${closed.code}/first/640.jpg`)).status).toBe(200)
})

test('until they are made one JPEG is, whichever was asked for; a lost file is made again', async () => {
  await ctx.db.deleteFrom('case_picture_file').execute()
  for (const format of FORMATS) expect((await get(`320.${format}`)).type).toBe('image/jpeg')
  const { etag } = await get('320.avif')
  await work(ctx)
  const kept = await get('320.avif')
  expect(kept.type).toBe('image/avif')
  expect(kept.etag).not.toBe(etag)
  const row = (await files()).find((one) => one.width === 320 && one.format === 'avif')!
  await ctx.blobs.remove(row.blob)
  expect((await get('320.avif')).type).toBe('image/jpeg')
  await work(ctx)
  expect((await get('320.avif')).type).toBe('image/avif')
})

test('another window is another picture, and the one before goes; the same view anew makes nothing', async () => {
  const before = await files()
  const view = { ...made.view, window: { center: 40, width: 400 } }
  must(await addPicture(ctx, made.actor, made.code, { view }))
  await work(ctx)
  const after = await files()
  expect(after.length).toBe(all)
  const old = new Set(before.map((row) => row.made_of))
  expect(after.some((row) => old.has(row.made_of))).toBe(false)
  const still = new Set(after.map((row) => row.blob))
  const left = new Set(await blobs())
  for (const { blob } of before) expect(left.has(blob)).toBe(still.has(blob))
  // A caption is not in the pixels.
  const [chosen] = await ctx.db.selectFrom('case_picture').select('id').execute()
  must(await arrangePictures(ctx, made.actor, made.code, [{ id: chosen!.id, caption: { vi: 'Khối u' } }]))
  await work(ctx)
  expect((await files()).map((row) => row.blob).toSorted()).toEqual(after.map((row) => row.blob).toSorted())
  // Taken out: the middle of the series again.
  must(await arrangePictures(ctx, made.actor, made.code, []))
  await work(ctx)
  expect(new Set((await files()).map((row) => row.made_of))).toEqual(old)
})

test('a frame that is flagged as a key image becomes a picture by itself', async () => {
  const before = new Set((await files()).map((row) => row.made_of))
  const { study, series, instance } = made.view
  const sent = await app.request('http://hoi.test/imaging/marks', {
    method: 'POST',
    body: JSON.stringify({
      id: '01890000-0000-7000-8000-000000000009',
      study,
      series,
      instance,
      frame: 1,
      kind: 'key',
      points: [],
      text: '',
      view: { window: { center: 10, width: 300 } },
      shared: true,
    }),
    headers: { cookie: made.owner.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
  })
  expect(sent.status).toBe(201)
  await work(ctx)
  const rows = await files()
  expect([rows.length, rows.some((row) => before.has(row.made_of))]).toEqual([all, false])
})

test('withdrawal of the case, or of its images alone, leaves no row and no byte of a picture', async () => {
  const kept = (await files()).map((row) => row.blob)
  must(await withdrawCase(ctx, made.actor, made.code, { reason: 'consent', confirmed: true }))
  expect(await files()).toEqual([])
  expect((await get('640.jpg', made.owner)).status).toBe(404)
  await work(ctx)
  const left = new Set(await blobs())
  for (const blob of kept) expect(left.has(blob)).toBe(false)
  const other = await talkedCase(ctx, { audience: 'public' })
  expect((await files()).length).toBe(all)
  must(await withdrawImagingCase(ctx, other.actor, other.imagingCaseId, 'consent'))
  expect((await as(app, other.owner).get(`/media/cases/${other.code}/first/640.jpg`)).status).toBe(404)
  await work(ctx)
  expect(await files()).toEqual([])
  expect((await blobs()).filter((hash) => !empty.has(hash))).toEqual([])
})

test('nothing that a picture keeps names the object that it was made of', async () => {
  const { blob } = await ctx.db.selectFrom('imaging_instance').select('blob').executeTakeFirstOrThrow()
  expect(JSON.stringify(await files())).not.toContain(blob)
})
