import { utimesSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from '../authz.ts'
import { ok } from '../outcome.ts'
import { putSetting } from '../settings.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { write } from '../write.ts'
import { ORPHAN_AGE, sweepOrphans } from './orphans.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await platformContext()
})
afterEach(() => ctx.close())

async function put(text: string, age: number): Promise<string> {
  const { hash } = await ctx.blobs.put(Buffer.from(text))
  const file = await ctx.blobs.asFile(hash)
  const at = (ctx.clock.now() - age) / 1000
  utimesSync(file!.path, at, at)
  return hash
}
const there = async (hash: string): Promise<boolean> => (await ctx.blobs.size(hash)) !== null

test('what nothing names goes once it is old; what a row names anywhere in its text stays', async () => {
  const [orphan, young, named] = [
    await put('orphan', ORPHAN_AGE + 1000),
    await put('young', ORPHAN_AGE - 60_000),
    await put('named', ORPHAN_AGE * 9),
  ]
  await write(ctx, systemActor('test'), async (tx) => {
    await putSetting(tx, 'logo', { pictures: [{ file: named }] })
    // The log alone keeps nothing.
    await tx.audit({ action: 'x', entity: 'x', id: 'x', after: { orphan } })
    return ok()
  })
  expect(await sweepOrphans(ctx, { dry: true })).toEqual({ blobs: 3, removed: 1, bytes: 6 })
  expect(await there(orphan)).toBe(true)
  expect(await sweepOrphans(ctx)).toEqual({ blobs: 3, removed: 1, bytes: 6 })
  expect([await there(orphan), await there(young), await there(named)]).toEqual([false, true, true])
  const audit = await ctx.db.selectFrom('audit').select('after').where('action', '=', 'retention.orphans').execute()
  expect(audit.map(({ after }) => after)).toEqual(['{"blobs":3,"removed":1,"bytes":6}'])
})

test('what is put again counts as young', async () => {
  const hash = await put('again', ORPHAN_AGE * 2)
  ctx.clock.set(Date.now())
  await ctx.blobs.put(Buffer.from('again'))
  expect((await sweepOrphans(ctx)).removed).toBe(0)
  expect(await there(hash)).toBe(true)
})
