import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { withdrawCase } from './commands/withdraw.ts'
import { indexCase } from './indexing.ts'
import { as, makeCase, must, somebody, type CaseOptions, type Somebody } from './testing.ts'

let ctx: TestContext
let app: App
let member: Somebody
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  member = await somebody(ctx)
})
afterEach(() => ctx.close())

const make = async (audience: CaseOptions['audience'], state: CaseOptions['state'] = 'shared') => {
  const made = await makeCase(ctx, { state, audience, title: { en: `Zebrafish ${audience} ${state}` } })
  await write(ctx, systemActor('test'), async (tx) => {
    await indexCase(tx, made.id)
    return ok()
  })
  return made
}
const found = async (who?: Somebody) =>
  [
    ...(await (await as(app, who).get('/en/search?q=zebrafish&kind=case')).text()).matchAll(
      /\/en\/cases\/([0-9A-Z]{8})/g,
    ),
  ].map(([, code]) => code)

test('members find members’ cases in the one search; to others there is no such title, hit or count', async () => {
  const [open, members] = [await make('public'), await make('members')]
  for (const [audience, state] of [
    ['private', 'shared'],
    ['group', 'shared'],
    ['delegates', 'shared'],
    ['members', 'reviewed'],
    ['public', 'draft'],
  ] as const)
    await make(audience, state)
  expect(await found()).toEqual([open.code])
  expect((await found(member)).toSorted()).toEqual([open.code, members.code].toSorted())
  const stranger = await (await as(app).get('/en/search?q=zebrafish')).text()
  expect(stranger).not.toContain('Zebrafish members')
  const count = async (who?: Somebody) => {
    const counter = { count: 0 }
    await statements.run(counter, () => as(app, who).get('/en/search?q=zebrafish'))
    return counter.count
  }
  await count(member)
  const before = await count(member)
  await make('members')
  expect(await count(member)).toBe(before)
  must(await withdrawCase(ctx, members.actor, members.code, { reason: 'consent', confirmed: true }))
  expect(await found(member)).not.toContain(members.code)
})
