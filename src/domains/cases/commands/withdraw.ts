import { withdrawImagingCase, type WithdrawReason } from '#src/domains/imaging/index.ts'
import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import { EMPTY_CONTENT, WITHDRAWAL_REASONS, type WithdrawalReason } from '../model.ts'
import { dropPictures } from '../pictures/files.ts'
import { mayWithdraw } from '../policy.ts'
import { keepKeys } from '../share/keys.ts'
import { change } from './change.ts'

/**
 * Takes a case back for good: its words, pictures, discussion, quiz, links and search entries go in one transaction, its
 * images by the archive's own withdrawal, which a job repeats until it is done. What is left says that there was one,
 * when it was taken back and why, by a code; who could see it may be told the day.
 */
export async function withdrawCase(
  ctx: Context,
  actor: Actor,
  code: string,
  { reason, confirmed }: { reason: WithdrawalReason; confirmed: boolean },
): Promise<Outcome> {
  if (!WITHDRAWAL_REASONS.includes(reason)) return invalid({ reason: 'required' })
  let images: string | null = null
  const done = await change(ctx, actor, code, mayWithdraw, async ({ tx, found, row }) => {
    if (!confirmed) return invalid({ confirmed: 'required' })
    images = found.imagingCaseId
    return ok({
      action: 'withdraw',
      note: reason,
      set: {
        state: 'withdrawn',
        // What was never shared has nobody to be told.
        ...(row.state === 'shared' ? {} : { audience: 'private', audience_ref: '' }),
        title: '{}',
        content: JSON.stringify(EMPTY_CONTENT),
        facility_id: null,
        review_note: '',
        cleared: '',
        revisions: '{}',
        withdrawn_at: tx.now,
        withdrawn_reason: reason,
      },
      async also() {
        await keepKeys(tx, { ...row, state: 'withdrawn' })
        await forget(tx, row.id)
        await dropPictures(tx, row.id)
        if (images !== null) await tx.enqueue('cases:withdraw-images', { imagingCaseId: images, reason })
      },
    })
  })
  // At once for whoever looks the next moment; the job is for a process that ends right here.
  if (done.ok && images !== null) await withdrawImagingCase(ctx, actor, images, imagingReason(reason))
  return done
}

const imagingReason = (reason: WithdrawalReason): WithdrawReason =>
  reason === 'consent' || reason === 'identity' ? reason : reason === 'error' ? 'mistake' : 'other'

/** Everything that was said of it or opens it; those let in by name stay, to be told that it is gone. */
async function forget(tx: Tx, caseId: string): Promise<void> {
  for (const table of [
    'case_author',
    'case_picture',
    'case_attachment',
    'case_collection_item',
    'case_comment',
    'case_talk',
    'case_expert',
    'case_follow',
    'case_quiz_answer',
    'case_quiz_reader',
    'case_quiz_question',
    'case_share',
    'consultation',
  ] as const)
    await tx.db.deleteFrom(table).where('case_id', '=', caseId).execute()
  // Reviewers' words may quote what is gone.
  await tx.db.updateTable('case_step').set({ note: '' }).where('case_id', '=', caseId).execute()
}

export const withdrawImages: JobHandler = async (
  ctx: Context,
  payload: { imagingCaseId: string; reason: WithdrawalReason },
) => {
  const actor = systemActor('job:cases:withdraw-images')
  const done = await withdrawImagingCase(ctx, actor, payload.imagingCaseId, imagingReason(payload.reason))
  if (!done.ok && done.code !== 'not-found') throw new Error(`withdrawal of images: ${done.code}`)
}
