import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { newsJobs } from './jobs.ts'
import { aPublishedArticle, as, commentFields, runNewsJobs, secretary, somePhotos, type Made } from './testing.ts'

let ctx: TestContext
let app: App
let article: Made
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  article = await aPublishedArticle(ctx)
})
afterEach(() => ctx.close())

type Browser = ReturnType<typeof as>
const GUEST = { name: 'Nguyễn An', email: 'An@Example.org', body: 'Rất **hữu ích**. https://pubmed.example/1' }
const page = async (who: Browser, path = `/vi/news/${article.slug}`) => (await who.get(path)).text()

/** Reads the page, takes ten seconds over it, and sends the form, as a person does. */
async function comment(who: Browser, more: Record<string, string> = {}, path?: string) {
  const fields = commentFields(await page(who, path))
  ctx.clock.advance(10_000)
  return who.post('/vi/comments', { ...fields, ...GUEST, ...more })
}
const rows = () => ctx.db.selectFrom('comment').selectAll().orderBy('id').execute()
const approveAll = async () => {
  const moderator = as(app, (await secretary(ctx)).cookie)
  for (const { id } of await rows()) await moderator.post(`/vi/manage/comments/${id}`, { do: 'approve', shelf: 'held' })
}

describe('a guest', () => {
  test('waits the first time, then is let through, and is known the second time', async () => {
    const guest = as(app)
    const sent = await comment(guest)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/vi/news/${article.slug}?comment=held#comments`])
    // Its writer sees it waiting, nobody else does.
    expect(await page(guest)).toContain('chờ duyệt')
    expect(await page(as(app))).not.toContain('hữu ích')
    await approveAll()
    const shown = await page(as(app))
    expect(shown).toContain('Rất <strong>hữu ích</strong>')
    expect(shown).toContain('rel="nofollow noopener ugc"')
    ctx.clock.advance(600_000)
    expect((await comment(as(app))).headers.get('location')).toContain('?comment=public#comment-')
    // The same address with another name is somebody else.
    expect((await comment(as(app), { name: 'Giả Danh' })).headers.get('location')).toContain('comment=held')
  })

  test('who presses twice has said it once, and may still correct it', async () => {
    const guest = as(app)
    const fields = { ...commentFields(await page(guest)), ...GUEST }
    ctx.clock.advance(10_000)
    const [first, second] = [await as(app).post('/vi/comments', fields), await guest.post('/vi/comments', fields)]
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const [row, ...more] = await rows()
    expect(more).toEqual([])
    expect((await guest.get(`/vi/comments/${row!.id}/edit`)).status).toBe(200)
    // Another name, or the same words later, is another comment.
    await as(app).post('/vi/comments', { ...fields, name: 'Lê Bảo' })
    ctx.clock.advance(61_000)
    await guest.post('/vi/comments', fields)
    expect(await rows()).toHaveLength(3)
  })

  test('with many links waits for that, even the first time', async () => {
    await comment(as(app), { body: 'https://a.vn https://b.vn https://c.vn https://d.vn' })
    expect((await rows())[0]).toMatchObject({ state: 'held', held_for: 'links' })
  })

  test('is never shown with an address: not on pages, in feeds, the sitemap, the head', async () => {
    await comment(as(app))
    await approveAll()
    for (const path of [
      `/vi/news/${article.slug}`,
      '/vi/news',
      '/vi/news/feed.xml',
      '/vi/news/atom.xml',
      '/vi/news/feed.json',
      '/sitemap.xml',
      '/vi',
    ]) {
      const text = await page(as(app), path)
      expect(text.toLowerCase()).not.toContain('an@example.org')
      if (path !== `/vi/news/${article.slug}`) expect(text).not.toContain('hữu ích')
    }
  })

  test('corrects and deletes within minutes with the cookie, nobody else and not later', async () => {
    const guest = as(app)
    await comment(guest)
    const [row] = await rows()
    const edit = `/vi/comments/${row!.id}/edit`
    expect((await as(app).get(edit)).status).toBe(404)
    expect((await as(app).post(edit, { body: 'x' })).status).toBe(404)
    expect(await (await guest.get(edit)).text()).toContain('Rất **hữu ích**')
    expect((await guest.post(edit, { body: 'Đã sửa' })).status).toBe(303)
    expect((await rows())[0]).toMatchObject({ body: 'Đã sửa', state: 'held' })
    ctx.clock.advance(16 * 60_000)
    expect((await guest.get(edit)).status).toBe(404)
    expect((await guest.post(`/vi/comments/${row!.id}/delete`)).status).toBe(404)
    const other = as(app)
    await comment(other)
    const second = (await rows())[1]!
    expect((await other.get(`/vi/comments/${second.id}/delete`)).status).toBe(200)
    expect((await other.post(`/vi/comments/${second.id}/delete`)).status).toBe(303)
    expect((await rows())[1]).toMatchObject({ state: 'deleted', body: '', name: '', email: '' })
  })

  test('who slips links into a comment that was let through waits again', async () => {
    await comment(as(app))
    await approveAll()
    ctx.clock.advance(600_000)
    const guest = as(app)
    await comment(guest)
    const row = (await rows())[1]!
    expect(row.state).toBe('public')
    await guest.post(`/vi/comments/${row.id}/edit`, { body: 'https://a.vn https://b.vn https://c.vn' })
    expect((await rows())[1]).toMatchObject({ state: 'held', held_for: 'links' })
  })
})

