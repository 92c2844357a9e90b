import { ok, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import type { Access } from '../tables.ts'

/** Rows of one insert: two bound values each, below SQLite's 32,766. */
const CHUNK = 5_000

export interface CaseAccess {
  readonly access: Access
  /** Let in by name, exactly these. */
  readonly persons: readonly string[]
}

/**
 * Opens all studies of one patient's case alike, for the domain that decides about the case and has asked its own
 * policy: nothing is asked of the actor here. What has not been looked at stays with its owner all the same.
 * Does nothing, and audits nothing, where it is so already.
 */
export async function openCase(tx: Tx, imagingCaseId: string, wanted: CaseAccess): Promise<Outcome> {
  const studies = await tx.db
    .selectFrom('imaging_study')
    .select(['id', 'access'])
    .where('case_id', '=', imagingCaseId)
    .execute()
  if (studies.length === 0) return ok()
  const ids = studies.map((study) => study.id)
  const held = await tx.db
    .selectFrom('imaging_grant')
    .select(['study_id', 'person_id'])
    .where('study_id', 'in', ids)
    .execute()
  const persons = new Set(wanted.persons)
  const has = new Set(held.map((row) => `${row.study_id} ${row.person_id}`))
  const gone = [...new Set(held.map((row) => row.person_id))].filter((person) => !persons.has(person))
  const missing = ids.flatMap((study_id) =>
    [...persons].filter((person) => !has.has(`${study_id} ${person}`)).map((person_id) => ({ study_id, person_id })),
  )
  const otherwise = studies.filter((study) => study.access !== wanted.access)
  if (gone.length === 0 && missing.length === 0 && otherwise.length === 0) return ok()
  if (otherwise.length > 0)
    await tx.db
      .updateTable('imaging_study')
      .set({ access: wanted.access })
      .where('case_id', '=', imagingCaseId)
      .execute()
  for (let from = 0; from < gone.length; from += CHUNK)
    await tx.db
      .deleteFrom('imaging_grant')
      .where('study_id', 'in', ids)
      .where('person_id', 'in', gone.slice(from, from + CHUNK))
      .execute()
  for (let from = 0; from < missing.length; from += CHUNK)
    await tx.db
      .insertInto('imaging_grant')
      .values(missing.slice(from, from + CHUNK))
      .onConflict((oc) => oc.doNothing())
      .execute()
  await tx.audit({
    action: 'imaging.case-access',
    entity: 'imaging-case',
    id: imagingCaseId,
    before: { access: studies[0]!.access, persons: new Set(held.map((row) => row.person_id)).size },
    after: { access: wanted.access, persons: persons.size },
  })
  return ok()
}
