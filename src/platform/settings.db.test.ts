import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from './authz.ts'
import { inProcessBus } from './bus.ts'
import type { Context } from './context.ts'
import { ok } from './outcome.ts'
import { followSettings, getSetting, putSetting } from './settings.ts'
import { platformContext, type TestContext } from './testing.ts'
import { write } from './write.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await platformContext()
})
afterEach(() => ctx.close())

const put = (value: unknown) =>
  write(ctx, systemActor('test'), async (tx) => {
    await putSetting(tx, 'test.key', value)
    return ok(null)
  })

test('what is set is read, and what is not set is what the caller says', async () => {
  expect(await getSetting(ctx, 'test.key', 'none')).toBe('none')
  await put('first')
  expect(await getSetting(ctx, 'test.key', 'none')).toBe('first')
  await put('second')
  expect(await getSetting(ctx, 'test.key', 'none')).toBe('second')
})

test('a reading that began before a change does not put back what was', async () => {
  await put('old')
  const row = await ctx.db.selectFrom('setting').select('value').where('key', '=', 'test.key').executeTakeFirst()
  let answer = (_row: typeof row): void => {}
  const query = {
    select: () => query,
    where: () => query,
    executeTakeFirst: () => new Promise<typeof row>((resolve) => (answer = resolve)),
  }
  const slow = { ...ctx, db: { selectFrom: () => query } } as unknown as Context
  const reading = getSetting(slow, 'test.key', '')
  await put('new')
  answer(row)
  expect(await reading).toBe('old')
  expect(await getSetting(ctx, 'test.key', '')).toBe('new')
})

test('a process whose bus does not reach this one follows what is set here', async () => {
  await put('first')
  const beside: Context = { ...ctx, bus: inProcessBus(() => {}) }
  const heard: string[] = []
  beside.bus.subscribe('settings', (key) => void heard.push(key))
  const deaf = await followSettings(beside, 10)
  expect(await getSetting(beside, 'test.key', 'none')).toBe('first')
  await put('second')
  await expect.poll(() => getSetting(beside, 'test.key', 'none')).toBe('second')
  expect(heard).toEqual(['test.key'])
  deaf()
  await put('third')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await getSetting(beside, 'test.key', 'none')).toBe('second')
})
