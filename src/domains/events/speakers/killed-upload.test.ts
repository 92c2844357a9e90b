import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openBlobs } from '#src/platform/blobs/open.ts'
import { readConfig } from '#src/platform/config.ts'
import { bundleScript, killRepeatedly } from '#tests/support/killable.ts'

interface Row {
  filename: string
  hash: string
  bytes: number
}

test(
  'an upload that is killed is there whole or not at all: every file that a talk shows has all of its bytes',
  { timeout: 120_000 },
  async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-killed-upload-'))
    const script = await bundleScript(path.join(import.meta.dirname, 'upload-loop.ts'))
    const read = readConfig({ HOI_DATA: dataDir })
    if (!read.ok) throw new Error(read.problems.join('\n'))
    let kept = 0
    await killRepeatedly({
      script,
      args: [dataDir],
      times: 4,
      withinMs: 500,
      async check(killed) {
        const acknowledged = killed.lines.filter((line) => line.startsWith('done ')).length
        const db = new DatabaseSync(path.join(dataDir, 'hoi.sqlite'))
        const rows = db
          .prepare('select filename, hash, bytes from attachment order by created_at')
          .all() as unknown as Row[]
        const audits = db.prepare("select count(*) n from audit where action = 'attachment.add'").get() as { n: number }
        db.close()
        // As the next start does, which sweeps what was on its way.
        const blobs = await openBlobs(read.config)
        expect(rows.length - kept).toBeGreaterThanOrEqual(acknowledged)
        expect(audits.n).toBe(rows.length)
        for (const { hash, bytes } of rows) {
          const file = await blobs.asFile(hash)
          const found = readFileSync(file!.path)
          expect([found.length, createHash('sha256').update(found).digest('hex')]).toEqual([bytes, hash])
        }
        for await (const { hash } of blobs.list()) {
          const file = await blobs.asFile(hash)
          expect(createHash('sha256').update(readFileSync(file!.path)).digest('hex')).toBe(hash)
        }
        kept = rows.length
      },
    })
    expect(kept).toBeGreaterThan(0)
    rmSync(dataDir, { recursive: true, force: true })
  },
)
