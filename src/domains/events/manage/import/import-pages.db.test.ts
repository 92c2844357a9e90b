import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { templateCsv } from '../../interchange/index.ts'
import type { Event } from '../../event/event.ts'
import { actorIn, anEvent, appAs, post, secretary, somePeople } from '../testing.ts'

let ctx: TestContext
let event: Event
let person: string
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  person = (await somePeople(ctx, 'Nguyễn Văn An'))[0]!
})
afterEach(() => ctx.close())

const upload = (text: string, name = 'programme.csv'): FormData => {
  const form = new FormData()
  form.set('file', new File([text], name))
  form.set('missing', 'cancel')
  return form
}
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const talks = () => ctx.db.selectFrom('talk').selectAll().execute()

test('a file is previewed, then confirmed; only what was previewed for this event can be confirmed', async () => {
  const app = appAs(ctx, secretary(person))
  const path = `/en/manage/events/${event.slug}/import`
  const answer = await post(app, path, upload(templateCsv('en')))
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(await talks()).toEqual([])
  const fields = {
    hash: hidden(html, 'hash'),
    filename: hidden(html, 'filename'),
    signature: hidden(html, 'signature'),
    missing: 'cancel',
  }
  expect((await post(app, `${path}/confirm`, { ...fields, hash: 'a'.repeat(64) })).status).toBe(422)
  const other = await anEvent(ctx, 'another')
  expect((await post(app, `/en/manage/events/${other.slug}/import/confirm`, fields)).status).toBe(422)
  expect(await talks()).toEqual([])
  const done = await post(app, `${path}/confirm`, fields)
  expect(done.status).toBe(303)
  expect((await talks()).length).toBeGreaterThan(0)
  expect(await (await post(app, path, upload(templateCsv('en')))).text()).toContain('already as in this file')
})

test('broken input is listed and nothing can be confirmed', async () => {
  const app = appAs(ctx, secretary(person))
  const answer = await post(app, `/vi/manage/events/${event.slug}/import`, upload('{"schedule":', 'x.json'))
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain('JSON bị lỗi cú pháp')
  expect(html).not.toContain('name="signature"')
})

test('templates for who runs the event; nobody else uploads', async () => {
  const base = `/ko/manage/events/${event.slug}/import`
  const app = appAs(ctx, actorIn(person, event.id, 'organiser'))
  for (const format of ['xlsx', 'csv'])
    expect((await app.request(`${base}/template.${format}`)).headers.get('content-disposition')).toContain(`.${format}`)
  const stranger = appAs(ctx, actorIn(person, event.id, 'delegate'))
  expect((await stranger.request(base)).status).toBe(404)
  expect((await stranger.request(`${base}/template.csv`)).status).toBe(404)
  expect((await post(stranger, base, upload('a'))).status).toBe(404)
  expect((await post(stranger, `${base}/confirm`, { hash: 'a' })).status).toBe(404)
  const chair = appAs(ctx, actorIn(person, event.id, 'chair'))
  expect((await post(chair, base, upload('a'))).status).toBe(404)
})
