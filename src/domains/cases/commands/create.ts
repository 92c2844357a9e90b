import { createImagingCase } from '#src/domains/imaging/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { cleanText } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { LIMITS } from '../limits.ts'
import { EMPTY_CONTENT } from '../model.ts'
import { mayCreate } from '../policy.ts'
import { log } from './step.ts'

export interface NewCase {
  readonly title: Text
  /** Made by our own code, no patient. */
  readonly synthetic?: boolean
}

/** Begins a case as a private draft, with a place for its images; whoever begins it is its first author. */
export async function createCase(
  ctx: Context,
  actor: Actor,
  draft: NewCase,
): Promise<Outcome<{ id: string; code: string; imagingCaseId: string }>> {
  const ownerId = actor.personId
  if (!mayCreate(actor) || ownerId === null) return fail('not-found')
  const title = cleanText(draft.title)
  if (Object.keys(title).length === 0) return invalid({ 'title.vi': 'required' })
  const long = Object.entries(title).find(([, value]) => value.length > LIMITS.title)
  if (long) return invalid({ [`title.${long[0]}`]: 'too-long' })
  const images = await createImagingCase(ctx, actor)
  if (!images.ok) return images
  return write(ctx, actor, async (tx) => {
    const id = ctx.ids.id()
    const code = newCode(ctx)
    const person = await tx.db
      .selectFrom('person')
      .leftJoin('facility', 'facility.id', 'person.facility_id')
      .select(['person.name', 'person.facility_id', 'facility.name as facility'])
      .where('person.id', '=', ownerId)
      .executeTakeFirst()
    if (!person) return fail('not-found')
    await tx.db
      .insertInto('case_record')
      .values({
        id,
        code,
        owner_id: ownerId,
        imaging_case_id: images.value.id,
        state: 'draft',
        audience: 'private',
        audience_ref: '',
        title: JSON.stringify(title),
        content: JSON.stringify(EMPTY_CONTENT),
        facility_id: person.facility_id,
        synthetic: draft.synthetic ? 1 : 0,
        quiz: 0,
        consent_type: '',
        consent_on: '',
        licence: '',
        revisions: '{}',
        revision: 1,
        cleared: '',
        review_note: '',
        withdrawn_reason: '',
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute()
    await tx.db
      .insertInto('case_author')
      .values({
        case_id: id,
        position: 0,
        person_id: ownerId,
        name: person.name,
        facility_id: person.facility_id,
        facility: person.facility ?? '{}',
      })
      .execute()
    await log(tx, id, 'create')
    await tx.audit({ action: 'case.create', entity: 'case', id, after: { code } })
    return ok({ id, code, imagingCaseId: images.value.id })
  })
}

/** Eight characters: 40 bits, so that nobody finds a case by trying. */
export const newCode = (ctx: Context): string => `${ctx.ids.code()}${ctx.ids.code().slice(0, 2)}`
