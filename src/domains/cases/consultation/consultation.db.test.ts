import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { aKey, page, talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { as, somebody, work, type Somebody } from '../testing.ts'

let ctx: TestContext
let app: App
let made: TalkedCase
let expert: Somebody
let second: Somebody
const HOUR = 3_600_000

beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  made = await talkedCase(ctx, { state: 'de-identified', audience: 'private' })
  expert = await somebody(ctx, { name: 'GS. Trần Chuyên Gia', lang: 'vi' })
  second = await somebody(ctx, { name: '김철수', lang: 'ko' })
})
afterEach(() => ctx.close())

async function ask(more: Record<string, string> = {}, experts: Somebody[] = [expert]): Promise<string> {
  const response = await as(app, made.owner).post(`/vi${made.path}/consult`, {
    question: 'Nên nút mạch hay phẫu thuật?',
    urgency: 'urgent',
    hours: '12',
    e: experts.map((one) => one.personId),
    ...more,
  })
  if (response.status !== 303) throw new Error(await response.text())
  return response.headers.get('location')!
}
const mails = async (who: Somebody) =>
  ctx.db.selectFrom('mail').select(['subject', 'text']).where('to_address', '=', who.email).orderBy('id').execute()
const seesImages = async (who: Somebody | undefined) =>
  (await as(app, who).get(`/dicomweb/studies/${made.studyUid}/metadata`)).status
const sees = async (who: Somebody | undefined, at: string) => [
  (await page(app, who, at)).status,
  (await page(app, who, `/vi${made.path}`)).status,
  await seesImages(who),
]

describe('asking', () => {
  test('is the owner’s; a draft goes to nobody; it needs an expert, a question and a time', async () => {
    expect((await page(app, expert, `/vi${made.path}/consult`)).status).toBe(404)
    const post = (fields: Record<string, string>) => as(app, made.owner).post(`/vi${made.path}/consult`, fields)
    const all = { question: 'Hỏi', urgency: 'routine', hours: '72', e: expert.personId }
    for (const [name, value] of [
      ['question', ''],
      ['urgency', 'soon'],
      ['hours', '-1'],
      ['e', made.owner.personId],
      ['question', 'Bệnh nhân Nguyễn Văn An sinh 12/03/1960'],
    ])
      expect((await post({ ...all, [name!]: value! })).status, name).toBe(422)
    await ctx.db.updateTable('case_record').set({ state: 'draft' }).where('id', '=', made.id).execute()
    expect((await post(all)).status).toBe(422)
    expect(await ctx.db.selectFrom('case_guest').selectAll().execute()).toEqual([])
  })

  test('looking for another expert keeps what was typed and who was chosen', async () => {
    const response = await as(app, made.owner).post(`/vi${made.path}/consult`, {
      do: 'find',
      q: second.email,
      question: 'Nên nút mạch hay phẫu thuật?',
      urgency: 'urgent',
      hours: '12',
      e: expert.personId,
    })
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toMatch(/<textarea[^>]*>Nên nút mạch hay phẫu thuật\?</)
    expect(html).toMatch(new RegExp(`value="${expert.personId}"[^>]*checked`))
    expect(html).toMatch(new RegExp(`value="${second.personId}"(?![^>]*checked)`))
    expect(await ctx.db.selectFrom('case_guest').selectAll().execute()).toEqual([])
  })

  test('opens the case to exactly the named experts; the mail says nothing of it', async () => {
    const administrator = await somebody(ctx, { society: ['administrator'] })
    const at = await ask()
    await work(ctx)
    expect(await sees(expert, at)).toEqual([200, 200, 200])
    for (const who of [second, administrator]) expect(await sees(who, at)).toEqual([404, 404, 404])
    expect((await page(app, undefined, at)).status).toBe(303)
    const [mail] = await mails(expert)
    expect(mail!.subject).toMatch(/^\[Khẩn\] Xin ý kiến hội chẩn, trước /)
    expect(mail!.text).toContain(at)
    for (const word of ['nút mạch', 'phẫu thuật', 'Nút', 'gan', made.code, 'Chủ Ca'])
      expect(mail!.subject + mail!.text).not.toContain(word)
    expect((await page(app, expert, '/vi/consultations')).html).toContain(at)
    expect((await page(app, second, '/vi/consultations')).html).not.toContain(at)
    expect((await page(app, expert, at)).html).toContain('không thay cho cấp cứu')
  })
})

