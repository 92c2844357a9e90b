import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { Hono } from 'hono'
import sharp from 'sharp'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stranger } from '../authz.ts'
import type { Env } from '../http/env.ts'
import { csrf } from '../http/security.ts'
import { ok, STATUS } from '../outcome.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { reencodeImage } from './images.ts'
import { cleanName, IMAGES, MEDIA_TYPES, SLIDES, withUpload, type UploadRules } from './index.ts'
import { parts } from './multipart.ts'
import { scan } from './scan.ts'
import { sniff, sniffFile } from './sniff.ts'

let ctx: TestContext
let photo: Buffer
beforeAll(async () => {
  const noise = Buffer.from(Array.from({ length: 400 * 300 * 3 }, (_, i) => (i * 7) % 251))
  photo = await sharp(noise, { raw: { width: 400, height: 300, channels: 3 } })
    .withExif({ IFD0: { Copyright: 'BS. An' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 49/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
})
beforeEach(async () => {
  ctx = await platformContext({ UPLOAD_LIMIT_MB: '2' })
})
afterEach(() => ctx.close())

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n')
const zip = (...names: string[]) => Buffer.from(zipSync(Object.fromEntries(names.map((n) => [n, strToU8('x')]))))
const pptx = zip('[Content_Types].xml', '_rels/.rels', 'ppt/presentation.xml', 'ppt/slides/slide1.xml')
const leftovers = () => readdirSync(path.join(ctx.config.dataDir, 'tmp'))

function site(rules: Partial<UploadRules> = {}, config: Partial<TestContext['config']> = {}, guard = false) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', { ...ctx, config: { ...ctx.config, ...config } })
    c.set('actor', stranger)
    await next()
  })
  if (guard) app.use(csrf)
  app.post('/', async (c) => {
    const outcome = await withUpload(c, { accept: MEDIA_TYPES, ...rules }, async ({ fields, files }) => {
      const kept = []
      for (const file of files)
        kept.push({ field: file.field, name: file.name, type: file.type, ...(await file.keep()) })
      return ok({ fields, kept })
    })
    return outcome.ok ? c.json(outcome.value) : c.json(outcome, STATUS[outcome.code])
  })
  return app
}

function form(files: Record<string, [string, Buffer]>, fields: Record<string, string> = {}): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  for (const [field, [name, bytes]] of Object.entries(files)) data.set(field, new File([new Uint8Array(bytes)], name))
  return data
}

async function post(app: Hono<Env>, body: FormData | BodyInit, headers: Record<string, string> = {}) {
  const response = await app.request('http://hoi.test/', {
    method: 'POST',
    body,
    headers,
    ...({ duplex: 'half' } as object),
  })
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}

