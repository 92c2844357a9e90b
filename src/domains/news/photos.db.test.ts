import sharp, { type Create } from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { addPhotos } from './photos/commands.ts'
import type { Photo } from './photos/photo.ts'
import { aPublishedArticle, as, phonePhoto, runNewsJobs, secretary, somePhotos, system, type Made } from './testing.ts'

ownContext()
let me: ReturnType<typeof as>
let article: Made
beforeEach(async () => {
  me = as(app, (await secretary(ctx)).cookie)
  article = await aPublishedArticle(ctx)
})

const photos = () => ctx.db.selectFrom('photo').selectAll().orderBy('position').execute()
const file = (bytes: Buffer, name: string): File => new File([new Uint8Array(bytes)], name)
const upload = (...files: File[]) => {
  const form = new FormData()
  for (const one of files) form.append('photos', one)
  const cookie = [...me.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return app.request(`http://hoi.test/vi/manage/news/${article.id}/photos`, {
    method: 'POST',
    body: form,
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
  })
}

describe('a photo', () => {
  test('is made anew in sizes and formats without place and owner; the first is the cover', async () => {
    expect((await upload(file(await phonePhoto(), 'IMG_1.jpg'), file(await phonePhoto(7), 'IMG_2.jpg'))).status).toBe(
      303,
    )
    // JPEG at once, AVIF and WebP by the job.
    const typesOf = async () =>
      new Set((JSON.parse((await photos())[0]!.variants) as Photo['variants']).map((variant) => variant.type))
    expect(await typesOf()).toEqual(new Set(['image/jpeg']))
    await runNewsJobs(ctx)
    expect(await typesOf()).toEqual(new Set(['image/avif', 'image/webp', 'image/jpeg']))
    const [first] = await photos()
    expect([first!.name, first!.width, first!.height, first!.complete]).toEqual(['IMG_1.jpg', 480, 320, 1])
    for (const { hash } of JSON.parse(first!.variants) as Photo['variants']) {
      const bytes = Buffer.from(await new Response(await ctx.blobs.get(hash)).arrayBuffer())
      const { exif } = await sharp(bytes).metadata()
      expect([exif, bytes.includes('BS. An'), bytes.includes('GPS')]).toEqual([undefined, false, false])
    }
    expect((await ctx.db.selectFrom('article').select('cover_id').executeTakeFirstOrThrow()).cover_id).toBe(first!.id)
  })

  test('is served in each size and format with its type, and by no other name', async () => {
    await somePhotos(ctx, article.id, 1)
    await runNewsJobs(ctx)
    const { id } = (await photos())[0]!
    for (const [ending, type] of [
      ['avif', 'image/avif'],
      ['webp', 'image/webp'],
      ['jpg', 'image/jpeg'],
    ] as const) {
      const answer = await as(app).get(`/media/news/${id}/240.${ending}`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
      expect(
        (await as(app).get(`/media/news/${id}/240.${ending}`, { 'if-none-match': answer.headers.get('etag')! })).status,
      ).toBe(304)
    }
    for (const name of ['361.jpg', '240.svg', '240.html', '..%2f240.jpg', 'x'])
      expect([name, (await as(app).get(`/media/news/${id}/${name}`)).status]).toEqual([name, 404])
  })

  test('in the page has its place, is lazy but for the cover, and opens without a script', async () => {
    await somePhotos(ctx, article.id, 3)
    await runNewsJobs(ctx)
    const page = await (await as(app).get(`/vi/news/${article.slug}`)).text()
    const images = page.match(/<img [^>]+>/g)!
    expect(images).toHaveLength(4)
    for (const image of images) expect(image).toMatch(/width="420" height="280"/)
    expect(images.filter((image) => image.includes('loading="lazy"'))).toHaveLength(3)
    expect(images[0]).toContain('fetchpriority="high"')
    expect(page).toContain(`href="/vi/news/${article.slug}/photos/2"`)
    const plate = await (await as(app).get(`/vi/news/${article.slug}/photos/2`)).text()
    expect(plate).toContain('2 / 3')
    expect(plate).toContain('alt="Mô tả 2"')
    expect(plate).toContain('rel="prev"')
    expect(plate).toContain('rel="next"')
    for (const n of ['0', '4', '1.5', 'x', '-1'])
      expect([n, (await as(app).get(`/vi/news/${article.slug}/photos/${n}`)).status]).toEqual([n, 404])
  })

  test('gets its words, order and the cover from one form', async () => {
    const [a, b] = (await somePhotos(ctx, article.id, 2)) as [string, string]
    const sent = await me.post(`/vi/manage/news/${article.id}/photos/words`, {
      photo: [a, b],
      cover: b,
      [`caption.${a}.vi`]: 'Hội trường',
      [`caption.${a}.ko`]: '회의장',
      [`alt.${a}.vi`]: 'Nhiều người ngồi',
      [`credit.${a}`]: 'An',
      [`position.${a}`]: '2',
      [`position.${b}`]: '1',
    })
    expect(sent.status).toBe(303)
    const [first, second] = await photos()
    expect([first!.id, second!.id]).toEqual([b, a])
    expect(JSON.parse(second!.caption)).toEqual({ vi: 'Hội trường', ko: '회의장' })
    expect((await ctx.db.selectFrom('article').select('cover_id').executeTakeFirstOrThrow()).cover_id).toBe(b)
    expect(await (await me.get(`/vi/manage/news/${article.id}/photos`)).text()).toContain('1 ảnh chưa có mô tả')
    const foreign = await aPublishedArticle(ctx)
    expect(
      (await me.post(`/vi/manage/news/${foreign.id}/photos/words`, { photo: a, [`caption.${a}.vi`]: 'x' })).status,
    ).toBe(404)
  })

  test('is removed with its bytes, unless another photo has the same', async () => {
    const [a, b] = (await somePhotos(ctx, article.id, 2)) as [string, string]
    const { hash } = (JSON.parse((await photos())[0]!.variants) as Photo['variants'])[0]!
    await me.post(`/vi/manage/news/${article.id}/photos/${a}/remove`)
    expect(await photos()).toHaveLength(2)
    await me.post(`/vi/manage/news/${article.id}/photos/${a}/remove`, { sure: '1' })
    expect(await ctx.blobs.size(hash)).not.toBeNull()
    await me.post(`/vi/manage/news/${article.id}/photos/${b}/remove`, { sure: '1' })
    await expect.poll(() => ctx.blobs.size(hash)).toBeNull()
  })

  test('that is SVG, HTML, cut off or a bomb is refused, and the others with it', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')
    for (const [name, bytes] of [
      ['x.svg', svg],
      ['x.jpg', svg],
      ['x.png', Buffer.from('<html><script>alert(1)</script>')],
      ['x.gif', Buffer.from('GIF89a')],
    ] as const) {
      const answer = await upload(file(await phonePhoto(), 'fine.jpg'), file(bytes, name))
      expect([name, answer.status]).toEqual([name, 415])
      expect(await answer.text()).not.toContain('<script>alert')
    }
    expect((await upload(file((await phonePhoto()).subarray(0, 900), 'cut.jpg'))).status).toBe(415)
    const bomb = await sharp({ create: { width: 12_000, height: 8_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    expect((await upload(file(bomb, 'bomb.png'))).status).toBe(415)
    expect((await upload()).status).toBe(422)
    expect(await photos()).toEqual([])
    expect(await addPhotos(ctx, system, 'nothing', [{ name: 'x', source: await phonePhoto() }])).toMatchObject({
      ok: false,
      code: 'not-found',
    })
  })

  test('that is animated, CMYK, 16-bit, sideways or wide in colour becomes a still sRGB picture, upright', async () => {
    const flat = (more: Partial<Create> = {}) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background: '#a33', ...more } })
    const frames = await Promise.all(['#a33', '#3a3'].map((background) => flat({ background }).png().toBuffer()))
    const pictures = {
      'moves.webp': await sharp(frames, { join: { animated: true } })
        .webp()
        .toBuffer(),
      'print.jpg': await flat().toColourspace('cmyk').jpeg().toBuffer(),
      'deep.png': await flat().toColourspace('rgb16').png().toBuffer(),
      'grey.png': await flat().toColourspace('b-w').png().toBuffer(),
      'clear.png': await flat({ channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0 } })
        .png()
        .toBuffer(),
      'turned.jpg': await flat().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    }
    const sent = await upload(...Object.entries(pictures).map(([name, bytes]) => file(bytes, name)))
    expect(sent.status).toBe(303)
    await runNewsJobs(ctx)
    for (const row of await photos()) {
      const upright = row.name === 'turned.jpg' ? [200, 300] : [300, 200]
      expect([row.name, row.complete, row.width, row.height]).toEqual([row.name, 1, ...upright])
      for (const { hash, type } of JSON.parse(row.variants) as Photo['variants']) {
        const made = await sharp(Buffer.from(await new Response(await ctx.blobs.get(hash)).arrayBuffer())).metadata()
        expect([row.name, type, made.pages ?? 1, made.depth, made.orientation]).toEqual([
          row.name,
          type,
          1,
          'uchar',
          undefined,
        ])
        expect(['srgb', 'b-w']).toContain(made.space)
      }
    }
  }, 60_000)

  test('that is empty, too large, too many or named to deceive is answered in words, with nothing kept', async () => {
    const fine = file(await phonePhoto(), 'fine.jpg')
    const empty = await upload(fine, file(Buffer.alloc(0), 'empty.jpg'))
    expect([empty.status, await empty.text()]).toEqual([415, expect.stringContaining('“empty.jpg” không phải ảnh')])
    const large = Buffer.concat([await phonePhoto(), Buffer.alloc(30_000_000)])
    const answer = await upload(fine, file(large, 'large.jpg'))
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('tối đa 30 MB mỗi ảnh')])
    const many = await upload(...Array.from({ length: 21 }, (_, n) => file(large.subarray(0, 9_000), `${n}.jpg`)))
    expect([many.status, await many.text()]).toEqual([422, expect.stringContaining('tối đa 20 ảnh mỗi lần')])
    expect(await photos()).toEqual([])
    // A name that reads backwards (exe.jpg as gpj.exe), with folders and markup, is only ever words.
    expect((await upload(file(await phonePhoto(3), '../<b>\u202egpj.exe'))).status).toBe(303)
    expect((await photos()).map((row) => row.name)).toEqual(['<b>gpj.exe'])
    expect(await (await me.get(`/vi/manage/news/${article.id}/photos`)).text()).toContain('&lt;b>gpj.exe')
  }, 60_000)
})
