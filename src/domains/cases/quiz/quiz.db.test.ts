import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { search } from '#src/platform/search/index.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { aKey, ARROW, comment, page, postJson, talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { caseById } from '../queries/case.ts'
import { as, must, somebody, work, type Somebody } from '../testing.ts'
import { addQuestion, setQuiz } from './commands.ts'

let ctx: TestContext
let app: App
let made: TalkedCase
let reader: Somebody
const FINDINGS = 'Khối gan phải 45 mm'
const DIAGNOSIS = 'Ung thư biểu mô tế bào gan'

beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  made = await talkedCase(ctx, { audience: 'public' })
  reader = await somebody(ctx, { name: 'Trần Minh' })
  must(await setQuiz(ctx, made.actor, await own(), true))
  await comment(app, made.owner, made, 'Lời giải nằm ở đây')
  await work(ctx)
})
afterEach(() => ctx.close())

const own = async () => (await caseById(ctx, made.actor, made.id))!
const option = (text: string, right = false) => ({ text: { vi: text }, right })
const base = { prompt: { vi: 'Hỏi' }, options: [], view: '', target: null, explanation: { vi: 'Vì ngấm thuốc sớm' } }
async function ask() {
  const found = await own()
  const single = must(
    await addQuestion(ctx, made.actor, found, {
      ...base,
      kind: 'single',
      options: [option('HCC', true), option('Di căn')],
    }),
  )
  const multiple = must(
    await addQuestion(ctx, made.actor, found, {
      ...base,
      kind: 'multiple',
      options: [option('TACE', true), option('Đốt sóng', true), option('Không làm gì')],
    }),
  )
  const arrow = must(
    await addQuestion(ctx, made.actor, found, {
      ...base,
      kind: 'arrow',
      view: encodeView(made.view),
      target: {
        instance: made.view.instance,
        frame: 1,
        shape: {
          kind: 'ellipse',
          points: [
            [8, 8],
            [10, 8],
            [8, 10],
          ],
        },
        tolerance: 4,
      },
    }),
  )
  const text = must(await addQuestion(ctx, made.actor, found, { ...base, kind: 'text' }))
  return { single: single.id, multiple: multiple.id, arrow: arrow.id, text: text.id }
}
const everywhere = [
  (path: string) => `/vi${path}`,
  (path: string) => `/en${path}`,
  (path: string) => `/vi${path}/quiz`,
  (path: string) => `/vi${path}/discussion`,
  (path: string) => `${path}/comments`,
  (path: string) => `/vi${path}/export.json`,
  (path: string) => `/vi${path}/present`,
  (path: string) => `/vi${path}/present?step=5`,
]
const told = async (who: Somebody | undefined) => {
  const found: string[] = []
  for (const at of everywhere) {
    const { html } = await page(app, who, at(made.path))
    for (const secret of [FINDINGS, DIAGNOSIS, 'Lời giải nằm', 'ngấm thuốc sớm', '"right"'])
      if (html.includes(secret)) found.push(`${at('')} ${secret}`)
  }
  return found
}

