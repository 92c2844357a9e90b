import { patientCase } from '#src/lib/dicom/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { maySendImages } from '../policy.ts'
import { siteSecret } from '../site-secret.ts'

/** What a browser needs to de-identify for a case before anything leaves it; says nothing about other cases. */
export interface CaseKeys {
  readonly id: string
  readonly pseudonym: string
  readonly secret: Uint8Array
}

/** Makes a case for one patient, to be named when images are sent. */
export async function createImagingCase(ctx: Context, actor: Actor): Promise<Outcome<CaseKeys>> {
  const ownerId = actor.personId
  if (!maySendImages(actor) || ownerId === null) return fail('not-found')
  return await write(ctx, actor, async (tx) => {
    const id = ctx.ids.id()
    const { pseudonym, secret } = patientCase(siteSecret(ctx), `case ${id}`)
    await tx.db.insertInto('imaging_case').values({ id, owner_id: ownerId, pseudonym, created_at: tx.now }).execute()
    await tx.audit({ action: 'imaging.case-create', entity: 'imaging-case', id })
    return ok({ id, pseudonym, secret })
  })
}

/** The keys of one's own case again, for a later upload. */
export async function caseKeys(ctx: Context, actor: Actor, id: string): Promise<CaseKeys | null> {
  const row = await ctx.db
    .selectFrom('imaging_case')
    .select(['id', 'owner_id', 'pseudonym'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || actor.personId === null || row.owner_id !== actor.personId) return null
  return { id, pseudonym: row.pseudonym, secret: patientCase(siteSecret(ctx), row.pseudonym).secret }
}
