import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { bundleScript, killRepeatedly } from '#tests/support/killable.ts'
import type { ReleaseDocument } from './release.ts'

interface Row {
  id: string
  number: number
  document: string
}

test(
  'a release that is killed was made whole or not at all, with its audit entry and its jobs, and is what the public sees',
  { timeout: 120_000 },
  async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-killed-release-'))
    const script = await bundleScript(path.join(import.meta.dirname, 'release-loop.ts'))
    let made = 0
    await killRepeatedly({
      script,
      args: [dataDir],
      times: 4,
      withinMs: 400,
      async check(killed) {
        const acknowledged = killed.lines.flatMap((line) => (line.startsWith('done ') ? [line.split(' ')[2]!] : []))
        const db = new DatabaseSync(path.join(dataDir, 'hoi.sqlite'))
        const all = <T>(sql: string): T[] => db.prepare(sql).all() as T[]
        const releases = all<Row>('select id, number, document from release order by number')
        const [event] = all<{ release_id: string | null }>('select release_id from event')
        const audits = all<{ entity_id: string }>("select entity_id from audit where action = 'programme.release'")
        const jobs = all<{ payload: string }>("select payload from job where name like '%:on:events.released'")
        const [{ ok }] = all<{ ok: string }>('pragma integrity_check').map((row) => ({
          ok: Object.values(row)[0],
        })) as [{ ok: string }]
        db.close()
        expect(ok).toBe('ok')
        const ids = releases.map((row) => row.id)
        for (const id of acknowledged) expect(ids).toContain(id)
        expect(releases.map((row) => row.number)).toEqual(releases.map((_, n) => n + 1))
        expect(event!.release_id).toBe(ids.at(-1) ?? null)
        expect(audits.map((row) => row.entity_id).toSorted()).toEqual(ids.toSorted())
        expect(jobs.map((row) => (JSON.parse(row.payload) as { releaseId: string }).releaseId).toSorted()).toEqual(
          expect.arrayContaining(ids.toSorted()),
        )
        for (const { document } of releases) {
          const { programme } = JSON.parse(document) as ReleaseDocument
          const titles = new Set(programme.talks.map((talk) => talk.title['en']))
          expect([programme.talks.length, titles.size]).toEqual([60, 1])
        }
        made = releases.length
      },
    })
    expect(made).toBeGreaterThan(0)
    rmSync(dataDir, { recursive: true, force: true })
  },
)
