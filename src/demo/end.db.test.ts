import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { tablesOf } from '#src/platform/backup/tables.ts'
import { sql } from 'kysely'
import { getSetting } from '#src/platform/settings.ts'
import { createFirstAdminLink } from '#src/domains/people/index.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { createDemo, wantsDemo } from './create.ts'
import { endDemo, isDemonstration, others } from './end.ts'

let ctx: TestContext
afterEach(() => ctx.close())

test('the demonstration ends as an empty society: no row, no file, no setting of it is left, and it does not come back', async () => {
  ctx = await testContext()
  await createDemo(ctx, () => {}, { images: false })
  const bytes = await ctx.blobs.put(new Uint8Array([1, 2, 3]))
  expect(await isDemonstration(ctx)).toBe(true)
  expect(await others(ctx)).toEqual({ accounts: 0, events: 0, articles: 0, cases: 0 })
  await somebody(ctx, { email: 'own@example.org' })
  expect(await others(ctx)).toMatchObject({ accounts: 1 })

  await endDemo(ctx)
  const rows: Record<string, number> = {}
  for (const { name } of await tablesOf(ctx.db, ctx.engine)) {
    const found = await sql.raw<{ n: number }>(`select count(*) as n from "${name}"`).execute(ctx.db)
    if (Number(found.rows[0]!.n) > 0) rows[name] = Number(found.rows[0]!.n)
  }
  expect(rows).toEqual({ setting: 1, audit: 1 })
  expect(await ctx.blobs.size(bytes.hash)).toBeNull()
  expect(existsSync(path.join(ctx.config.dataDir, 'demo-accounts.json'))).toBe(false)
  expect([await isDemonstration(ctx), await wantsDemo(ctx)]).toEqual([false, false])
  expect(await getSetting(ctx, 'imaging.profile', null)).toBeNull()
  expect(await createFirstAdminLink(ctx)).toContain('/setup/')

  const app = testApp(ctx)
  for (const page of ['/vi', '/en/events', '/ko/news', '/vi/cases', '/vi/search?q=vsir']) {
    const answer = await app.request(page)
    expect([page, answer.status]).toEqual([page, 200])
    expect(await answer.text()).not.toMatch(/VSIR|Minh Hoạ|class="demonstration"/)
  }
})
