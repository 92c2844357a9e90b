import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { noteSeen } from '../look/seen.ts'
import { mayManageStudy } from '../policy.ts'
import type { Access } from '../tables.ts'

async function own(tx: Tx, actor: Actor, studyId: string) {
  const study = await tx.db
    .selectFrom('imaging_study')
    .select(['id', 'case_id', 'owner_id', 'access', 'looked_at', 'instance_count'])
    .where('id', '=', studyId)
    .executeTakeFirst()
  return study && mayManageStudy(actor, { ownerId: study.owner_id }) ? study : null
}

/** “I have looked at every image”: recorded with who and how many there were; a later arrival takes it back. Videos were noted as seen one by one. */
export function recordLook(ctx: Context, actor: Actor, studyId: string, seen: number): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const study = await own(tx, actor, studyId)
    if (!study) return fail('not-found')
    // Asked in the update itself: what arrives at this very moment must not pass for looked at.
    const { numUpdatedRows } = await tx.db
      .updateTable('imaging_study')
      .set({ looked_at: tx.now, looked_by: actor.personId })
      .where('id', '=', studyId)
      .where('instance_count', '=', seen)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('imaging_attachment')
              .select('id')
              .where('study_id', '=', studyId)
              .where('id', 'not in', selectFrom('imaging_seen').select('image_id').where('study_id', '=', studyId)),
          ),
        ),
      )
      .executeTakeFirst()
    // Something came while they were looking.
    if (numUpdatedRows === 0n) return fail('conflict', { detail: { instances: study.instance_count } })
    // By name, so that what comes later is all that is left to look at.
    const images = await tx.db.selectFrom('imaging_instance').select('id').where('study_id', '=', studyId).execute()
    await noteSeen(
      tx,
      studyId,
      images.map(({ id }) => id),
      actor.personId ?? '',
    )
    await tx.audit({ action: 'imaging.look', entity: 'imaging-study', id: studyId, after: { instances: seen } })
    await tx.emit('imaging.looked', { caseId: study.case_id })
    return ok()
  })
}

/** Opens a study to members or everybody, or closes it. Takes effect once it has been looked at. */
export function setAccess(ctx: Context, actor: Actor, studyId: string, access: Access): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const study = await own(tx, actor, studyId)
    if (!study) return fail('not-found')
    await tx.db.updateTable('imaging_study').set({ access }).where('id', '=', studyId).execute()
    await tx.audit({
      action: 'imaging.access',
      entity: 'imaging-study',
      id: studyId,
      before: { access: study.access },
      after: { access },
    })
    return ok()
  })
}

/** Lets persons in by name, exactly these. */
export function setGrants(ctx: Context, actor: Actor, studyId: string, personIds: readonly string[]): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!(await own(tx, actor, studyId))) return fail('not-found')
    await tx.db.deleteFrom('imaging_grant').where('study_id', '=', studyId).execute()
    const rows = [...new Set(personIds)].map((person_id) => ({ study_id: studyId, person_id }))
    if (rows.length > 0) await tx.db.insertInto('imaging_grant').values(rows).execute()
    await tx.audit({ action: 'imaging.grant', entity: 'imaging-study', id: studyId, after: { persons: rows.length } })
    return ok()
  })
}