describe('an upload', () => {
  test('brings fields and files; what is kept is the very bytes', async () => {
    const { status, body } = await post(
      site(),
      form({ slides: ['Báo cáo "phình mạch".pdf', pdf] }, { title: 'Phình mạch não', note: 'a\r\nb' }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      fields: { title: 'Phình mạch não', note: 'a\r\nb' },
      kept: [{ field: 'slides', name: 'Báo cáo "phình mạch".pdf', type: 'application/pdf', bytes: pdf.length }],
    })
    const [{ hash }] = body['kept'] as unknown as [{ hash: string }]
    expect(await new Response(await ctx.blobs.get(hash)).text()).toBe(pdf.toString())
    expect(leftovers()).toEqual([])
  })

  test('without a file chosen is a form with fields alone', async () => {
    expect(await post(site(), form({ slides: ['', Buffer.alloc(0)] }, { title: 'x' }))).toMatchObject({
      status: 200,
      body: { fields: { title: 'x' }, kept: [] },
    })
  })

  test('is known by its bytes, not by its name', async () => {
    const html = Buffer.from('<html><script>alert(1)</script>')
    expect(await post(site(), form({ slides: ['harmless.pdf', html] }))).toMatchObject({
      status: 415,
      body: { code: 'wrong-type', fields: { slides: 'wrong-type' } },
    })
    expect(await post(site({ accept: IMAGES }), form({ photo: ['x.jpg', pdf] }))).toMatchObject({
      status: 415,
      body: { detail: { type: 'application/pdf' } },
    })
    expect(await post(site({ accept: SLIDES }), form({ slides: ['x', pptx] }))).toMatchObject({ status: 200 })
    expect(await Array.fromAsync(ctx.blobs.list())).toHaveLength(1)
  })

  test('that is too large is refused before it is read, or on the way', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(2_000_000)])
    expect(await post(site(), form({ slides: ['x.pdf', large] }))).toMatchObject({
      status: 413,
      body: { fields: { slides: 'too-large' }, detail: { limit: 2_000_000 } },
    })
    let sent = 0
    const boundary = 'b'
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(
          sent++ === 0
            ? Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="x.pdf"\r\n\r\n%PDF-')
            : new Uint8Array(100_000),
        )
      },
    })
    expect(await post(site(), endless, { 'content-type': `multipart/form-data; boundary=${boundary}` })).toMatchObject({
      status: 413,
    })
    expect(sent).toBeLessThan(40)
    expect(
      await post(site(), 'x', { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '99000000' }),
    ).toMatchObject({ status: 413 })
    expect(leftovers()).toEqual([])
  })

  test('with more files than asked for, cut off, or no form at all is refused', async () => {
    const two = form({ a: ['a.pdf', pdf], b: ['b.pdf', pdf] })
    expect(await post(site(), two)).toMatchObject({ status: 422, body: { fields: { b: 'too-many' } } })
    expect(await post(site({ maxFiles: 2 }), form({ a: ['a.pdf', pdf], b: ['b.pdf', pdf] }))).toMatchObject({
      status: 200,
    })
    const cut = '--b\r\nContent-Disposition: form-data; name="f"; filename="x.pdf"\r\n\r\n%PDF-1.7 and then the line'
    expect(await post(site(), cut, { 'content-type': 'multipart/form-data; boundary=b' })).toMatchObject({
      status: 422,
      body: { fields: { file: 'broken' } },
    })
    expect(await post(site(), '{}', { 'content-type': 'application/json' })).toMatchObject({ status: 422 })
  })

  test('whose form was read for its token already arrives too', async () => {
    const { createHmac } = await import('node:crypto')
    const token = createHmac('sha256', ctx.secret).update('csrf:').digest('base64url')
    expect(
      await post(site({}, {}, true), form({ slides: ['x.pdf', pdf] }, { _csrf: token, title: 'y' })),
    ).toMatchObject({ status: 200, body: { fields: { title: 'y' }, kept: [{ name: 'x.pdf' }] } })
  })

  test('is shown to the scanner, and what that refuses never reaches the blobs', async () => {
    const scanner = path.join(ctx.config.dataDir, 'scanner.sh')
    writeFileSync(scanner, '#!/bin/sh\ngrep -q EICAR "$2" && { echo FOUND; exit 1; }\nexit 0\n', { mode: 0o755 })
    const scanned = site({}, { virusScan: `${scanner} --quiet` })
    expect(await post(scanned, form({ slides: ['x.pdf', pdf] }))).toMatchObject({ status: 200 })
    const infected = Buffer.concat([pdf, Buffer.from('EICAR')])
    expect(await post(scanned, form({ slides: ['x.pdf', infected] }))).toMatchObject({
      status: 422,
      body: { fields: { slides: 'virus' } },
    })
    expect(await post(site({}, { virusScan: '/no/such/scanner' }), form({ slides: ['x.pdf', pdf] }))).toMatchObject({
      status: 422,
    })
    expect(await Array.fromAsync(ctx.blobs.list())).toHaveLength(1)
    expect(await scan('sleep', '5', 50)).toMatchObject({ clean: false, detail: 'ended by SIGKILL' })
  })
})

test('a form is the same however it is cut into chunks', async () => {
  const text =
    'preamble\r\n--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--xy\r\n--xyz  \r\nContent-Disposition: form-data; name="f"; filename="t%22.bin"\r\nContent-Type: text/plain\r\n\r\n\r\n--x\r\n-\r\r\n\r\n--xyz--\r\nepilogue'
  for (const size of [1, 2, 3, 5, 7, 11, 64, 1000]) {
    const bytes = Buffer.from(text)
    let at = 0
    const stream = new ReadableStream<Uint8Array>({
      pull: (c) => (at < bytes.length ? c.enqueue(bytes.subarray(at, (at += size))) : c.close()),
    })
    const found = []
    for await (const part of parts(stream, 'xyz')) {
      const body = Buffer.concat((await Array.fromAsync(part.body)).map((chunk) => Buffer.from(chunk)))
      found.push([part.name, part.filename, body.toString()])
    }
    expect(found).toEqual([
      ['a', null, '1\r\n--xy'],
      ['f', 't".bin', '\r\n--x\r\n-\r\r\n'],
    ])
  }
})

describe('types', () => {
  test.each([
    ['%PDF-1.4', 'application/pdf'],
    ['\x00\x00\x00\x18ftypmp42', 'video/mp4'],
    ['\x00\x00\x00\x18ftypisom', 'video/mp4'],
    ['\x00\x00\x00\x14ftypqt  ', 'video/quicktime'],
    ['\x00\x00\x00\x14ftypavif', 'image/avif'],
    ['\x00\x00\x00\x14ftypheic', null],
    ['\x1aE\xdf\xa3\x01\x00B\x82\x84webm', 'video/webm'],
    ['\x1aE\xdf\xa3\x01\x00B\x82\x88matroska', null],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'image/webp'],
    ['GIF89a', null],
    ['<svg xmlns="http://www.w3.org/2000/svg">', null],
    ['<!doctype html>', null],
    [' %PDF-1.4', null],
    ['', null],
  ])('%j is %s', (head, type) => expect(sniff(Buffer.from(head, 'latin1'))).toBe(type))

  test('a presentation is an archive with slides, without macros', async () => {
    const file = path.join(ctx.config.dataDir, 'x')
    const of = async (bytes: Buffer) => (writeFileSync(file, bytes), await sniffFile(file))
    expect(await of(pptx)).toBe('application/vnd.openxmlformats-officedocument.presentationml.presentation')
    expect(await of(zip('[Content_Types].xml', 'ppt/presentation.xml', 'ppt/vbaProject.bin'))).toBeNull()
    expect(await of(zip('[Content_Types].xml', 'word/document.xml'))).toBeNull()
    expect(await of(pptx.subarray(0, pptx.length - 40))).toBeNull()
    expect(await of(Buffer.alloc(0))).toBeNull()
  })
})

