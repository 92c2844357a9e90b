import { afterEach, beforeEach, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { addPhotos } from './photos/commands.ts'
import { publishArticle } from './articles/publish.ts'
import { as, commentFields, harmless, phonePhoto, runNewsJobs, secretary, system } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

/** What has broken other people's sites, in one text: it must come out as words wherever it goes in. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</script><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](  jAvAsCrIpT:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](//evil.example)',
  '![x](https://evil.example/track.gif)',
  '![x" onerror="alert(1)](/media/news/a/1.jpg)',
  '<https://a.vn/"onmouseover="alert(1)>',
  '<a href="vbscript:x">y</a>',
  '<!-- --><style>*{display:none}</style>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u2028alert(1)\u2029',
  ']]><script>alert(1)</script>',
  '&lt;script&gt;',
].join('\n\n')

test('through title, summary, text, byline, tag, caption, description, credit and file name nothing runs', async () => {
  const me = as(app, (await secretary(ctx)).cookie)
  const line = ATTACKS.replaceAll('\n\n', ' ')
  const made = await me.post('/vi/manage/news/new', {
    'title.vi': line.slice(0, 200),
    'title.en': '</title><script>alert(1)</script>',
    'title.ko': '"><img src=x onerror=alert(1)>',
    'summary.vi': line.slice(0, 500),
    'body.vi': ATTACKS,
    'body.en': ATTACKS,
    byline: '<script>alert(1)</script>"\'',
    tags: '<img src=x onerror=alert(1)> / "onmouseover=alert(1) / ‘x’',
    event: 'vsir-2026',
    comments: 'on',
  })
  expect(made.status).toBe(303)
  const edit = made.headers.get('location')!.split('?')[0]!
  const id = edit.split('/').at(-1)!
  const words = { vi: line.slice(0, 400), en: '"><script>alert(1)</script>', ko: "' onerror=alert(1) '" }
  await addPhotos(ctx, system, id, [
    {
      name: '"><script>alert(1)</script>.jpg',
      source: await phonePhoto(1, 300, 200),
      caption: words,
      alt: words,
      credit: '<b onclick=alert(1)>',
    },
  ])
  const preview = await (
    await me.post('/vi/manage/news/new', { 'title.vi': line.slice(0, 200), 'body.vi': ATTACKS, do: 'preview' })
  ).text()
  harmless(preview)
  harmless(
    await (
      await me.post('/vi/manage/news/new', {
        'title.vi': '',
        'body.vi': ATTACKS,
        byline: `"><script>alert(1)</script>`,
        slug: '"><script>',
      })
    ).text(),
  )
  const link = /http:\/\/hoi\.test(\/vi\/news\/preview\/[^"<]+)/.exec(await (await me.get(edit)).text())![1]!
  harmless(await (await as(app).get(link)).text())
  await publishArticle(ctx, system, id)
  await runNewsJobs(ctx)
  const { slug } = await ctx.db.selectFrom('article').select('slug').executeTakeFirstOrThrow()
  const { tag } = await ctx.db.selectFrom('article_tag').select('tag').executeTakeFirstOrThrow()
  for (const lang of ['vi', 'en', 'ko']) {
    for (const path of ['/news', `/news/${slug}`, `/news/${slug}/photos/1`, `/news/tags/${encodeURIComponent(tag)}`]) {
      const answer = await as(app).get(`/${lang}${path}`)
      expect([path, answer.status]).toEqual([path, 200])
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      harmless(await answer.text())
    }
  }
  for (const path of [edit, `${edit}/photos`, '/vi/manage/news']) harmless(await (await me.get(path)).text())
  // A feed's HTML is escaped text in XML; what comes out of it is the same harmless Markdown.
  const json = JSON.parse(await (await as(app).get('/vi/news/feed.json')).text()) as {
    items: { content_html: string }[]
  }
  for (const item of json.items) harmless(item.content_html)
  expect(await (await as(app).get('/vi/news/feed.xml')).text()).not.toMatch(/<script|onerror=(?!alert\(1\)&gt;)[^&]*>/i)
})

test('through a comment’s name, address and words nothing runs, for readers and for moderators', async () => {
  const me = as(app, (await secretary(ctx)).cookie)
  const made = await me.post('/vi/manage/news/new', { 'title.vi': 'Tin', 'body.vi': 'x', comments: 'on' })
  const id = made.headers.get('location')!.split('?')[0]!.split('/').at(-1)!
  await publishArticle(ctx, system, id)
  const guest = as(app)
  const fields = commentFields(await (await guest.get('/vi/news/tin')).text())
  // Wrong in one field, so that all of it comes back in the form.
  const wrong = await guest.post('/vi/comments', {
    ...fields,
    name: '"><script>alert(1)</script>',
    email: '"><script>alert(1)</script>@x',
    body: `</textarea>${ATTACKS}`,
    kind: 'article',
  })
  expect(wrong.status).toBe(422)
  harmless(await wrong.text())
  ctx.clock.advance(10_000)
  const name = '<img src=x onerror=alert(1)>'
  const body = ATTACKS.replaceAll('https://', 'http: //').slice(0, 3_900)
  expect((await guest.post('/vi/comments', { ...fields, name, email: 'a@example.org', body })).status).toBe(303)
  harmless(await (await guest.get('/vi/news/tin')).text())
  harmless(await (await me.get('/vi/manage/comments')).text())
  const { id: comment } = await ctx.db.selectFrom('comment').select('id').executeTakeFirstOrThrow()
  await me.post(`/vi/manage/comments/${comment}`, { do: 'approve' })
  const shown = await (await as(app).get('/vi/news/tin')).text()
  harmless(shown)
  expect(shown).toContain('&lt;img src=x onerror=alert(1)>')
})

test('through addresses and queries nothing is reflected that runs', async () => {
  const evil = encodeURIComponent('"><script>alert(1)</script>')
  for (const path of [
    `/vi/news?page=${evil}`,
    `/vi/news/${evil}`,
    `/vi/news/tags/${evil}`,
    `/vi/unsubscribe/${evil}`,
    `/vi/newsletter/confirm/${evil}`,
    `/vi/comments/watch/${evil}`,
    `/vi/${evil}`,
    `/vi/news/preview/${evil}`,
  ]) {
    harmless(await (await as(app).get(path)).text())
  }
})

test('through pages, menus, redirects and newsletters nothing runs and nobody is led elsewhere', async () => {
  const me = as(app, (await secretary(ctx)).cookie)
  const line = ATTACKS.replaceAll('\n\n', ' ').slice(0, 150)
  const made = await me.post('/vi/manage/pages/new', {
    slug: 'trang',
    'title.vi': line,
    'title.en': '</title><script>alert(1)</script>',
    'body.vi': ATTACKS,
    'body.en': ATTACKS,
    published: 'on',
  })
  expect(made.status).toBe(303)
  for (const lang of ['vi', 'en', 'ko']) harmless(await (await as(app).get(`/${lang}/trang`)).text())
  const evil = [
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    'data:text/html,x',
    'http://evil.example/',
    'https://evil.example/\t"onclick=alert(1)',
  ]
  for (const target of evil) {
    const menu = await me.post('/vi/manage/pages/menus', {
      main: `${target} = Tin / News / 소식`,
      footer: '',
      redirects: '',
    })
    expect([target, menu.status]).toEqual([target, 422])
    harmless(await menu.text())
    const redirect = await me.post('/vi/manage/pages/menus', { main: '', footer: '', redirects: `/cu = ${target}` })
    expect([target, redirect.status]).toEqual([target, 422])
  }
  const label = '<img src=x onerror=alert(1)>'
  const kept = await me.post('/vi/manage/pages/menus', {
    main: `/trang = ${label} / </a><script>alert(1)</script>`,
    footer: `/trang = ${label}`,
    redirects: '',
  })
  if (kept.status === 303) {
    const home = await (await as(app).get('/vi')).text()
    harmless(home)
    expect(home).toContain('&lt;img src=x onerror=alert(1)>')
  } else harmless(await kept.text())
  const letter = await me.post('/vi/manage/newsletter/new', {
    audience: 'subscribers',
    'subject.vi': line,
    'body.vi': ATTACKS,
  })
  expect(letter.status).toBe(303)
  harmless(await (await me.get(letter.headers.get('location')!)).text())
  harmless(await (await me.get('/vi/manage/newsletter')).text())
  harmless(await (await as(app).post('/vi/newsletter', { email: '"><script>alert(1)</script>@x.vn' })).text())
})
