import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bundleScript, seeded, startKillable } from '#tests/support/killable.ts'
import { folderBlobs } from '../blobs/folder.ts'
import { connect } from '../db/connect.ts'
import { platformContext } from '../testing.ts'
import { backup } from './backup.ts'

test('killed while it restores, the target is what it was or what the backup holds, never between', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-kill-restore-'))
  const ctx = await platformContext()
  const setting = (key: string, value: string) => ({ key, value, updated_at: 0 })
  for (let i = 0; i < 20; i++)
    await ctx.db
      .insertInto('setting')
      .values(setting(`k${i}`, 'old'))
      .execute()
  cpSync(ctx.config.dataDir, path.join(folder, 'old'), { recursive: true })
  await ctx.db.updateTable('setting').set({ value: '"new"' }).execute()
  for (let i = 0; i < 4000; i += 500) {
    await ctx.db
      .insertInto('setting')
      .values(Array.from({ length: 500 }, (_, n) => setting(`more${i + n}`, 'new')))
      .execute()
  }
  const blobs = await Promise.all(Array.from({ length: 40 }, () => ctx.blobs.put(randomBytes(50_000))))
  const file = path.join(folder, 'backup.tar')
  await backup(ctx, file)
  await ctx.close()

  const script = await bundleScript(path.join(import.meta.dirname, 'restore.script.ts'))
  const random = seeded(7)
  const seen = new Set<string>()
  let whole = 0
  for (let round = 0; round < 7; round++) {
    const target = path.join(folder, `target-${round}`)
    cpSync(path.join(folder, 'old'), target, { recursive: true })
    const running = startKillable(script, [file, target])
    await running.until(/^ready/)
    // The first one runs through and says how long that takes; the others are killed all along that time.
    const started = performance.now()
    if (round === 0) await running.until(/^restored/)
    else await new Promise((resolve) => setTimeout(resolve, ((round - random()) / 6) * whole * 1.05))
    await running.kill()
    if (round === 0) whole = performance.now() - started
    const { db } = connect({ file: path.join(target, 'hoi.sqlite') })
    const rows = await db.selectFrom('setting').selectAll().execute()
    const state =
      rows.length === 20 && rows.every((row) => row.value === 'old')
        ? 'old'
        : rows.length === 4020
          ? 'new'
          : `between: ${rows.length}`
    seen.add(state)
    if (running.lines.includes('restored')) expect(state).toBe('new')
    if (state === 'new') {
      const kept = await folderBlobs(path.join(target, 'blobs'))
      for (const { hash, bytes } of blobs) expect(await kept.size(hash)).toBe(bytes)
    }
    await db.destroy()
  }
  expect([...seen].toSorted()).toEqual(['new', 'old'])
  rmSync(folder, { recursive: true })
}, 60_000)
