import { openCase } from '#src/domains/imaging/index.ts'
import type { Tx } from '#src/platform/write.ts'
import { keepKeys } from './share/keys.ts'
import type { CaseRecordTable } from './tables.ts'

/**
 * Makes what DICOMweb gives of a case what its page gives: computed anew from the case each time, never added to, so
 * that nothing stays open by a change that was forgotten.
 */
export async function keepAccess(tx: Tx, caseId: string): Promise<void> {
  const row = await tx.db.selectFrom('case_record').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) return
  await keepKeys(tx, row)
  if (!row.imaging_case_id) return
  const shared = row.state === 'shared'
  const access = shared && (row.audience === 'public' || row.audience === 'members') ? row.audience : 'private'
  await openCase(tx, row.imaging_case_id, { access, persons: await personsOf(tx, row) })
}

/** Everybody who may see a case by name, group or role; those whom `public` and `members` let in are not listed. */
async function personsOf(tx: Tx, row: CaseRecordTable): Promise<string[]> {
  if (row.state === 'withdrawn') return []
  const { db } = tx
  let all = db
    .selectFrom('case_author')
    .select('person_id')
    .where('case_id', '=', row.id)
    .where('person_id', 'is not', null)
  if (row.state !== 'draft') {
    all = all.union(
      db
        .selectFrom('case_guest')
        .select('person_id')
        .where('case_id', '=', row.id)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', tx.now)])),
    )
    if (row.submitted_at !== null)
      all = all
        .union(db.selectFrom('case_reviewer').select('person_id'))
        .union(
          db
            .selectFrom('role_grant')
            .select('person_id')
            .where('event_id', '=', '')
            .where('role', 'in', ['administrator', 'secretariat']),
        )
  }
  if (row.state === 'shared' && row.audience === 'group')
    all = all.union(db.selectFrom('case_group_member').select('person_id').where('group_id', '=', row.audience_ref))
  if (row.state === 'shared' && row.audience === 'delegates')
    all = all.union(
      db
        .selectFrom('role_grant')
        .select('person_id')
        .where('event_id', '=', row.audience_ref)
        .where('event_id', '<>', ''),
    )
  const rows = await all.execute()
  return rows.flatMap(({ person_id }) => (person_id === null || person_id === row.owner_id ? [] : [person_id]))
}

/** The cases whose access depends on who belongs to what: recomputed when that changes. */
export async function keepAccessOf(
  tx: Tx,
  which:
    | { readonly groupId: string }
    | { readonly eventId: string }
    | { readonly submitted: true }
    | { readonly guestsEnded: true },
): Promise<void> {
  let query = tx.db.selectFrom('case_record').select('id').where('state', '<>', 'withdrawn')
  if ('groupId' in which) query = query.where('audience', '=', 'group').where('audience_ref', '=', which.groupId)
  else if ('eventId' in which)
    query = query.where('audience', '=', 'delegates').where('audience_ref', '=', which.eventId)
  else if ('submitted' in which) query = query.where('submitted_at', 'is not', null)
  else
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('case_guest').select('case_id').where('expires_at', '<=', tx.now),
    )
  for (const { id } of await query.execute()) await keepAccess(tx, id)
}
