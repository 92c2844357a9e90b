import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bundleScript, killRepeatedly } from '#tests/support/killable.ts'
import { folderBlobs } from './folder.ts'

test('a killed process loses no acknowledged blob and leaves none half-written', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'hoi-kill-blobs-'))
  const script = await bundleScript(path.join(import.meta.dirname, 'put-for-ever.script.ts'))
  let acknowledged = 0
  await killRepeatedly({
    script,
    args: [root],
    times: 8,
    withinMs: 150,
    async check({ lines }) {
      const blobs = await folderBlobs(root)
      expect(readdirSync(path.join(root, 'tmp'))).toEqual([])
      const there = new Set<string>()
      for await (const { hash } of blobs.list()) {
        const bytes = new Uint8Array(await new Response(await blobs.get(hash)).arrayBuffer())
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
        there.add(hash)
      }
      for (const line of lines.slice(1)) expect(there).toContain(line)
      acknowledged += lines.length - 1
    },
  })
  expect(acknowledged).toBeGreaterThan(0)
  rmSync(root, { recursive: true })
})
