import { afterEach, beforeEach, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { addPicture } from '../commands/pictures.ts'
import { ARROW, talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { caseById } from '../queries/case.ts'
import { addQuestion, setQuiz } from '../quiz/commands.ts'
import { as, must } from '../testing.ts'

let ctx: TestContext
let app: App
let made: TalkedCase

beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  made = await talkedCase(ctx, { audience: 'public' })
  must(await addPicture(ctx, made.actor, made.code, { view: { ...made.view, shapes: [ARROW] } }))
})
afterEach(() => ctx.close())

const read = async (path: string) => await (await as(app, made.owner).get(path)).text()
/** Addresses of the viewer on the screens of the hall, with the number of each screen. */
async function ways(): Promise<{ n: number; address: string }[]> {
  const out: { n: number; address: string }[] = []
  for (let n = 1; n <= 9; n += 1) {
    const html = await read(`/vi${made.path}/present?step=${n}`)
    const address = /href="([^"]*\/view\?view=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    if (address && html.includes(`>${n} / `)) out.push({ n, address })
  }
  return out
}
async function config(address: string) {
  const json = /<script type="application\/json">(.*?)<\/script>/s.exec(await read(address))![1]!
  return JSON.parse(json) as { back: string; hideFindings: boolean; marks: string | null; comments: string | null }
}

test('from a screen of the hall into the viewer and back to that screen', async () => {
  const [only, ...others] = await ways()
  expect(others).toEqual([])
  expect(await config(only!.address)).toMatchObject({
    back: `/vi${made.path}/present?step=${only!.n}`,
    hideFindings: false,
    marks: expect.any(String) as string,
  })
  // What is not the number of a screen leads to the case.
  for (const hall of ['0', '-1', '//evil.example', '1e9'])
    expect((await config(`/vi${made.path}/view?hall=${encodeURIComponent(hall)}`)).back).toBe(`/vi${made.path}`)
})

test('before the answers of a quiz the viewer gives the hall nothing away, though its author knows them', async () => {
  const found = (await caseById(ctx, made.actor, made.id))!
  must(await setQuiz(ctx, made.actor, found, true))
  const question = {
    prompt: { vi: 'Hỏi' },
    options: [],
    view: '',
    target: null,
    explanation: {},
    kind: 'text' as const,
  }
  must(await addQuestion(ctx, made.actor, found, question))
  const [first, second] = await ways()
  expect(await config(first!.address)).toMatchObject({ hideFindings: true, marks: null, comments: null })
  expect(await config(second!.address)).toMatchObject({ hideFindings: false, marks: expect.any(String) as string })
})
