import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { search } from '#src/platform/search/index.ts'
import { erasePerson, exportPerson } from '#src/domains/people/index.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { newsDomain } from './index.ts'
import { COOKIES } from './site/cookies.ts'
import { menuOf } from './site/settings.ts'
import { aPublishedArticle, as, commentFields, runNewsJobs, secretary, somePhotos, system } from './testing.ts'

let ctx: TestContext
let app: App
let me: ReturnType<typeof as>
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  me = as(app, (await secretary(ctx)).cookie)
})
afterEach(() => ctx.close())

const about = {
  slug: 'about',
  'title.vi': 'Giới thiệu',
  'title.en': 'About',
  'body.vi': '## Lịch sử\n\nHội được lập.',
  published: 'on',
  revision: '0',
}

describe('pages', () => {
  test('are made, changed, renamed, hidden, removed', async () => {
    expect((await me.post('/vi/manage/pages/new', about)).status).toBe(303)
    const page = await (await as(app).get('/en/about')).text()
    expect(page).toContain('<h1>About</h1>')
    expect(page).toContain('<div class="prose" lang="vi"><h2>Lịch sử</h2>')
    expect((await me.post('/vi/manage/pages/new', about)).status).toBe(422)
    expect((await me.post('/vi/manage/pages/about', { ...about, revision: '5' })).status).toBe(409)
    expect((await me.post('/vi/manage/pages/about', { ...about, slug: 'gioi-thieu', revision: '1' })).status).toBe(303)
    expect([(await as(app).get('/vi/about')).status, (await as(app).get('/vi/gioi-thieu')).status]).toEqual([404, 200])
    const { published: _, ...hidden } = about
    expect(
      (await me.post('/vi/manage/pages/gioi-thieu', { ...hidden, slug: 'gioi-thieu', revision: '2' })).status,
    ).toBe(303)
    expect((await as(app).get('/vi/gioi-thieu')).status).toBe(404)
    expect((await me.get('/vi/gioi-thieu')).status).toBe(200)
    expect((await me.post('/vi/manage/pages/gioi-thieu/delete', { sure: 'on' })).status).toBe(303)
    expect((await me.get('/vi/gioi-thieu')).status).toBe(404)
  })

  test('are found while they are published, by the address that they have', async () => {
    const found = async () => {
      await runNewsJobs(ctx)
      return (await search(ctx, 'duoc lap')).found.map((one) => `${one.kind} ${one.url}`)
    }
    await me.post('/vi/manage/pages/new', about)
    expect(await found()).toEqual(['page /about'])
    await me.post('/vi/manage/pages/about', { ...about, slug: 'gioi-thieu', revision: '1' })
    expect(await found()).toEqual(['page /gioi-thieu'])
    const { published: _, ...hidden } = about
    await me.post('/vi/manage/pages/gioi-thieu', { ...hidden, slug: 'gioi-thieu', revision: '2' })
    expect(await found()).toEqual([])
    await me.post('/vi/manage/pages/gioi-thieu', { ...about, slug: 'gioi-thieu', revision: '3' })
    await me.post('/vi/manage/pages/gioi-thieu/delete', { sure: 'on' })
    expect(await found()).toEqual([])
  })

  test('take no address that the site has itself', async () => {
    for (const slug of ['events', 'news', 'sign-in', 'manage', 'a/b', '', 'Über'])
      expect([slug, (await me.post('/vi/manage/pages/new', { ...about, slug })).status]).toEqual([slug, 422])
  })

  test('privacy has a text of its own until the secretariat writes one', async () => {
    // People has such a page as well; here this one stands before it.
    const first = testApp({ ...ctx, domains: [newsDomain, ...ctx.domains.filter((domain) => domain !== newsDomain)] })
    for (const [lang, words] of [
      ['vi', '91/2025/QH15'],
      ['en', 'PIPA'],
      ['ko', '개인정보 보호법'],
    ] as const) {
      expect(await (await as(first).get(`/${lang}/privacy`)).text()).toContain(words)
    }
    expect(await (await me.get('/vi/manage/pages/privacy')).text()).toContain('91/2025/QH15')
    expect(
      (await me.post('/vi/manage/pages/privacy', { ...about, slug: 'privacy', 'body.vi': 'Của hội' })).status,
    ).toBe(303)
    expect(await (await as(first).get('/vi/privacy')).text()).toContain('Của hội')
  })
})

