import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { caseById } from '#src/domains/cases/index.ts'
import { studiesOfCase } from '#src/domains/imaging/index.ts'
import { jobsOf } from '#src/worker.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { makeDemoCases } from './cases-create.ts'
import { createDemo } from './create.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
  ctx.clock.set(Date.UTC(2026, 10, 22))
})
afterEach(() => ctx.close())

test('the demonstration’s cases are made by the commands of everybody, generated, shared, discussed, and once', async () => {
  await createDemo(ctx)
  await ctx.db.deleteFrom('job').where('name', 'in', ['demo:cases', 'discussion:demo']).execute()
  await makeDemoCases(ctx, { small: true })
  // Taken in, but not prepared for slow lines: that is tested where it is done.
  await jobsOf(ctx.domains).get('imaging:take-in')!(ctx, {} as never)
  await makeDemoCases(ctx, { small: true })
  const count = async () => [
    (await ctx.db.selectFrom('case_record').select('id').execute()).length,
    (await ctx.db.selectFrom('case_comment').select('id').execute()).length,
    (await ctx.db.selectFrom('imaging_mark').select('id').execute()).length,
  ]
  const before = await count()
  await makeDemoCases(ctx, { small: true })
  expect(await count()).toEqual(before)
  expect(before[0]).toBe(2)
  const rows = await ctx.db.selectFrom('case_record').select(['id', 'code', 'state', 'synthetic']).execute()
  expect(rows.map(({ state, synthetic }) => [state, synthetic])).toEqual([
    ['shared', 1],
    ['shared', 1],
  ])
  const app = testApp(ctx)
  for (const { id, code } of rows) {
    const found = (await caseById(ctx, stranger, id))!
    for (const lang of ['vi', 'en', 'ko']) expect(found.content.teaching[lang]).toMatch(/\S/)
    const [study] = await studiesOfCase(ctx.db, found.imagingCaseId!)
    expect(study!.images).toBe(found.content.modalities.includes('CT') ? 9 : 2)
    expect((await app.request(`http://hoi.test/vi/cases/${code}`)).status).toBe(200)
  }
}, 120_000)
