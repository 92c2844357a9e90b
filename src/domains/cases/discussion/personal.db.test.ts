import { erasePerson } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { caseById } from '../queries/case.ts'
import { setQuiz } from '../quiz/commands.ts'
import { as, must, somebody, type Somebody } from '../testing.ts'
import { exportTalk, mergeTalk } from './personal.ts'
import { comment, page, talkedCase, type TalkedCase } from './testing.ts'

let ctx: TestContext
let app: App
let made: TalkedCase
let one: Somebody
let two: Somebody
const system = systemActor('test')
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  made = await talkedCase(ctx)
  one = await somebody(ctx, { name: 'Trần Minh' })
  two = await somebody(ctx, { name: '김철수' })
  await comment(app, one, made, 'Ý kiến của tôi')
  await comment(app, two, made, '@Trần Minh 동의합니다')
  await as(app, made.owner).post(`/vi${made.path}/discussion/experts`, { person: one.personId })
  await as(app, one).post(`/vi${made.path}/discussion/follow`, { on: '1' })
  await as(app, one).post('/vi/cases/mail', { mails: 'mentions' })
})
afterEach(() => ctx.close())

async function answered(who: Somebody) {
  must(await setQuiz(ctx, made.actor, (await caseById(ctx, made.actor, made.id))!, true))
  await as(app, who).post(`/vi${made.path}/quiz`, { [`q-usual-${made.id}`]: 'HCC', done: '1' })
}

test('everything that a person said is in their export', async () => {
  await answered(two)
  expect(JSON.stringify(await exportTalk(ctx, one.personId))).toContain('Ý kiến của tôi')
  expect(JSON.stringify(await exportTalk(ctx, two.personId))).toContain('HCC')
})

test('an erased person has said it under no name', async () => {
  await answered(two)
  for (const who of [one, two]) must(await erasePerson(ctx, system, who.personId))
  const { html } = await page(app, made.owner, `/vi${made.path}/discussion`)
  expect(html).toContain('Ý kiến của tôi')
  expect(html).not.toMatch(/<strong>(Trần Minh|김철수)/)
  for (const table of ['case_mention', 'case_expert', 'case_follow', 'case_mail_choice', 'case_quiz_answer'] as const)
    expect([table, await ctx.db.selectFrom(table).selectAll().execute()]).toEqual([table, []])
})

test('of two records that are one person, the one who stays has said it all', async () => {
  await answered(two)
  await as(app, made.owner).post(`/vi${made.path}/discussion/experts`, { person: two.personId })
  await write(ctx, system, async (tx) => {
    await mergeTalk(tx, one.personId, two.personId)
    return ok()
  })
  const rows = await ctx.db.selectFrom('case_comment').select('author_id').execute()
  expect(new Set(rows.map((row) => row.author_id))).toEqual(new Set([two.personId]))
  expect(await ctx.db.selectFrom('case_expert').select('person_id').execute()).toEqual([{ person_id: two.personId }])
  expect((await ctx.db.selectFrom('case_mail_choice').selectAll().execute())[0]!.person_id).toBe(two.personId)
})
