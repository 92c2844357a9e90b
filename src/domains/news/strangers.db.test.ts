import { beforeEach, describe, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { saveMailing } from './newsletter/mailing.ts'
import { savePage } from './site/commands.ts'
import { addComment } from './comments/commands.ts'
import { stampOf } from './comments/spam.ts'
import { stranger } from '#src/platform/authz.ts'
import { anArticle, aPublishedArticle, as, secretary, somePhotos, system, type Made } from './testing.ts'

ownContext()
let draft: Made
let shown: Made
let photo: string
let mailing: string
let comment: string
beforeEach(async () => {
  draft = await anArticle(ctx, { title: { vi: 'Bản nháp bí mật' } })
  shown = await aPublishedArticle(ctx)
  photo = (await somePhotos(ctx, draft.id, 1))[0]!
  const made = await saveMailing(ctx, system, null, {
    audience: { group: 'members' },
    isPublic: false,
    subject: { vi: 'Thư' },
    body: { vi: 'Nội dung' },
  })
  mailing = made.ok ? made.value.id : ''
  await savePage(ctx, system, { slug: 'about', title: { vi: 'Giới thiệu' }, body: { vi: 'x' }, published: false }, 0)
  const stamp = stampOf(ctx, 'article', shown.id)
  ctx.clock.advance(10_000)
  const held = await addComment(ctx, stranger, {
    kind: 'article',
    ref: shown.id,
    name: 'An',
    email: 'an@example.org',
    body: 'Chờ duyệt',
    lang: 'vi',
    honeypot: '',
    stamp,
    notify: false,
  })
  comment = held.ok ? held.value.id : ''
})

const gets = () => [
  '/manage/news',
  '/manage/news/new',
  '/manage/news/report',
  `/manage/news/${draft.id}`,
  `/manage/news/${draft.id}/photos`,
  '/manage/pages',
  '/manage/pages/new',
  '/manage/pages/about',
  '/manage/pages/privacy',
  '/manage/comments',
  '/manage/comments?shelf=spam',
  '/manage/newsletter',
  '/manage/newsletter/new',
  `/manage/newsletter/${mailing}`,
]
const posts = () => [
  '/manage/news/new',
  '/manage/news/report',
  `/manage/news/${draft.id}`,
  ...['publish', 'withdraw', 'renew', 'delete', 'photos', 'photos/words', `photos/${photo}/remove`].map(
    (what) => `/manage/news/${draft.id}/${what}`,
  ),
  '/manage/pages/menus',
  '/manage/pages/new',
  '/manage/pages/about',
  '/manage/pages/about/delete',
  `/manage/comments/${comment}`,
  '/manage/newsletter/bounces',
  '/manage/newsletter/new',
  ...['', '/send', '/stop'].map((what) => `/manage/newsletter/${mailing}${what}`),
]

describe('a stranger, a member and an organiser', () => {
  test('find nothing of the management, and change nothing', async () => {
    const before = JSON.stringify(await everything())
    const cookies = [
      '',
      (await somebody(ctx)).cookie,
      (await somebody(ctx, { events: { e1: ['organiser', 'chair'] } })).cookie,
    ]
    for (const cookie of cookies) {
      const me = as(app, cookie)
      for (const path of gets()) expect([path, (await me.get(`/vi${path}`)).status]).toEqual([path, 404])
      for (const path of posts())
        expect([
          path,
          (
            await me.post(`/vi${path}`, {
              sure: 'on',
              do: 'approve',
              email: 'a@b.vn',
              'title.vi': 'x',
              audience: 'members',
            })
          ).status,
        ]).toEqual([path, 404])
    }
    expect(JSON.stringify(await everything())).toBe(before)
  })

  test('do not learn of what is not public: draft, its photo, a hidden page, a held comment', async () => {
    const me = as(app)
    const [variant] = JSON.parse(
      (await ctx.db.selectFrom('photo').select('variants').executeTakeFirstOrThrow()).variants,
    ) as { width: number }[]
    for (const path of [
      `/vi/news/${draft.slug}`,
      `/vi/news/${draft.slug}/photos/1`,
      `/media/news/${photo}/${variant!.width}.jpg`,
      '/vi/about',
      '/vi/news/preview/x',
      `/vi/comments/${comment}/edit`,
      `/vi/comments/${comment}/delete`,
      `/vi/comments/${comment}/report`,
    ]) {
      expect([path, (await me.get(path)).status]).toEqual([path, 404])
    }
    for (const path of ['edit', 'delete', 'report'])
      expect((await me.post(`/vi/comments/${comment}/${path}`, { reason: 'spam', body: 'x' })).status).toBe(404)
    const page = await (await me.get(`/vi/news/${shown.slug}`)).text()
    expect(page).not.toContain('Chờ duyệt')
    for (const path of ['/vi/news', '/vi/news/feed.xml', '/sitemap.xml', '/vi'])
      expect(await (await me.get(path)).text()).not.toContain('bí mật')
    // What a page would be and what it is not look the same.
    expect((await me.get(`/vi/news/${draft.slug}`)).status).toBe((await me.get('/vi/news/never-was')).status)
  })

  test('the secretariat opens every page in three languages', async () => {
    const me = as(app, (await secretary(ctx)).cookie)
    for (const lang of ['vi', 'en', 'ko']) {
      for (const path of gets()) {
        const answer = await me.get(`/${lang}${path}`)
        expect([path, answer.status]).toEqual([path, 200])
        expect(await answer.text()).toContain(`<html lang="${lang}"`)
      }
    }
  })
})

async function everything() {
  const tables = [
    'article',
    'photo',
    'site_page',
    'comment',
    'mailing',
    'mailing_recipient',
    'mail_bounce',
    'setting',
    'mail',
  ] as const
  return Promise.all(tables.map((table) => ctx.db.selectFrom(table).selectAll().execute()))
}

test('a page runs as many statements for many as for one', async () => {
  const count = async (path: string): Promise<number> => {
    const counter = { count: 0 }
    await statements.run(counter, async () => (await app.request(`http://hoi.test${path}`)).text())
    return counter.count
  }
  await count('/vi/news')
  const before = [
    await count('/vi/news'),
    await count('/vi/news/feed.xml'),
    await count(`/vi/news/${shown.slug}`),
    await count('/vi/news/tags/stroke'),
  ]
  for (let n = 0; n < 3; n++) {
    const made = await aPublishedArticle(ctx, { title: { vi: `Tin ${n}` } })
    await somePhotos(ctx, made.id, 2)
  }
  await somePhotos(ctx, shown.id, 3)
  const after = [
    await count('/vi/news'),
    await count('/vi/news/feed.xml'),
    await count(`/vi/news/${shown.slug}`),
    await count('/vi/news/tags/stroke'),
  ]
  // One more where covers are looked up at all.
  expect(after).toEqual([before[0]! + 1, before[1]! + 1, before[2]!, before[3]! + 1])
  expect(after).toEqual([2, 2, 4, 3])
})
