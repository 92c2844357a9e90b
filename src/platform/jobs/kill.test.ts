import path from 'node:path'
import { expect, test } from 'vitest'
import { bundleScript, killRepeatedly, startKillable } from '#tests/support/killable.ts'
import { platformContext } from '../testing.ts'
import { countJobs } from './admin.ts'
import { enqueue } from './enqueue.ts'

test('whatever moment the worker is killed at, every job runs in the end', async () => {
  if (process.env['HOI_TEST_DB'] === 'postgres') return
  const ctx = await platformContext()
  const file = path.join(ctx.config.dataDir, 'hoi.sqlite')
  for (let n = 0; n < 300; n++) await enqueue(ctx, ctx.db, 'mark', { n }, { runAt: 0 })
  const script = await bundleScript(path.join(import.meta.dirname, 'work.script.ts'))
  const missing = async () => {
    const done = await ctx.db.selectFrom('setting').select('key').execute()
    return 300 - done.length
  }
  await killRepeatedly({
    script,
    args: [file],
    times: 6,
    withinMs: 120,
    async check({ lines }) {
      const keys = new Set((await ctx.db.selectFrom('setting').select('key').execute()).map((row) => row.key))
      for (const line of lines.slice(1)) expect(keys).toContain(`done:${line}`)
      const { ready, running } = await countJobs(ctx)
      expect(ready + running).toBeGreaterThanOrEqual(await missing())
    },
  })
  const last = startKillable(script, [file])
  await expect.poll(missing, { timeout: 15_000 }).toBe(0)
  await expect.poll(async () => await countJobs(ctx), { timeout: 5000 }).toEqual({ ready: 0, running: 0, dead: 0 })
  await last.kill()
  await ctx.close()
})
