import { listEvents } from '#src/domains/events/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { LIMITS } from '../limits.ts'
import { AUDIENCES, type Audience } from '../model.ts'
import { mayManage, mayReview } from '../policy.ts'
import { preconditions } from '../preconditions.ts'
import { factsOf } from '../queries/facts.ts'
import { clear, warningsOf } from '../warnings.ts'
import { change } from './change.ts'
import { tellOwner, tellReviewers } from './mails.ts'

/**
 * The owner declares that images and texts identify nobody: from here on persons may be let in by name. `confirmed` is
 * "I looked, this identifies nobody", recorded with who and when. With `submit` review is asked for at once.
 */
export const declare = (
  ctx: Context,
  actor: Actor,
  code: string,
  { confirmed, submit }: { confirmed: boolean; submit: boolean },
): Promise<Outcome> =>
  change(ctx, actor, code, mayManage, async ({ tx, found, row }) => {
    if (found.state !== 'draft' && found.state !== 'de-identified') return fail('conflict')
    if (!confirmed) return invalid({ confirmed: 'required' })
    const facts = { ...(await factsOf(ctx, found, tx.db)), cleared: true }
    if (preconditions(facts).some((one) => !one.met)) return invalid({ '': 'incomplete' })
    return ok({
      action: submit ? 'submit' : 'declare',
      set: {
        state: 'de-identified',
        cleared: clear(ctx, warningsOf(found.title, found.content)),
        cleared_by: actor.personId,
        cleared_at: tx.now,
        ...(submit ? { submitted_at: tx.now, review_note: '' } : {}),
      },
      async also() {
        if (submit) await tellReviewers(tx, row)
      },
    })
  })

/** A second person's word: accepted, or back to its authors with what they are asked for. */
export const review = (
  ctx: Context,
  actor: Actor,
  code: string,
  { accept, note }: { accept: boolean; note: string },
): Promise<Outcome> =>
  change(ctx, actor, code, mayReview, async ({ tx, row }) => {
    if (note.length > LIMITS.note) return invalid({ note: 'too-long' })
    if (!accept && note.trim() === '') return invalid({ note: 'required' })
    return ok({
      action: accept ? 'accept' : 'return',
      note: note.trim(),
      set: accept
        ? {
            state: 'reviewed',
            reviewed_at: tx.now,
            reviewed_by: actor.personId,
            // What is read is the row before this change.
            reviewed_revision: row.revision + 1,
            review_note: note.trim(),
          }
        : { state: 'draft', submitted_at: null, review_note: note.trim() },
      also: () => tellOwner(tx, row, accept ? 'accepted' : 'returned'),
    })
  })

/** Opens a reviewed case to its audience, or a shared one to another. */
export async function share(
  ctx: Context,
  actor: Actor,
  code: string,
  { audience, ref }: { audience: Audience; ref: string },
): Promise<Outcome> {
  const events = audience === 'delegates' ? await listEvents(ctx, actor) : []
  return change(ctx, actor, code, mayManage, async ({ tx, found }) => {
    if (found.state !== 'reviewed' && found.state !== 'shared') return fail('conflict')
    if (!AUDIENCES.includes(audience)) return invalid({ audience: 'invalid' })
    if (preconditions(await factsOf(ctx, found, tx.db)).some((one) => !one.met)) return invalid({ '': 'incomplete' })
    if (audience === 'group') {
      const group = await tx.db
        .selectFrom('case_group')
        .select('id')
        .where('id', '=', ref)
        .where('owner_id', '=', actor.personId ?? '')
        .executeTakeFirst()
      if (!group) return invalid({ group: 'required' })
    }
    if (audience === 'delegates' && !events.some((event) => event.id === ref)) return invalid({ event: 'required' })
    return ok({
      action: 'share',
      note: audience,
      set: {
        state: 'shared',
        audience,
        audience_ref: audience === 'group' || audience === 'delegates' ? ref : '',
        shared_at: found.sharedAt ?? tx.now,
      },
    })
  })
}

/** Closes a shared case: it stays reviewed, and is its authors' and guests' alone. */
export const close = (ctx: Context, actor: Actor, code: string): Promise<Outcome> =>
  change(ctx, actor, code, mayManage, async ({ found }) =>
    found.state === 'shared'
      ? ok({ action: 'close', set: { state: 'reviewed', audience: 'private', audience_ref: '' } })
      : fail('conflict'),
  )

/** Back to its authors alone; guests and reviewers see it no more. */
export const backToDraft = (ctx: Context, actor: Actor, code: string): Promise<Outcome> =>
  change(ctx, actor, code, mayManage, async ({ found }) =>
    found.state === 'draft'
      ? fail('conflict')
      : ok({
          action: 'draft',
          set: {
            state: 'draft',
            audience: 'private',
            audience_ref: '',
            submitted_at: null,
            reviewed_at: null,
            reviewed_by: null,
            reviewed_revision: null,
          },
        }),
  )
