import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when no job of the instance on SQLite is due any more, so that what is measured is not measured beside them; at most 150 s. */
export async function jobsDone(dataDir: string): Promise<void> {
  const db = new DatabaseSync(path.join(dataDir, 'hoi.sqlite'), { readOnly: true })
  const due = db.prepare("select count(*) as n from job where state <> 'dead' and run_at <= ?")
  for (let tries = 0; tries < 300 && Number(due.get(Date.now())?.['n']) > 0; tries++) await sleep(500)
  db.close()
}
