import { SaxesParser } from 'saxes'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aHall, question, sendJson, SLUG, type Hall } from '#src/domains/discussion/testing.ts'
import { resolveFacilities } from '#src/domains/people/index.ts'
import type { App } from '#src/platform/http/env.ts'
import { compose } from '#src/platform/mail/compose.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { publishArticle } from './articles/publish.ts'
import { aPublishedArticle, as, commentFields, harmless, runNewsJobs, secretary, system } from './testing.ts'

/**
 * Names are typed by people as well: of accounts, who then speak, ask, chair and comment, and of facilities. Wherever a
 * name comes out (pages, feeds, mails, data for scripts), it is a name.
 */
const NAMES = {
  chair: 'Chủ</title><script>alert(1)</script>',
  speaker: `An"><img src=x onerror=alert(1)> [x](javascript:alert(1))`,
  asker: '</script><svg onload=alert(1)>{{7*7}}',
}
const FACILITY = `BV "><script>alert(2)</script> <b onclick='alert(3)'> ]]>`

let ctx: TestContext
let app: App
let hall: Hall
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  hall = await aHall(ctx, { names: NAMES, settings: { moderated: false } })
  await write(ctx, system, async (tx) => {
    const [facility_id] = await resolveFacilities(tx, [{ name: { vi: FACILITY } }])
    await tx.db.updateTable('person').set({ facility_id: facility_id! }).execute()
    return ok()
  })
})
afterEach(() => ctx.close())

const page = async (path: string, cookie = '') => {
  const answer = await as(app, cookie).get(path)
  expect([path, answer.status]).toEqual([path, 200])
  return await answer.text()
}

test('of who asks, answers and chairs: on every page of the meeting and its discussion, live and in files', async () => {
  const { asker, speaker, chair, base } = hall
  const asked = await sendJson(app, asker.cookie, `${base}/questions`, question('Một câu hỏi', { consent: 'on' }))
  const { id } = asked.body.value as unknown as { id: string }
  const answer = { question: id, key: 'answer-key-0-abcdefgh', body: 'Một câu trả lời' }
  expect((await sendJson(app, speaker.cookie, `${base}/answers`, answer)).status).toBe(200)
  const event = `/vi/events/${SLUG}`
  const item = base.replace('/en/', '/vi/').replace(/\/discussion$/, '')
  for (const [path, cookie] of [
    [event, ''],
    [`${event}/people`, ''],
    [item, ''],
    [base, ''],
    [base, asker.cookie],
    [base, speaker.cookie],
    [`${base}/chair`, chair.cookie],
    [`${base}/screen`, ''],
    [`${event}/discussions`, chair.cookie],
    ['/vi/manage/facilities', (await secretary(ctx)).cookie],
  ] as const)
    harmless(await page(path, cookie))
  expect(await page(base)).toContain('&lt;svg onload=alert(1)>')
  expect(await page('/vi/manage/facilities', (await secretary(ctx)).cookie)).toContain('&lt;b onclick=')
  const csv = await page(`${base.replace('/en', '')}.csv`)
  expect(csv).toContain('</script><svg onload=alert(1)>')
  const file = await as(app).get(`${base.replace('/en', '')}.json`)
  expect([file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
    expect.stringContaining('application/json'),
    expect.stringContaining('attachment'),
  ])
})

test('of who comments and writes: on pages, before moderators, in mails and the report of a meeting', async () => {
  const article = await aPublishedArticle(ctx, { byline: NAMES.speaker })
  const mine = as(app, hall.asker.cookie)
  const say = async (who: ReturnType<typeof as>, body: string, notify = '') => {
    const fields = commentFields(await (await who.get(`/vi/news/${article.slug}`)).text())
    ctx.clock.advance(10_000)
    return await who.post('/vi/comments', { ...fields, body, notify })
  }
  const secretariat = as(app, (await secretary(ctx)).cookie)
  const approve = async () => {
    for (const { id } of await ctx.db.selectFrom('comment').select('id').execute())
      await secretariat.post(`/vi/manage/comments/${id}`, { do: 'approve', shelf: 'held' })
    await runNewsJobs(ctx)
  }
  await say(as(app, hall.speaker.cookie), 'Tôi theo dõi', 'on')
  await say(mine, 'Ý kiến')
  harmless(await (await secretariat.get('/vi/manage/comments')).text())
  await approve()
  const shown = await page(`/vi/news/${article.slug}`)
  harmless(shown)
  expect(shown).toContain('&lt;svg onload=alert(1)>')
  for (const lang of ['vi', 'en', 'ko']) {
    const json = JSON.parse(await page(`/${lang}/news/feed.json`)) as { items: { authors: { name: string }[] }[] }
    expect(json.items[0]!.authors[0]!.name).toBe(NAMES.speaker)
    for (const feed of ['feed.xml', 'atom.xml'])
      expect(namesIn(await page(`/${lang}/news/${feed}`))).toContain(NAMES.speaker)
  }
  const mailing = { audience: 'members', 'subject.vi': 'Thư', 'body.vi': 'Chữ' }
  const made = (await secretariat.post('/vi/manage/newsletter/new', mailing)).headers.get('location')!.split('?')[0]!
  expect((await secretariat.post(`${made}/send`, { sure: 'on' })).status).toBe(303)
  await runNewsJobs(ctx)
  const mails = await ctx.db.selectFrom('mail').selectAll().execute()
  expect(mails.some((mail) => mail.text.includes('</script><svg onload=alert(1)>'))).toBe(true)
  for (const mail of mails) {
    const { html, subject, to } = compose(ctx.config, 'Hội', mail, 0)
    harmless(String(html).replace(/ style="[^"]*"/, ''))
    expect([/[\r\n]/.test(String(subject)), /[\r\n]/.test((to as { name: string }).name)]).toEqual([false, false])
  }
  const report = await secretariat.post('/vi/manage/news/report', { event: SLUG })
  expect(report.status).toBe(303)
  const edit = report.headers.get('location')!.split('?')[0]!
  harmless(await (await secretariat.get(edit)).text())
  await publishArticle(ctx, system, edit.split('/').at(-1)!)
  const { slug } = await ctx.db
    .selectFrom('article')
    .select('slug')
    .where('event_slug', '=', SLUG)
    .executeTakeFirstOrThrow()
  const told = await page(`/vi/news/${slug}`)
  harmless(told)
  expect(told).toContain('&lt;img src=x onerror=alert(1)&gt; [x](javascript:alert(1))')
})

/** The texts of a feed's elements that name somebody; throws where it is not well-formed. */
function namesIn(xml: string): string[] {
  const names: string[] = []
  let inside = false
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => (inside = name === 'name' || name === 'dc:creator'))
  parser.on('text', (text) => void (inside && names.push(text)))
  parser.on('closetag', () => (inside = false))
  parser.write(xml).close()
  return names
}