/** A mark that the author shows to everybody, sent as the viewer sends it. */
async function pointAtTheLesion(): Promise<void> {
  const { study, series, instance, frame } = made.view
  const response = await app.request('http://hoi.test/imaging/marks', {
    method: 'POST',
    body: JSON.stringify({
      id: '01890000-0000-7000-8000-000000000001',
      study,
      series,
      instance,
      frame,
      kind: 'arrow',
      points: ARROW.points,
      text: 'HCC ở đây',
      shared: true,
    }),
    headers: { cookie: made.owner.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
  })
  expect(response.status).toBe(201)
}

describe('before the reader has answered', () => {
  test('what others drew on the images is kept back too, whatever way it is asked for', async () => {
    const ids = await ask()
    await pointAtTheLesion()
    const { study } = made.view
    const marks = async (who?: Somebody) =>
      (await (await as(app, who).get(`/imaging/marks?study=${study}`)).text()).includes('HCC ở đây')
    const report = async (who?: Somebody) => (await as(app, who).get(`/imaging/studies/${study}/marks.sr.dcm`)).status
    const volumes = async (who?: Somebody) => (await as(app, who).get(`/vi/imaging/studies/${study}/volumes`)).status
    for (const who of [undefined, reader])
      expect([await marks(who), await report(who), await volumes(who)]).toEqual([false, 404, 404])
    expect([await marks(made.owner), await volumes(made.owner)]).toEqual([true, 200])
    await as(app, reader).post(`/vi${made.path}/quiz`, {
      ...Object.fromEntries(Object.values(ids).map((id) => [`u-${id}`, 'on'])),
      done: '1',
    })
    expect([await marks(reader), await volumes(reader)]).toEqual([true, 200])
    expect(await marks()).toBe(false)
  })

  test('nothing of the answer is sent: page, discussion, JSON, export, presentation, search', async () => {
    await ask()
    for (const who of [undefined, reader, await somebody(ctx, { society: ['administrator'] })])
      expect(await told(who)).toEqual([])
    const hits = await search(ctx, 'biểu mô tế bào')
    expect(JSON.stringify(hits)).not.toContain(made.code)
    const sent = await postJson(app, reader.cookie, `${made.path}/comments`, { key: aKey(), body: 'Tôi nghĩ là…' })
    expect(sent.status).toBe(404)
    expect((await as(app, reader).get(`${made.path}/comments/live`)).status).toBe(404)
  })

  test('what the quiz page says does not depend on which answer is right', async () => {
    const ids = await ask()
    const seen = async () =>
      (await page(app, reader, `/vi${made.path}/quiz`)).html.replace(/nonce="[^"]*"|nonce-[^']*/g, '')
    const before = await seen()
    await ctx.db
      .updateTable('case_quiz_question')
      .set({ options: JSON.stringify([option('HCC'), option('Di căn', true)]), explanation: '{"vi":"Khác"}' })
      .where('id', '=', ids.single)
      .execute()
    await ctx.db
      .updateTable('case_quiz_question')
      .set({
        target: JSON.stringify({
          instance: made.view.instance,
          frame: 1,
          shape: { kind: 'point', points: [[1, 1]] },
          tolerance: 1,
        }),
      })
      .where('id', '=', ids.arrow)
      .execute()
    expect(await seen()).toBe(before)
  })

  test('authors, reviewers and invited experts see everything', async () => {
    expect((await told(made.owner)).length).toBeGreaterThan(4)
    const expert = await somebody(ctx)
    await as(app, made.owner).post(`/vi${made.path}/discussion/experts`, { person: expert.personId })
    expect((await told(expert)).length).toBeGreaterThan(4)
  })
})

describe('answering', () => {
  const path = () => `/vi${made.path}/quiz`

  test('takes all at once, scores it, and shows everything then; the first answer counts', async () => {
    const ids = await ask()
    const browser = as(app, reader)
    const partly = await browser.post(path(), { [`q-${ids.single}`]: '0', done: '1' })
    expect(partly.status).toBe(422)
    expect(await told(reader)).toEqual([])
    // 16 pixels shown as 340: pressing at 170 is 8.
    const placing = await browser.post(path(), {
      [`q-${ids.single}`]: '0',
      [`q-${ids.multiple}`]: ['0', '2'],
      [`q-${ids.text}`]: '<script>alert(1)</script>',
      [`at-${ids.arrow}.x`]: '170',
      [`at-${ids.arrow}.y`]: '170',
    })
    const html = await placing.text()
    const point = new RegExp(`name="p-${ids.arrow}" value="([^"]+)"`).exec(html)![1]!
    expect(point).toBe('8*8')
    expect(html).not.toContain('<script>alert')
    const all = {
      [`q-${ids.single}`]: '0',
      [`q-${ids.multiple}`]: ['0', '2'],
      [`q-${ids.text}`]: '<script>alert(1)</script>',
      [`p-${ids.arrow}`]: point,
      done: '1',
    }
    expect((await browser.post(path(), all)).status).toBe(303)
    const row = await ctx.db.selectFrom('case_quiz_reader').selectAll().executeTakeFirstOrThrow()
    expect([row.score, row.most]).toEqual([2, 3])
    expect((await browser.post(path(), { ...all, [`q-${ids.multiple}`]: ['0', '1'] })).status).toBe(303)
    expect((await ctx.db.selectFrom('case_quiz_reader').selectAll().executeTakeFirstOrThrow()).score).toBe(2)
    const results = (await page(app, reader, path())).html
    expect(results).toContain('Điểm của bạn: 2 / 3')
    expect(results).toContain('ngấm thuốc sớm')
    expect(results).not.toContain('<script>alert')
    expect((await page(app, reader, `/vi${made.path}`)).html).toContain(DIAGNOSIS)
    expect((await page(app, reader, `/vi${made.path}/discussion`)).html).toContain('Lời giải nằm')
    const other = await somebody(ctx)
    await as(app, other).post(path(), {
      ...Object.fromEntries(Object.values(ids).map((id) => [`u-${id}`, 'on'])),
      done: '1',
    })
    const compared = (await page(app, other, path())).html
    expect(compared).toContain('2 người đã trả lời')
    expect(compared).not.toContain('Trần Minh')
    const edit = (await page(app, made.owner, `/vi${made.path}/quiz/edit`)).html
    expect(edit).toContain('Trần Minh')
    expect((await page(app, reader, '/vi/cases/scores')).html).toContain('Điểm của bạn: 2 / 3')
  })

  test('works for a browser without an account, and only for that one', async () => {
    const fresh = as(app)
    const html = await (await fresh.get(path())).text()
    const name = /name="(q-usual-[^"]+)"/.exec(html)![1]!
    expect((await fresh.post(path(), { [name]: 'HCC', done: '1' })).status).toBe(303)
    expect(await (await fresh.get(`/vi${made.path}`)).text()).toContain(DIAGNOSIS)
    expect(await told(undefined)).toEqual([])
  })

  test('is nobody’s who writes the case, and there is none where it is off', async () => {
    expect((await as(app, made.owner).post(path(), { done: '1' })).status).toBe(404)
    expect((await as(app, reader).post(`${path()}/edit/on`, { on: '' })).status).toBe(404)
    expect((await page(app, reader, `${path()}/edit`)).status).toBe(404)
    await as(app, made.owner).post(`${path()}/edit/on`, { on: '' })
    expect((await page(app, reader, path())).status).toBe(404)
    expect((await page(app, reader, `/vi${made.path}`)).html).toContain(DIAGNOSIS)
  })
})

