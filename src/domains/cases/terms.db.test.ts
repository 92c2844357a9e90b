import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { saveSection } from './commands/save.ts'
import { saveTerm } from './commands/terms.ts'
import { listCases } from './queries/list.ts'
import { caseById } from './queries/case.ts'
import { actorFor, makeCase, must, somebody, work } from './testing.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

test('a case is found by the new name of its technique once the secretariat has renamed it', async () => {
  const made = await makeCase(ctx, {
    state: 'shared',
    audience: 'public',
    content: { techniques: ['mechanical-thrombectomy'] },
  })
  const found = (await caseById(ctx, made.actor, made.id))!
  must(
    await saveSection(
      ctx,
      made.actor,
      made.code,
      { content: { techniques: ['mechanical-thrombectomy'] } },
      { section: 'basics', revision: found.revisions.basics ?? 0, confirmed: false },
    ),
  )
  const by = async (q: string) => (await listCases(ctx, made.actor, { q })).total
  expect(await by('kỹ thuật Tuyên Quang')).toBe(0)
  const secretary = actorFor(await somebody(ctx), { society: ['secretariat'] })
  const name = { vi: 'Kỹ thuật Tuyên Quang', en: 'Tuyen Quang technique', ko: '뚜옌꽝 술기' }
  must(await saveTerm(ctx, secretary, { kind: 'technique', code: 'mechanical-thrombectomy', parent: 'neuro', name }))
  await work(ctx)
  expect(await by('ky thuat tuyen quang')).toBe(1)
})