describe('menus and redirects', () => {
  test('a menu has in each language what has a label there, without a statement once known', async () => {
    await me.post('/vi/manage/pages/menus', {
      main: '/news = Tin tức / News / 소식\n/about = Giới thiệu / - / 소개',
      footer: '/privacy = Quyền riêng tư / Privacy / 개인정보',
      redirects: '',
    })
    expect(await menuOf(ctx, 'en')).toEqual([{ label: 'News', href: '/news' }])
    expect(await menuOf(ctx, 'ko')).toHaveLength(2)
    const counter = { count: 0 }
    await statements.run(counter, () => menuOf(ctx, 'vi', 'footer'))
    expect(counter.count).toBe(0)
  })

  test('a former address leads on in the reader’s language, only where nothing is', async () => {
    expect(
      (
        await me.post('/vi/manage/pages/menus', {
          main: '',
          footer: '',
          redirects: '/tin-tuc/cu /news\n/news /cookies\n/zalo https://zalo.me/x',
        })
      ).status,
    ).toBe(303)
    const at = async (path: string) => {
      const answer = await as(app).get(path)
      return [answer.status, answer.headers.get('location')]
    }
    expect(await at('/ko/tin-tuc/cu')).toEqual([301, '/ko/news'])
    expect(await at('/vi/zalo')).toEqual([301, 'https://zalo.me/x'])
    expect(await at('/vi/news')).toEqual([200, null])
    expect(await at('/vi/nowhere')).toEqual([404, null])
    expect(
      (await me.post('/vi/manage/pages/menus', { main: 'javascript:x = y', footer: '', redirects: '/a /b\n/b /a' }))
        .status,
    ).toBe(422)
  })
})

test.each([
  ['javascript:x = y', 'main', 'Dòng 1'],
  ['/a = A\n//evil.example = B', 'main', 'Dòng 2'],
  ['/a = A\n\n/\\evil.example = B', 'footer', 'Dòng 3'],
  ['data:text/html,x = y', 'footer', 'Dòng 1'],
  ['http://evil.example = y', 'main', 'Dòng 1'],
  [`/a = ${'x'.repeat(41)}`, 'main', '40 ký tự'],
  [Array.from({ length: 13 }, (_, n) => `/${n} = x`).join('\n'), 'main', 'Tối đa 12 dòng'],
  ['/a', 'redirects', 'Dòng 1'],
  ['/a /b\n/c javascript:alert(1)', 'redirects', 'Dòng 2'],
  ['/a /b\n/b /a', 'redirects', 'vòng lặp'],
  ['/a /a', 'redirects', 'vòng lặp'],
  ['/x /y\n/a /a?again=1', 'redirects', 'Từ dòng 2'],
  ['/a /en/a#b', 'redirects', 'vòng lặp'],
  ['/a http://hoi.test/vi/a', 'redirects', 'Dòng 1'],
  ['/a https://hoi.test/vi/a/', 'redirects', 'vòng lặp'],
  ['/gi%E1%BB%9Bi /giới', 'redirects', 'vòng lặp'],
])('the line %j in %s is refused and says where, with the others as they were', async (lines, field, said) => {
  const given = { main: '/news = Tin', footer: '', redirects: '/cu /news', [field]: lines }
  const answer = await me.post('/vi/manage/pages/menus', given)
  const html = await answer.text()
  expect([answer.status, html.includes(said)]).toEqual([422, true])
  expect(html).toContain(lines.replaceAll('<', '&lt;').replaceAll('&', '&amp;'))
  expect((await as(app).get('/vi/cu')).status).toBe(404)
})