describe('an expert', () => {
  test('accepts and answers with a place on the image; who asked is told', async () => {
    const at = await ask()
    await work(ctx)
    expect((await as(app, expert).post(`${at}/accept`)).status).toBe(303)
    expect((await page(app, made.owner, at)).html).toContain('Đã nhận')
    const key = aKey()
    const answer = (body: string, who = expert, pin = made.pin) => as(app, who).post(`${at}/answer`, { body, pin, key })
    expect((await answer('x', second)).status).toBe(404)
    expect((await answer('Nút mạch trước', expert, '1.2_1.3_1.4_1')).status).toBe(422)
    expect((await answer('<script>alert(1)</script> Nút mạch trước')).status).toBe(303)
    expect((await answer('Nút mạch trước')).status).toBe(303)
    await work(ctx)
    const { html } = await page(app, made.owner, at)
    expect(html.match(/class="ct-comment cc-answer"/g)).toHaveLength(1)
    expect(html).toContain('picture.svg')
    expect(html).not.toContain('<script>alert')
    expect((await mails(made.owner)).map((m) => m.subject)).toEqual(['Có ý kiến trong hội chẩn của quý vị'])
    const pressed = await page(app, expert, `${at}/place?n=1&at.x=170&at.y=170`)
    expect(pressed.html).toContain('_sarrow*8*8*')
  })

  test('declines with a substitute, whom who asks lets in; the first one sees nothing any more', async () => {
    const at = await ask()
    const refused = await as(app, expert).post(`${at}/decline`, { note: 'Đi công tác', substitute: 'Không Ai Cả' })
    expect(refused.status).toBe(422)
    const done = await as(app, expert).post(`${at}/decline`, { note: 'Đi công tác', substitute: '김철수' })
    expect(done.status).toBe(303)
    expect(await sees(expert, at)).toEqual([404, 404, 404])
    expect(await sees(second, at)).toEqual([404, 404, 404])
    const { html } = await page(app, made.owner, at)
    expect(html).toContain('Đi công tác')
    expect(html).toContain('Mời 김철수')
    expect((await as(app, second).post(`${at}/admit`, { person: second.personId })).status).toBe(404)
    expect((await as(app, made.owner).post(`${at}/admit`, { person: second.personId })).status).toBe(303)
    await work(ctx)
    expect(await sees(second, at)).toEqual([200, 200, 200])
    expect((await page(app, second, at)).html).not.toContain('Đi công tác')
    expect(await mails(second)).toHaveLength(1)
  })

  test('from whom the question is taken back is out at once', async () => {
    const at = await ask({}, [expert, second])
    await as(app, made.owner).post(`${at}/remove`, { person: second.personId })
    expect(await sees(second, at)).toEqual([404, 404, 404])
    expect(await sees(expert, at)).toEqual([200, 200, 200])
  })
})

describe('time', () => {
  test('reminds the silent, then tells who asked, each once', async () => {
    const at = await ask({}, [expert, second])
    await work(ctx)
    await as(app, second).post(`${at}/answer`, { body: '의견', key: aKey(), pin: '' })
    ctx.clock.advance(6 * HOUR)
    await work(ctx)
    expect((await mails(expert)).at(-1)!.subject).toMatch(/^Nhắc: /)
    expect(await mails(second)).toHaveLength(1)
    ctx.clock.advance(6 * HOUR)
    await work(ctx)
    // Somebody answered: nothing is overdue.
    expect((await mails(made.owner)).map((m) => m.subject)).toEqual(['Có ý kiến trong hội chẩn của quý vị'])
    expect(at).toBeTruthy()
  })

  test('is over: shown as overdue, who asked is told', async () => {
    const at = await ask()
    ctx.clock.advance(12 * HOUR)
    await work(ctx)
    await work(ctx)
    expect((await mails(made.owner)).map((m) => m.subject)).toEqual(['Hội chẩn quá hạn, chưa có trả lời'])
    expect((await page(app, made.owner, at)).html).toContain('Đã quá hạn mà chưa có trả lời')
    expect((await page(app, made.owner, '/en/consultations')).html).toContain('Overdue')
  })
})

describe('the end', () => {
  test('closing needs a conclusion; who answered keeps reading it, the others do not', async () => {
    const at = await ask({}, [expert, second])
    await as(app, expert).post(`${at}/answer`, { body: 'Nút mạch', key: aKey(), pin: '' })
    const close = (who: Somebody, summary: string) => as(app, who).post(`${at}/close`, { summary })
    expect((await close(expert, 'x')).status).toBe(404)
    expect((await close(made.owner, '')).status).toBe(422)
    expect((await close(made.owner, 'Đã nút mạch thành công')).status).toBe(303)
    await work(ctx)
    expect((await page(app, expert, at)).html).toContain('Đã nút mạch thành công')
    expect(await sees(second, at)).toEqual([404, 404, 404])
    expect((await mails(expert)).at(-1)!.subject).toBe('Hội chẩn đã có kết luận')
    expect((await as(app, expert).post(`${at}/answer`, { body: 'x', key: aKey(), pin: '' })).status).toBe(404)
  })

  test('taken back, nobody who was asked sees the case', async () => {
    const at = await ask()
    await as(app, expert).post(`${at}/answer`, { body: 'Nút mạch', key: aKey(), pin: '' })
    expect((await as(app, made.owner).post(`${at}/cancel`)).status).toBe(303)
    expect(await sees(expert, at)).toEqual([404, 404, 404])
    expect((await page(app, made.owner, at)).status).toBe(200)
  })
})

test('pages run the same number of statements for one answer and for many', async () => {
  const at = await ask({}, [expert, second])
  const count = async () => {
    const counter = { count: 0 }
    await statements.run(counter, () => page(app, made.owner, at))
    const listed = { count: 0 }
    await statements.run(listed, () => page(app, expert, '/vi/consultations'))
    return [counter.count, listed.count]
  }
  await as(app, expert).post(`${at}/answer`, { body: 'Một', key: aKey(), pin: made.pin })
  await count()
  const one = await count()
  for (let i = 0; i < 3; i += 1) {
    await as(app, i % 2 ? expert : second).post(`${at}/answer`, { body: `Thêm ${i}`, key: aKey(), pin: made.pin })
    await ask()
  }
  expect(await count()).toEqual(one)
})
