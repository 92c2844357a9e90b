import { afterEach, beforeEach, expect, test } from 'vitest'
import { langsOf } from '../articles/article.ts'
import { publishedArticles } from '../articles/queries.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { addDemoPictures, createDemoNews } from './create.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

test('the demonstration has its news in three languages, marked as made up, once however often it is made', async () => {
  ctx.clock.set(Date.UTC(2026, 10, 21))
  await createDemoNews(ctx)
  await createDemoNews(ctx)
  await addDemoPictures(ctx)
  await addDemoPictures(ctx)
  const { articles, total } = await publishedArticles(ctx, { limit: 10 })
  expect(total).toBe(2)
  for (const article of articles) {
    expect(langsOf(article)).toEqual(['vi', 'en', 'ko'])
    expect(article.generated).toBe(true)
    expect(Object.values(article.cover!.caption).join(' ')).toMatch(/minh hoạ.*illustration.*시연용/i)
  }
  expect(await (await testApp(ctx).request('http://hoi.test/ko/about')).text()).toContain('시연용')
  // Only whom the announcements name is named.
  expect(JSON.stringify(articles)).not.toMatch(/(?:GS|TS|BS)\.(?! ?Vũ Đăng Lưu| ?TS\. Vũ Đăng Lưu|TS\. Vũ)/)
}, 60_000)