describe('spam', () => {
  test('what a program fills in is answered alike and lies among the spam', async () => {
    const guest = as(app)
    const sent = await comment(guest, { website: 'https://spam.example' })
    expect(sent.headers.get('location')).toContain('comment=held')
    expect((await rows())[0]!.state).toBe('spam')
    expect(await page(guest)).not.toContain('hữu ích')
  })

  test('too quick, too old, from another thread or made up: asked to send again, nothing lost', async () => {
    const guest = as(app)
    const fields = commentFields(await page(guest))
    const quick = await guest.post('/vi/comments', { ...fields, ...GUEST })
    const again = await quick.text()
    expect(quick.status).toBe(422)
    expect(again).toContain('Rất **hữu ích**')
    expect(again).toContain('An@Example.org')
    ctx.clock.advance(10_000)
    const other = await aPublishedArticle(ctx)
    for (const stamp of ['', 'x.y', `${ctx.clock.now().toString(36)}.AAAA`])
      expect((await guest.post('/vi/comments', { ...fields, ...GUEST, stamp })).status).toBe(422)
    expect((await as(app).post('/vi/comments', { ...fields, ...GUEST, ref: other.id })).status).toBe(422)
    expect(await rows()).toEqual([])
  })

  test('the sixth within ten minutes is told to wait', async () => {
    const guest = as(app)
    const answers = []
    for (let n = 0; n < 7; n++)
      answers.push((await guest.post('/vi/comments', { ...commentFields(''), ...GUEST })).status)
    expect(answers.at(-1)).toBe(429)
  })

  test('is not taken for what is not there, is closed, or nobody knows', async () => {
    const closed = await aPublishedArticle(ctx, { commentsOpen: false })
    expect(await page(as(app), `/vi/news/${closed.slug}`)).not.toContain('comment-form')
    ctx.clock.advance(10_000)
    for (const [kind, ref] of [
      ['article', closed.id],
      ['article', 'x'],
      ['talk', 'x'],
      ['constructor', 'x'],
      ['', ''],
    ] as const) {
      expect([kind, (await as(app).post('/vi/comments', { ...GUEST, kind, ref, stamp: 'x' })).status]).toEqual([
        kind,
        404,
      ])
    }
  })
})

describe('an account', () => {
  test('comments under its own name without typing one, and deletes at any time', async () => {
    const person = await somebody(ctx, { name: 'BS. Trần Bình' })
    const me = as(app, person.cookie)
    await comment(me, { name: 'Tên Khác', email: '' })
    expect((await rows())[0]).toMatchObject({ name: 'BS. Trần Bình', email: '', author_id: person.personId })
    ctx.clock.advance(3_600_000)
    expect((await me.post(`/vi/comments/${(await rows())[0]!.id}/delete`)).status).toBe(303)
  })
})