test('names keep what people read and lose what they cannot see', () => {
  expect(cleanName('C:\\Users\\An\\Báo cáo.pdf')).toBe('Báo cáo.pdf')
  expect(cleanName('../../etc/passwd')).toBe('passwd')
  expect(cleanName('a\u0000\u202efdp.exe\n')).toBe('afdp.exe')
  expect(cleanName('Ba\u0301o.pdf')).toBe('Báo.pdf')
  expect(cleanName('x'.repeat(300))).toHaveLength(146)
  expect(cleanName('///')).toBe('file')
})

describe('a picture', () => {
  test('is made anew in the wanted sizes, upright, without place or name', async () => {
    const outcome = await reencodeImage(ctx.blobs, photo, { widths: [75, 150, 5000] })
    const variants = outcome.ok ? outcome.value : []
    // 400 × 300 turned by a quarter is 300 × 400.
    expect(variants.map(({ type, width, height }) => `${type} ${width}x${height}`)).toEqual(
      ['75x100', '150x200', '300x400'].flatMap((size) =>
        ['avif', 'webp', 'jpeg'].map((format) => `image/${format} ${size}`),
      ),
    )
    for (const { hash } of variants) {
      const bytes = Buffer.from(await new Response(await ctx.blobs.get(hash)).arrayBuffer())
      const { exif, orientation } = await sharp(bytes).metadata()
      expect([exif, orientation ?? 1]).toEqual([undefined, 1])
      expect(bytes.includes('BS. An')).toBe(false)
    }
  })

  test('is cut to a shape', async () => {
    const outcome = await reencodeImage(ctx.blobs, photo, { widths: [200, 2000], formats: ['webp'], ratio: 1 })
    expect(outcome.ok && outcome.value.map(({ width, height }) => [width, height])).toEqual([
      [200, 200],
      [300, 300],
    ])
  })

  test('that is large is worked on in a process of its own, with the same result; its end is nobody else’s', async () => {
    const large = await sharp(photo)
      .resize(1200, 900)
      .withExif({ IFD0: { Artist: 'BS. An' } })
      .jpeg()
      .toBuffer()
    const outcomes = await Promise.all(
      [large, photo, large].map((one) => reencodeImage(ctx.blobs, one, { widths: [100, 5000], formats: ['webp'] })),
    )
    const [first, small, again] = outcomes.map((one) => (one.ok ? one.value : []))
    expect(first!.map(({ width }) => width)).toEqual([100, 900])
    expect(again).toEqual(first)
    expect(small!.map(({ width }) => width)).toEqual([100, 300])
    const bytes = Buffer.from(await new Response(await ctx.blobs.get(first![1]!.hash)).arrayBuffer())
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    const broken = await reencodeImage(ctx.blobs, large.subarray(0, large.length / 2), { widths: [100] })
    expect(broken).toMatchObject({ ok: false, code: 'wrong-type' })
    const helpers = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((name) => isPictureProcess(Number(name), process.pid))
    expect(helpers).toHaveLength(1)
    process.kill(Number(helpers[0]), 'SIGKILL')
    const after = await reencodeImage(ctx.blobs, large, { widths: [100, 5000], formats: ['webp'] })
    expect(after.ok && after.value).toEqual(first)
  }, 30_000)

  test('that cannot be decoded is refused', async () => {
    expect(
      await reencodeImage(ctx.blobs, Buffer.from('\x89PNG\r\n\x1a\nnot really', 'latin1'), { widths: [100] }),
    ).toMatchObject({ ok: false, code: 'wrong-type' })
    expect(await reencodeImage(ctx.blobs, photo.subarray(0, 5000), { widths: [100], formats: ['webp'] })).toMatchObject(
      { ok: false, code: 'wrong-type' },
    )
    const bomb = await sharp({ create: { width: 12_000, height: 8_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    expect(await reencodeImage(ctx.blobs, bomb, { widths: [100] })).toMatchObject({ ok: false, code: 'wrong-type' })
  })
})

/** Whether a process works on pictures for the one of that number. */
function isPictureProcess(pid: number, parent: number): boolean {
  try {
    const its = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
    return its === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('picture-process')
  } catch {
    return false
  }
}
