import { dropKeyGrants, setKeyGrants, studiesOfCase } from '#src/domains/imaging/index.ts'
import type { Tx } from '#src/platform/write.ts'
import type { CaseRecordTable } from '../tables.ts'

/**
 * Makes what the keys of a case's links open what the links say now: nothing once they have ended, were taken back, or the
 * case is a draft again or gone; all of its studies, also those that came later, where a link shows images. One statement
 * where there are no links.
 */
export async function keepKeys(tx: Tx, row: CaseRecordTable): Promise<void> {
  const links = await tx.db.selectFrom('case_share').selectAll().where('case_id', '=', row.id).execute()
  if (links.length === 0) return
  const opens = row.state !== 'draft' && row.state !== 'withdrawn'
  const live = links.filter((link) => link.revoked_at === null && link.expires_at > tx.now)
  await tx.db.deleteFrom('case_key_grant').where('case_id', '=', row.id).execute()
  if (opens && live.length > 0)
    await tx.db
      .insertInto('case_key_grant')
      .values(live.map(({ key_hash, expires_at }) => ({ case_id: row.id, key_hash, expires_at })))
      .execute()
  const studies =
    opens && row.imaging_case_id !== null && live.some((link) => link.images === 1)
      ? (await studiesOfCase(tx.db, row.imaging_case_id)).map((study) => study.id)
      : []
  for (const link of links) {
    if (studies.length > 0 && live.includes(link) && link.images === 1)
      await setKeyGrants(tx, row.owner_id, link.key_hash, studies, link.expires_at)
    else await dropKeyGrants(tx, link.key_hash)
  }
}
