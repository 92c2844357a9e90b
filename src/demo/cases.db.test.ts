import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { caseById } from '#src/domains/cases/index.ts'
import { findingsOf, segmentationsOf, studiesOfCase } from '#src/domains/imaging/index.ts'
import { jobsOf } from '#src/worker.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { makeDemoCases } from './cases/make.ts'
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
  const count = async () =>
    await Promise.all(
      (
        [
          'case_record',
          'case_comment',
          'imaging_mark',
          'case_picture',
          'consultation_answer',
          'case_quiz_question',
        ] as const
      ).map(async (table) => (await ctx.db.selectFrom(table).select('id').execute()).length),
    )
  const before = await count()
  await makeDemoCases(ctx, { small: true })
  expect(await count()).toEqual(before)
  expect(before).toEqual([3, 11, 16, 7, 1, 3])
  const rows = await ctx.db
    .selectFrom('case_record')
    .select(['id', 'code', 'state', 'synthetic', 'quiz'])
    .orderBy('created_at')
    .execute()
  expect(rows.map(({ state, synthetic, quiz }) => [state, synthetic, quiz])).toEqual([
    ['shared', 1, 1],
    ['shared', 1, 0],
    ['de-identified', 1, 0],
  ])
  const app = testApp(ctx)
  const page = async (path: string) => await app.request(`http://hoi.test/vi/cases/${path}`)
  for (const { id, code } of rows.slice(0, 2)) {
    const found = (await caseById(ctx, stranger, id))!
    for (const lang of ['vi', 'en', 'ko']) expect(found.content.teaching[lang]).toMatch(/\S/)
    expect((await page(code)).status).toBe(200)
    expect(await ctx.db.selectFrom('case_attachment').select('ref').where('case_id', '=', id).execute()).toHaveLength(1)
    const pictures = await ctx.db.selectFrom('case_picture').select('caption').where('case_id', '=', id).execute()
    for (const { caption } of pictures) expect(Object.keys(JSON.parse(caption) as object)).toEqual(['vi', 'en', 'ko'])
    // Also where the archive shows them without the case.
    const [study] = await studiesOfCase(ctx.db, found.imagingCaseId!)
    const plain = await app.request(`http://hoi.test/en/imaging/studies/${study!.uid}/view/plain`)
    expect(await plain.text()).toContain('Synthetic images, of no patient')
  }
  // The one that an expert is asked about is nobody else's.
  expect((await page(rows[2]!.code)).status).toBe(404)
  const said = await ctx.db.selectFrom('case_comment').select('created_at').execute()
  expect(new Set(said.map((one) => one.created_at)).size).toBe(said.length)
  const { code } = await ctx.db.selectFrom('case_collection').select('code').executeTakeFirstOrThrow()
  expect(await (await page(`collections/${code}`)).text()).toContain('Ca bệnh giảng dạy')

  // Truth: what the archive measures of the liver's outlines is what was painted.
  const [study] = await studiesOfCase(ctx.db, (await caseById(ctx, stranger, rows[0]!.id))!.imagingCaseId!)
  expect(study!.images).toBe(3 + 7 + 1 + 1)
  // It is a quiz: what was outlined is there for who has answered, or owns it.
  expect(await segmentationsOf(ctx, stranger, study!.uid)).toEqual([])
  expect(await findingsOf(ctx, stranger, study!.uid)).toEqual([])
  const [segmentation] = await segmentationsOf(ctx, { ...stranger, personId: study!.ownerId }, study!.uid)
  if (!segmentation || 'trouble' in segmentation) throw new Error('no segmentation')
  expect(segmentation.segments.map((segment) => segment.number)).toEqual([1, 2, 3, 4])
  const { volume } = segmentation.segments[0]!
  expect(JSON.stringify(volume)).toMatch(/\d/)

  // What a pretended program measured lies on the images, and everywhere says what it is.
  const [report] = await findingsOf(ctx, { ...stranger, personId: study!.ownerId }, study!.uid)
  if (!report || 'trouble' in report) throw new Error(report?.trouble ?? 'no report')
  const name = 'Demonstration algorithm (synthetic)'
  expect(report).toMatchObject({ by: 'device', system: name, verified: false })
  expect(report.findings.map(({ label, places }) => [label, places.length])).toEqual(
    [1, 1, 2, 2, 3, 3].map((n) => [`Lesion ${n}`, 1]),
  )
  for (const { algorithm, figures } of report.findings) {
    expect(algorithm).toEqual({ name, version: '1.0' })
    for (const { value, ours } of figures) expect((ours!.length ?? ours!.area)! / value).toBeCloseTo(1, 1)
  }
  const [angiogram] = await studiesOfCase(ctx.db, (await caseById(ctx, stranger, rows[1]!.id))!.imagingCaseId!)
  const [open] = await findingsOf(ctx, stranger, angiogram!.uid)
  if (!open || 'trouble' in open) throw new Error(open?.trouble ?? 'no report')
  expect(open.findings.map(({ places }) => places[0]!.frame)).toEqual([17, 17])
}, 120_000)
