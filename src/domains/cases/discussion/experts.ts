import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { letIn } from '../commands/guests.ts'
import type { Talk } from './commands.ts'
import { raise } from './head.ts'
import { LIMITS, type MailChoice } from './model.ts'

/** Experts see the case, exactly those who are invited now; images follow. */
async function openToExperts(tx: Tx, caseId: string): Promise<void> {
  const rows = await tx.db.selectFrom('case_expert').select('person_id').where('case_id', '=', caseId).execute()
  await letIn(
    tx,
    caseId,
    'expert',
    rows.map((row) => row.person_id),
  )
}

/** Invites a person with an account to judge the case: they see it from now on, and what they answer is marked. */
export function inviteExpert(ctx: Context, actor: Actor, { found, rights }: Talk, personId: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!rights.manage) return fail('not-found')
    // A draft may still show who the patient is.
    if (found.state === 'draft') return invalid({ expert: 'draft' })
    const person = await tx.db
      .selectFrom('person')
      .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
      .select('person.id')
      .where('person.id', '=', personId)
      .where('person.erased_at', 'is', null)
      .executeTakeFirst()
    if (!person || personId === actor.personId) return invalid({ expert: 'nobody' })
    const { n } = await tx.db
      .selectFrom('case_expert')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('case_id', '=', found.id)
      .executeTakeFirstOrThrow()
    if (Number(n) >= LIMITS.experts) return invalid({ expert: 'too-many' })
    const added = await tx.db
      .insertInto('case_expert')
      .values({ case_id: found.id, person_id: personId, invited_by: actor.personId, invited_at: tx.now })
      .onConflict((oc) => oc.doNothing())
      .returning('person_id')
      .execute()
    if (added.length === 0) return ok()
    await openToExperts(tx, found.id)
    await raise(tx, found.id)
    await tx.enqueue('cases:tell-expert', { caseId: found.id, personId, at: tx.now })
    await tx.audit({ action: 'case.expert.invite', entity: 'case', id: found.id, after: { person: personId } })
    return ok()
  })
}

/** Takes an invitation back; what the expert wrote stays, and stays marked. */
export function dismissExpert(ctx: Context, actor: Actor, { found, rights }: Talk, personId: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!rights.manage) return fail('not-found')
    const gone = await tx.db
      .deleteFrom('case_expert')
      .where('case_id', '=', found.id)
      .where('person_id', '=', personId)
      .returning('person_id')
      .execute()
    if (gone.length === 0) return fail('not-found')
    await openToExperts(tx, found.id)
    await raise(tx, found.id)
    await tx.audit({ action: 'case.expert.dismiss', entity: 'case', id: found.id, after: { person: personId } })
    return ok()
  })
}

/** Whether somebody hears of this case by mail. */
export function followCase(ctx: Context, actor: Actor, { found }: Talk, on: boolean): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (actor.personId === null) return fail('sign-in')
    await setFollow(tx, found.id, actor.personId, on)
    return ok()
  })
}

export async function setFollow(tx: Tx, caseId: string, personId: string, on: boolean): Promise<void> {
  const mails = on ? ('all' as const) : ('none' as const)
  await tx.db
    .insertInto('case_follow')
    .values({ case_id: caseId, person_id: personId, mails })
    .onConflict((oc) => oc.columns(['case_id', 'person_id']).doUpdateSet({ mails }))
    .execute()
}

/** What somebody wants to hear of all cases by mail. */
export async function chooseMails(tx: Tx, personId: string, mails: MailChoice): Promise<void> {
  await tx.db
    .insertInto('case_mail_choice')
    .values({ person_id: personId, mails })
    .onConflict((oc) => oc.column('person_id').doUpdateSet({ mails }))
    .execute()
}
