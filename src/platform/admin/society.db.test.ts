import { afterEach, beforeEach, expect, test } from 'vitest'
import { somebody } from '#src/domains/people/testing.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { browser } from '#src/domains/people/testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

const FACTS = {
  'name.vi': 'Hội Thử <b>',
  'name.ko': '시험학회',
  'about.vi': 'Một đoạn.',
  lang: 'ko',
  zone: 'Asia/Seoul',
}
const PAGE = '/vi/manage/society'

test('strangers, members and the secretariat find no such page', async () => {
  for (const cookie of [
    undefined,
    (await somebody(ctx)).cookie,
    (await somebody(ctx, { society: ['secretariat'] })).cookie,
  ]) {
    const me = browser(app, cookie)
    expect([(await me.get(PAGE)).status, (await me.post(PAGE, FACTS)).status]).toEqual([404, 404])
  }
  expect(await (await app.request('/vi')).text()).not.toContain('Hội Thử')
})

test('an administrator names the society, and says its language and zone; wrong ones are refused with what was typed', async () => {
  const me = browser(app, (await somebody(ctx, { society: ['administrator'] })).cookie)
  const wrong = await me.post(PAGE, { ...FACTS, 'name.vi': '', 'name.ko': '', lang: 'xx', zone: 'Mars/Olympus' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('value="Mars/Olympus"')
  expect((await me.post(PAGE, FACTS)).status).toBe(303)
  const home = await (await app.request('/vi')).text()
  expect(home).toContain('Hội Thử &lt;b>')
  expect(home).toContain('Một đoạn.')
  expect(await (await app.request('/en')).text()).toContain('Hội Thử')
  // Who asks for none of our languages gets the society's; who asks for one, that.
  const front = async (headers: Record<string, string>) => (await app.request('/', { headers })).headers.get('location')
  expect(await front({ 'accept-language': 'fr' })).toBe('/ko')
  expect(await front({ 'accept-language': 'fr, en;q=0.5' })).toBe('/en')
  const audit = await ctx.db.selectFrom('audit').select('entity_id').where('action', '=', 'setting.update').execute()
  expect(audit.map((row) => row.entity_id).toSorted()).toEqual([
    'society.about',
    'society.lang',
    'society.name',
    'society.zone',
  ])
  // Saved once more, nothing changes.
  expect((await me.post(PAGE, FACTS)).status).toBe(303)
  expect(await ctx.db.selectFrom('audit').select('id').where('action', '=', 'setting.update').execute()).toHaveLength(4)
})

test('the front door knows the language that somebody signed in has chosen', async () => {
  const { cookie } = await somebody(ctx, { lang: 'ko' })
  const answer = await app.request('/', { headers: { cookie, 'accept-language': 'en' } })
  expect(answer.headers.get('location')).toBe('/ko')
})
