import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { bundleScript, killRepeatedly } from '#tests/support/killable.ts'

test(
  'an import that is killed has happened or not: no half of it is ever seen, nothing acknowledged is lost',
  { timeout: 120_000 },
  async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-killed-'))
    const script = await bundleScript(path.join(import.meta.dirname, 'import-loop.ts'))
    let versions = 0
    await killRepeatedly({
      script,
      args: [dataDir],
      times: 6,
      withinMs: 500,
      async check(killed) {
        const acknowledged =
          killed.lines.flatMap((line) => (line.startsWith('done ') ? [Number(line.split(' ')[1])] : [])).at(-1) ?? 0
        const db = new DatabaseSync(path.join(dataDir, 'hoi.sqlite'))
        const count = (sql: string) => (db.prepare(sql).get() as { n: number }).n
        const titles = (db.prepare('select distinct title from talk').all() as { title: string }[]).map((row) =>
          Number(/Version (\d+)/.exec(row.title)![1]),
        )
        const [talks, refs, parts] = [
          count('select count(*) n from talk'),
          count("select count(*) n from source_ref where kind = 'talk'"),
          count('select count(*) n from part'),
        ]
        db.close()
        expect(titles.length).toBeLessThanOrEqual(1)
        expect(talks === 0 || talks === 150).toBe(true)
        expect(refs).toBe(talks)
        expect(parts).toBe(talks)
        expect(titles[0] ?? 0).toBeGreaterThanOrEqual(acknowledged)
        versions = titles[0] ?? versions
      },
    })
    expect(versions).toBeGreaterThan(0)
    rmSync(dataDir, { recursive: true, force: true })
  },
)