test('an address with broken escapes is not found, redirections or not', async () => {
  await me.post('/vi/manage/pages/menus', { main: '', footer: '', redirects: '/t%E1%BA%ADp /news' })
  for (const path of ['/vi/%E0%A4%A', '/vi/%', '/vi/%FF'])
    expect([path, (await as(app).get(path)).status]).toEqual([path, 404])
  expect((await as(app).get('/ko/t%E1%BA%ADp')).headers.get('location')).toBe('/ko/news')
})

describe('cookies', () => {
  test('who only reads gets none, whoever does something only those on the list', async () => {
    const article = await aPublishedArticle(ctx)
    await somePhotos(ctx, article.id, 1)
    const slug = `/vi/news/${article.slug}`
    const reader = as(app)
    for (const path of [
      '/vi',
      '/vi/news',
      slug,
      `${slug}/photos/1`,
      '/vi/news/tags/stroke',
      '/vi/privacy',
      '/vi/cookies',
      '/vi/newsletter',
      '/vi/events',
      '/vi/search?q=a',
      '/vi/sign-in',
      '/vi/nothing',
      '/vi/news/feed.xml',
      '/sitemap.xml',
    ]) {
      const answer = await reader.get(path)
      expect([path, answer.headers.getSetCookie()]).toEqual([path, []])
    }
    const fields = commentFields(await (await reader.get(slug)).text())
    ctx.clock.advance(10_000)
    const set = [
      ...(
        await reader.post('/vi/comments', { ...fields, name: 'An', email: 'a@example.org', body: 'x' })
      ).headers.getSetCookie(),
      ...(await reader.post('/theme', { theme: 'dark', back: '/vi' })).headers.getSetCookie(),
      ...(await reader.post('/vi/newsletter', { email: 'a@example.org' })).headers.getSetCookie(),
      ...(
        await reader.post('/vi/sign-in', { email: 'x@example.org', password: 'wrong password' })
      ).headers.getSetCookie(),
    ]
    const listed = new Set(COOKIES.map((cookie) => cookie.name))
    expect(set.length).toBeGreaterThan(1)
    for (const cookie of set) expect(listed).toContain(cookie.split('=')[0]!.replace(/^__Secure-/, ''))
    const page = await (await reader.get('/ko/cookies')).text()
    for (const name of listed) expect(page).toContain(name)
  }, 60_000)
})

test('one’s own comments and subscriptions are in one’s export, and gone after erasure', async () => {
  const person = await somebody(ctx, { email: 'me@example.org', name: 'Trần Bình' })
  const article = await aPublishedArticle(ctx)
  const mine = as(app, person.cookie)
  const fields = commentFields(await (await mine.get(`/vi/news/${article.slug}`)).text())
  ctx.clock.advance(10_000)
  await mine.post('/vi/comments', { ...fields, body: 'Ý kiến của tôi', notify: 'on' })
  await mine.post('/vi/newsletter', { email: 'me@example.org' })
  const data = await exportPerson(ctx, { ...system, personId: person.personId }, person.personId)
  expect(JSON.stringify(data)).toContain('Ý kiến của tôi')
  expect(JSON.stringify(data)).toContain('newsletter form')
  expect((await erasePerson(ctx, system, person.personId)).ok).toBe(true)
  expect(await ctx.db.selectFrom('comment').select(['body', 'name', 'author_id', 'state']).execute()).toEqual([
    { body: '', name: '', author_id: null, state: 'deleted' },
  ])
  expect(await ctx.db.selectFrom('comment_watch').selectAll().execute()).toEqual([])
  expect(await ctx.db.selectFrom('newsletter_subscriber').selectAll().execute()).toEqual([])
})