test('a target is put by pressing, and a question is refused that cannot be answered', async () => {
  const browser = as(app, made.owner)
  const target = await (await browser.get(`/vi${made.path}/quiz/edit/target?n=1&r=large&at.x=170&at.y=170`)).text()
  const view = /name="view" value="([^"]+)"/.exec(target)![1]!
  expect(view).toContain('_sellipse*8*8*')
  const add = (fields: Record<string, string>) => browser.post(`/vi${made.path}/quiz/edit`, fields)
  expect((await add({ kind: 'arrow', view, 'prompt.vi': 'Ở đâu?' })).status).toBe(303)
  expect((await add({ kind: 'single', options: '*A', 'prompt.vi': 'x' })).status).toBe(422)
  expect((await add({ kind: 'single', options: '* Gan | Liver | 간\nLách', 'prompt.vi': 'x' })).status).toBe(303)
  const other = await talkedCase(ctx, { audience: 'public' })
  expect((await add({ kind: 'arrow', view: other.pin, 'prompt.vi': 'x' })).status).toBe(422)
  const rows = await ctx.db.selectFrom('case_quiz_question').selectAll().orderBy('position').execute()
  expect(rows.map((row) => row.kind)).toEqual(['arrow', 'single'])
  expect(JSON.parse(rows[1]!.options)).toEqual([
    { text: { vi: 'Gan', en: 'Liver', ko: '간' }, right: true },
    { text: { vi: 'Lách' }, right: false },
  ])
})

test('results run the same number of statements for one reader and for many', async () => {
  await ask()
  const ids = (await ctx.db.selectFrom('case_quiz_question').select('id').execute()).map((row) => `u-${row.id}`)
  const all = { ...Object.fromEntries(ids.map((id) => [id, 'on'])), done: '1' }
  const path = `/vi${made.path}/quiz`
  await as(app, reader).post(path, all)
  const count = async (at: string, who: Somebody) => {
    const counter = { count: 0 }
    await statements.run(counter, () => page(app, who, at))
    return counter.count
  }
  await count(path, reader)
  const one = [await count(path, reader), await count(`${path}/edit`, made.owner)]
  for (let i = 0; i < 4; i += 1) await as(app, await somebody(ctx)).post(path, all)
  expect([await count(path, reader), await count(`${path}/edit`, made.owner)]).toEqual(one)
})