describe('reports', () => {
  const report = (who: Browser, id: string, client: string) =>
    who.post(`/vi/comments/${id}/report?${client}`, { reason: 'offence' })

  test('one a reader and day; three hide; a moderator lets it stand for good', async () => {
    await comment(as(app))
    await approveAll()
    await ctx.db.updateTable('comment').set({ kept: 0 }).execute()
    const { id } = (await rows())[0]!
    expect(await page(as(app), `/vi/comments/${id}/report`)).toContain('người bệnh')
    for (let n = 0; n < 4; n++) expect((await report(as(app), id, String(n))).status).toBe(303)
    expect((await ctx.db.selectFrom('comment_report').selectAll().execute()).length).toBe(1)
    for (let n = 0; n < 2; n++) await report(as(app, (await somebody(ctx)).cookie), id, 'x')
    expect((await rows())[0]).toMatchObject({ state: 'held', held_for: 'reported' })
    expect(await page(as(app))).not.toContain('hữu ích')
    await approveAll()
    for (let n = 0; n < 3; n++) await report(as(app, (await somebody(ctx)).cookie), id, 'x')
    expect((await rows())[0]!.state).toBe('public')
    expect((await as(app).post(`/vi/comments/${id}/report`, { reason: 'because' })).status).toBe(422)
  })
})

describe('mail about comments', () => {
  const mails = () => ctx.db.selectFrom('mail').selectAll().orderBy('id').execute()
  const linkIn = (text: string) => /http:\/\/hoi\.test(\/\S+)/.exec(text)![1]!

  test('goes to a guest only after the address has said yes, once a comment, and ends with one click', async () => {
    await comment(as(app), { notify: 'on' })
    const [ask] = await mails()
    expect(ask).toMatchObject({
      to_address: 'an@example.org',
      subject: 'Xác nhận nhận thông báo bình luận: Hội nghị Tuyên Quang',
    })
    await approveAll()
    await runNewsJobs(ctx)
    expect(await mails()).toHaveLength(1)
    const guest = as(app)
    expect((await guest.get(linkIn(ask!.text))).status).toBe(200)
    expect(await mails()).toHaveLength(1)
    expect((await guest.post(linkIn(ask!.text))).status).toBe(200)
    // Another comment, let through: the watcher hears, its writer does not.
    await comment(as(app), { name: 'Lê Bảo', email: 'bao@example.org', body: 'Đồng ý.', notify: 'on' })
    await guest.post(linkIn((await mails())[1]!.text))
    await approveAll()
    await runNewsJobs(ctx)
    await runNewsJobs(ctx)
    const told = (await mails()).slice(2)
    expect(told.map((mail) => mail.to_address)).toEqual(['an@example.org'])
    expect(told[0]!.text).not.toContain('bao@example.org')
    const leave = (JSON.parse(told[0]!.headers) as { listUnsubscribe: string }).listUnsubscribe
    expect(decodeURIComponent(leave)).not.toContain('example.org')
    expect(await page(as(app), new URL(leave).pathname)).toContain('an@example.org')
    expect(await ctx.db.selectFrom('comment_watch').selectAll().execute()).toHaveLength(2)
    await as(app).post(new URL(leave).pathname)
    expect((await ctx.db.selectFrom('comment_watch').selectAll().execute()).map((row) => row.email)).toEqual([
      'bao@example.org',
    ])
  })
})

test('the secretariat is told once a day that comments wait, not again when nothing new came', async () => {
  await secretary(ctx)
  await comment(as(app))
  const tell = async () => {
    await newsJobs['news:moderation-mail']!(ctx, {} as never)
    return ctx.db.selectFrom('mail').select(['subject', 'text']).execute()
  }
  expect(await tell()).toMatchObject([{ subject: 'Có 1 bình luận chờ duyệt' }])
  expect((await tell())[0]!.text).not.toContain('an@example.org')
  ctx.clock.advance(2 * 86_400_000)
  const before = (await tell()).length
  expect((await tell()).length).toBe(before)
})

test('a photo has comments of its own', async () => {
  await somePhotos(ctx, article.id, 2)
  const path = `/vi/news/${article.slug}/photos/2`
  const sent = await comment(as(app), {}, path)
  expect(sent.headers.get('location')).toBe(`${path}?comment=held#comments`)
  await approveAll()
  expect(await page(as(app), path)).toContain('hữu ích')
  expect(await page(as(app), `/vi/news/${article.slug}/photos/1`)).not.toContain('hữu ích')
})

test('what time is over for is forgotten', async () => {
  const forget = () => newsJobs['news:forget']!(ctx, {} as never)
  await comment(as(app))
  await comment(as(app), { website: 'x', name: 'Robot' })
  ctx.clock.advance(31 * 86_400_000)
  await forget()
  expect((await rows()).map((row) => [row.state, row.email])).toEqual([['held', 'an@example.org']])
  ctx.clock.advance(335 * 86_400_000)
  await forget()
  expect((await rows()).map((row) => [row.state, row.email])).toEqual([['held', '']])
})
