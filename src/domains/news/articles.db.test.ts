import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import type { Domain } from '#src/platform/domain.ts'
import { search } from '#src/platform/search/index.ts'
import { aHall, SLUG } from '#src/domains/discussion/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { saveArticle } from './articles/commands.ts'
import { meetingReport, reportDraft } from './articles/report.ts'
import { anArticle, aDraft, aPublishedArticle, as, runNewsJobs, secretary, somePhotos, system } from './testing.ts'

let ctx: TestContext
let app: App
let me: ReturnType<typeof as>
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  me = as(app, (await secretary(ctx)).cookie)
})
afterEach(() => ctx.close())

const status = async (path: string, cookie = '') => (await as(app, cookie).get(path)).status
const fields = {
  'title.vi': 'Lấy huyết khối cơ học',
  'body.vi': 'Kết quả **tốt**.',
  'title.ko': '기계적 혈전제거술',
  tags: 'Đột quỵ / Stroke',
  comments: 'on',
}

describe('writing', () => {
  test('of 100,000 characters is too long for an article or a page, and comes back whole', async () => {
    const long = `Đầu ${'chữ '.repeat(25_000)} cuối.`
    for (const [path, more] of [
      ['/vi/manage/news/new', {}],
      ['/vi/manage/pages/new', { slug: 'dai', published: 'on' }],
    ] as const) {
      const answer = await me.post(path, { 'title.vi': 'Dài', 'body.vi': long, ...more })
      const html = await answer.text()
      expect([path, answer.status, html.includes('Nội dung quá dài'), html.includes(long)]).toEqual([
        path,
        422,
        true,
        true,
      ])
    }
    const kept = await Promise.all(
      (['article', 'site_page'] as const).map((table) => ctx.db.selectFrom(table).select('title').execute()),
    )
    expect(kept).toEqual([[], []])
  })

  test('from the form to the readers, in the language that there is', async () => {
    const made = await me.post('/vi/manage/news/new', fields)
    const edit = made.headers.get('location')!.split('?')[0]!
    expect(made.status).toBe(303)
    await me.post(`${edit}/publish`)
    const page = await (await as(app).get('/en/news/lay-huyet-khoi-co-hoc')).text()
    expect(page).toContain('<article class="article" lang="vi">')
    expect(page).toContain('This article is in Vietnamese only.')
    expect(page).toContain('<strong>tốt</strong>')
    expect(page).toContain('"@type":"NewsArticle"')
    expect(page).toContain('property="og:title" content="Lấy huyết khối cơ học"')
    expect(await (await as(app).get('/vi/news/tags/stroke')).text()).toContain('Lấy huyết khối cơ học')
  })

  test('a preview shows what was typed and saves nothing', async () => {
    const page = await (await me.post('/vi/manage/news/new', { ...fields, do: 'preview' })).text()
    expect(page).toContain('<strong>tốt</strong>')
    expect(page).toContain('Xem trước, chưa lưu')
    expect(await ctx.db.selectFrom('article').select('id').execute()).toEqual([])
  })

  test('what is wrong is said at its field, what was typed stays', async () => {
    const answer = await me.post('/en/manage/news/new', {
      ...fields,
      'title.vi': '',
      'title.ko': '',
      slug: 'Not a slug',
    })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('href="#f-title-vi"')
    expect(page).toContain('Kết quả **tốt**.')
    expect(page).toContain('Not a slug')
  })

  test('two who write at once: the second is told, and loses nothing', async () => {
    const { id } = await anArticle(ctx)
    expect((await me.post(`/vi/manage/news/${id}`, { ...fields, revision: '1' })).status).toBe(303)
    const second = await me.post(`/vi/manage/news/${id}`, { ...fields, 'title.vi': 'Của người thứ hai', revision: '1' })
    expect(second.status).toBe(409)
    const page = await second.text()
    expect(page).toContain('Của người thứ hai')
    expect(page).toContain('name="revision" value="2"')
  })

  test('an address that changes leads on; one that was never public does not', async () => {
    const { id, slug } = await aPublishedArticle(ctx)
    await saveArticle(ctx, system, id, aDraft({ slug: 'bai-moi' }), 2)
    const moved = await as(app).get(`/vi/news/${slug}`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/vi/news/bai-moi'])
    const draft = await anArticle(ctx, { title: { vi: 'Khác' } })
    await saveArticle(ctx, system, draft.id, aDraft({ slug: 'khac-hon' }), 1)
    expect(await status('/vi/news/khac')).toBe(404)
  })

  test('two titles alike have two addresses; a chosen one that is taken is refused', async () => {
    const [a, b] = [await anArticle(ctx), await anArticle(ctx)]
    expect(b.slug).toBe(`${a.slug}-2`)
    expect(await saveArticle(ctx, system, b.id, aDraft({ slug: a.slug }), 1)).toMatchObject({
      ok: false,
      fields: { slug: 'slug-taken' },
    })
  })
})

describe('publishing', () => {
  test('at its hour, by the job; nothing of it before', async () => {
    const { id, slug } = await anArticle(ctx)
    // 1 April 2026, 09:00 in Vietnam: in an hour.
    expect((await me.post(`/vi/manage/news/${id}/publish`, { do: 'schedule', at: '2026-04-01T10:00' })).status).toBe(
      303,
    )
    await runNewsJobs(ctx)
    expect(await status(`/vi/news/${slug}`)).toBe(404)
    ctx.clock.advance(3_600_000)
    await runNewsJobs(ctx)
    expect(await status(`/vi/news/${slug}`)).toBe(200)
    expect((await ctx.db.selectFrom('article').select('publish_at').executeTakeFirstOrThrow()).publish_at).toBe(
      Date.UTC(2026, 3, 1, 3),
    )
  })

  test('a date that was moved, or an article that was taken back, stays away at the old hour', async () => {
    const { id, slug } = await anArticle(ctx)
    await me.post(`/vi/manage/news/${id}/publish`, { do: 'schedule', at: '2026-04-01T10:00' })
    await me.post(`/vi/manage/news/${id}/publish`, { do: 'schedule', at: '2026-04-01T12:00' })
    ctx.clock.advance(3_600_000)
    await runNewsJobs(ctx)
    expect(await status(`/vi/news/${slug}`)).toBe(404)
    await me.post(`/vi/manage/news/${id}/withdraw`)
    ctx.clock.advance(3 * 3_600_000)
    await runNewsJobs(ctx)
    expect(await status(`/vi/news/${slug}`)).toBe(404)
  })

  test('an hour that has passed, or none, is refused', async () => {
    const { id } = await anArticle(ctx)
    for (const at of ['2026-03-01T10:00', '', 'soon'])
      expect((await me.post(`/en/manage/news/${id}/publish`, { do: 'schedule', at })).status).toBe(422)
  })

  test('without a text in any language there is nothing to publish', async () => {
    const { id } = await anArticle(ctx, { body: {} })
    expect((await me.post(`/en/manage/news/${id}/publish`)).status).toBe(422)
  })

  test('taken back it is gone: page, list, feed, search', async () => {
    const { id, slug } = await aPublishedArticle(ctx)
    await runNewsJobs(ctx)
    expect((await search(ctx, 'tuyen quang', { kinds: ['article'] })).total).toBe(1)
    await me.post(`/vi/manage/news/${id}/withdraw`)
    await runNewsJobs(ctx)
    expect(await status(`/vi/news/${slug}`)).toBe(404)
    expect(await status('/vi/news/tags/stroke')).toBe(404)
    expect(await (await as(app).get('/vi/news/feed.json')).text()).not.toContain(slug)
    expect((await search(ctx, 'tuyen quang', { kinds: ['article'] })).total).toBe(0)
  })
})

describe('a preview link', () => {
  test('opens the draft with its photos to whoever has it, until it is renewed', async () => {
    const { id } = await anArticle(ctx)
    await somePhotos(ctx, id, 2)
    const side = await (await me.get(`/vi/manage/news/${id}`)).text()
    const link = /http:\/\/hoi\.test(\/vi\/news\/preview\/[^"<]+)/.exec(side)![1]!
    const answer = await as(app).get(link)
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain('<meta name="referrer" content="no-referrer"/>')
    expect(page).toContain('name="robots" content="noindex"')
    const bytes = /src="(\/media\/news\/[^"]+\?preview=[^"]+)"/.exec(page)![1]!
    expect(await status(bytes)).toBe(200)
    expect(await status(bytes.split('?')[0]!)).toBe(404)
    expect(await status(`${link}/photos/2`)).toBe(200)
    expect(await status(`${link}/photos/3`)).toBe(404)
    expect(await status(`${link.slice(0, -2)}xx`)).toBe(404)
    await me.post(`/vi/manage/news/${id}/renew`)
    expect([await status(link), await status(bytes)]).toEqual([404, 404])
  })
})

describe('a meeting’s report', () => {
  const facts: Domain = {
    name: 'facts',
    migrations: [],
    report: async (_ctx, _actor, event) =>
      event === 'vsir' || event === 'e1'
        ? {
            slug: 'vsir',
            title: { vi: 'VSIR [2026]', en: 'VSIR [2026]' },
            startsOn: '2026-04-17',
            endsOn: '2026-04-18',
            place: { vi: 'Quảng Ninh' },
            topics: [{ vi: '<b>Đột quỵ</b>' }],
            speakers: [
              { name: 'An *B*', facility: { vi: 'BV Bạch Mai' }, talk: { vi: 'Một' } },
              { name: 'Chi', talk: { vi: 'Hai' } },
              { name: 'An *B*', facility: { vi: 'BV Bạch Mai' }, talk: { vi: 'Ba' } },
            ],
            talks: 40,
          }
        : null,
    eventNames: async () => [{ id: 'e1', name: 'VSIR 2026' }],
  }
  const numbers: Domain = {
    name: 'numbers',
    migrations: [],
    report: async (_ctx, _actor, event) =>
      event === 'vsir' || event === 'e1'
        ? { delegates: 500, facilities: 33, discussion: { questions: 12, answered: 9, votes: 148, polls: 1 } }
        : null,
  }

  test('is a draft with what every domain knows, words as words', async () => {
    const known = { ...ctx, domains: [...ctx.domains, facts, numbers] }
    const report = await meetingReport(known, system, 'vsir')
    const draft = reportDraft('vsir', report!, 'https://hoi.test')
    expect(draft.title['vi']).toBe('Tường thuật: VSIR [2026]')
    expect(draft.summary['vi']).toContain('ngày 17–18 tháng 4 năm 2026 tại Quảng Ninh')
    expect(draft.body['vi']).toContain('- 500 đại biểu\n- 33 cơ sở y tế\n- 40 báo cáo')
    expect(draft.body['en']).toContain('- 500 delegates')
    expect(draft.body['vi']).toContain('- \\<b\\>Đột quỵ')
    // Who speaks twice is named and counted once.
    expect(draft.body['vi']).toContain('- An \\*B\\* (BV Bạch Mai): Một; Ba\n- Chi: Hai')
    expect(draft.body['vi']).toContain('- 2 báo cáo viên')
    expect(draft.body['vi']).toContain('- 12 câu hỏi được đặt, 9 câu đã được trả lời')
    expect(draft.body['en']).toContain('- 148 votes on the questions\n- 1 poll\n')
    expect(draft.body['ko']).toContain('질문 12건, 그중 9건 답변 완료')
    expect(draft.body['ko']).toContain('(https://hoi.test/ko/events/vsir/discussions)')
    expect(await meetingReport(known, system, 'other')).toBeNull()
  })

  test('is begun from the form for a real event too, by what the form offers', async () => {
    const hall = await aHall(ctx)
    const at = as(app, (await secretary(ctx)).cookie)
    expect(await (await at.get('/vi/manage/news/report')).text()).toContain(`<option value="${hall.event.id}">`)
    expect((await at.post('/vi/manage/news/report', { event: hall.event.id })).status).toBe(303)
    const { body, ...row } = await ctx.db.selectFrom('article').select(['event_slug', 'body']).executeTakeFirstOrThrow()
    expect(row).toEqual({ event_slug: SLUG })
    expect(JSON.parse(body)['vi']).toContain('Lê Báo Cáo')
  })

  test('is begun from the form, and belongs to its event', async () => {
    const known = { ...ctx, domains: [...ctx.domains.filter((domain) => !domain.eventNames), facts, numbers] }
    const at = as(testApp(known), (await secretary(ctx)).cookie)
    expect(await (await at.get('/vi/manage/news/report')).text()).toContain('<option value="e1">VSIR 2026</option>')
    expect((await at.post('/vi/manage/news/report', { event: 'nothing' })).status).toBe(422)
    const made = await at.post('/vi/manage/news/report', { event: 'e1' })
    expect(made.status).toBe(303)
    expect(
      await ctx.db.selectFrom('article').select(['event_slug', 'state', 'event_title']).executeTakeFirstOrThrow(),
    ).toMatchObject({ event_slug: 'vsir', state: 'draft' })
  })
})

test('deleting asks first, and takes photos and comments along', async () => {
  const { id } = await aPublishedArticle(ctx)
  await somePhotos(ctx, id, 2)
  expect((await me.post(`/vi/manage/news/${id}/delete`)).status).toBe(422)
  expect((await me.post(`/vi/manage/news/${id}/delete`, { sure: 'on' })).status).toBe(303)
  expect(await ctx.db.selectFrom('photo').select('id').execute()).toEqual([])
  expect(await ctx.db.selectFrom('article').select('id').execute()).toEqual([])
})
