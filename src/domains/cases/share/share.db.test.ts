import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { backToDraft } from '../commands/states.ts'
import { aKey, comment, page, postJson, talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { as, must, somebody, withImages, work } from '../testing.ts'

let ctx: TestContext
let app: App
let made: TalkedCase
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  made = await talkedCase(ctx, { audience: 'private' })
})
afterEach(() => ctx.close())

const form = (scope: Record<string, string> = { images: 'on', comments: 'on', answer: 'on' }) => ({
  label: 'BS. Hà <script>',
  days: '7',
  ...scope,
})
async function link(scope?: Record<string, string>): Promise<string> {
  const html = await (await as(app, made.owner).post(`/vi${made.path}/share`, form(scope))).text()
  return /\/vi\/cases\/shared\/([\w-]{43})/.exec(html)![1]!
}
/** A fresh browser that follows the link. */
async function visitor(token: string) {
  const fresh = as(app)
  const response = await fresh.get(`/vi/cases/shared/${token}`)
  return { fresh, response }
}
const opened = async (fresh: ReturnType<typeof as>) => ({
  page: (await fresh.get(`/vi${made.path}`)).status,
  talk: (await fresh.get(`/vi${made.path}/discussion`)).status,
  json: (await fresh.get(`${made.path}/comments`)).status,
  images: (await fresh.get(`/dicomweb/studies/${made.studyUid}/metadata`)).status,
  picture: (await fresh.get(`${made.path}/picture.svg?view=${made.pin}`)).status,
})
const nothing = { page: 404, talk: 404, json: 404, images: 404, picture: 404 }

describe('a share link', () => {
  test('is made and taken back by the owner only', async () => {
    const other = await somebody(ctx, { society: ['administrator'] })
    for (const who of [undefined, other]) {
      expect((await page(app, who, `/vi${made.path}/share`)).status).toBe(404)
      expect((await as(app, who).post(`/vi${made.path}/share`, form())).status).toBe(404)
    }
    const token = await link()
    const row = await ctx.db.selectFrom('case_share').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    expect((await page(app, made.owner, `/vi${made.path}/share`)).html).not.toContain(token)
    expect((await page(app, made.owner, `/vi${made.path}/share`)).html).not.toContain('<script>')
    expect((await as(app, other).post(`/vi${made.path}/share/${row.id}/revoke`)).status).toBe(404)
  })

  test('opens what it says in a fresh browser, is counted, and dies at once on revocation', async () => {
    await comment(app, made.owner, made, 'Xin ý kiến', { pin: made.pin })
    const token = await link()
    expect(await opened(as(app))).toEqual(nothing)
    const { fresh, response } = await visitor(token)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/vi${made.path}`)
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('hoi_keys='))!
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
    expect(await opened(fresh)).toEqual({ page: 200, talk: 200, json: 200, images: 200, picture: 200 })
    const row = await ctx.db.selectFrom('case_share').selectAll().executeTakeFirstOrThrow()
    expect(row.uses).toBe(1)
    expect((await as(app, made.owner).post(`/vi${made.path}/share/${row.id}/revoke`)).status).toBe(303)
    expect(await opened(fresh)).toEqual(nothing)
    // Who came by the link is told that it is closed, and learns nothing of the case; a stranger is told nothing.
    const again = await visitor(token)
    expect(again.response.status).toBe(404)
    expect(await again.response.text()).toContain('Liên kết không còn mở được')
    const closed = await (await fresh.get(`/vi${made.path}`)).text()
    expect(closed).toContain('Liên kết không còn mở được')
    const { title } = await ctx.db.selectFrom('case_record').select('title').executeTakeFirstOrThrow()
    for (const words of Object.values(JSON.parse(String(title)) as Record<string, string>))
      expect(closed).not.toContain(words)
    expect(await (await as(app).get(`/vi${made.path}`)).text()).not.toContain('Liên kết')
  })

  test('ends by itself', async () => {
    const { fresh } = await visitor(await link())
    expect((await opened(fresh)).images).toBe(200)
    ctx.clock.advance(7 * 86_400_000)
    expect(await opened(fresh)).toEqual(nothing)
  })

  test.each<[string, Record<string, string>, Partial<typeof nothing>]>([
    ['page only', {}, { page: 200 }],
    ['with images', { images: 'on' }, { page: 200, images: 200, picture: 200 }],
    ['with comments', { comments: 'on' }, { page: 200, talk: 200, json: 200 }],
  ])('%s: no more than that', async (_, scope, wanted) => {
    await comment(app, made.owner, made, 'Kín đáo', { pin: made.pin })
    const { fresh } = await visitor(await link(scope))
    expect(await opened(fresh)).toEqual({ ...nothing, ...wanted })
    const sent = await fresh.post(`/vi${made.path}/discussion`, { key: aKey(), body: 'x', name: 'A', thread: '' })
    expect([303, 404]).toContain(sent.status)
    if (sent.status === 303) expect(sent.headers.get('location')).toContain('/sign-in')
    expect(await ctx.db.selectFrom('case_comment').selectAll().execute()).toHaveLength(1)
  })

  test('that may answer does so under a name of its own, marked; never as a moderator', async () => {
    const id = await comment(app, made.owner, made, 'Xin ý kiến')
    const { fresh } = await visitor(await link())
    const write = (name: string) =>
      fresh.post(`/vi${made.path}/discussion`, { key: aKey(), body: 'Đồng ý', name, thread: id })
    expect((await write('')).status).toBe(422)
    expect((await write('BS. Hà')).status).toBe(303)
    const { html } = await page(app, made.owner, `/vi${made.path}/discussion`)
    expect(html).toContain('BS. Hà')
    expect(html).toContain('Qua liên kết chia sẻ')
    const cookie = [...fresh.jar].map(([k, v]) => `${k}=${v}`).join('; ')
    expect((await postJson(app, cookie, `${made.path}/comments/${id}/hide`, {})).status).toBe(404)
    expect((await fresh.get(`/vi${made.path}/share`)).status).toBe(404)
  })

  test('opens what comes later, and nothing while the case is a draft again', async () => {
    const { fresh } = await visitor(await link())
    const later = await withImages(ctx, made)
    await work(ctx)
    expect((await fresh.get(`/dicomweb/studies/${later.studyUid}/metadata`)).status).toBe(200)
    must(await backToDraft(ctx, made.actor, made.code))
    expect(await opened(fresh)).toEqual(nothing)
  })

  test('wrong tokens are counted', async () => {
    const fresh = as(app)
    let status = 0
    for (let i = 0; i < 40 && status !== 429; i += 1)
      status = (await fresh.get(`/vi/cases/shared/${String(i).padStart(43, 'x')}`)).status
    expect(status).toBe(429)
  })
})
