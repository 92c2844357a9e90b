import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'

/** What a person said, answered and was asked around cases. */
export async function exportTalk(ctx: Context, personId: string): Promise<object> {
  const { db } = ctx
  return {
    comments: await db
      .selectFrom('case_comment')
      .innerJoin('case_record', 'case_record.id', 'case_comment.case_id')
      .select(['case_record.code', 'body', 'lang', 'pin', 'case_comment.created_at', 'edited_at'])
      .where('author_id', '=', personId)
      .orderBy('case_comment.created_at')
      .execute(),
    quizAnswers: await db
      .selectFrom('case_quiz_answer')
      .select(['case_id', 'question_id', 'given', 'score', 'at'])
      .where('reader', '=', `p:${personId}`)
      .execute(),
    links: await db
      .selectFrom('case_share')
      .select(['case_id', 'label', 'created_at', 'expires_at', 'revoked_at', 'uses'])
      .where('created_by', '=', personId)
      .execute(),
    consultationsAsked: await db
      .selectFrom('consultation')
      .select(['code', 'question', 'urgency', 'due_at', 'state', 'summary', 'created_at'])
      .where('asker_id', '=', personId)
      .execute(),
    consultationsOfMe: await db
      .selectFrom('consultation_expert')
      .select(['consultation_id', 'state', 'note', 'asked_at'])
      .where('person_id', '=', personId)
      .execute(),
    consultationAnswers: await db
      .selectFrom('consultation_answer')
      .select(['consultation_id', 'body', 'pin', 'created_at'])
      .where('person_id', '=', personId)
      .execute(),
    invitedAsExpert: await db
      .selectFrom('case_expert')
      .select(['case_id', 'invited_at'])
      .where('person_id', '=', personId)
      .execute(),
    following: await db
      .selectFrom('case_follow')
      .select(['case_id', 'mails'])
      .where('person_id', '=', personId)
      .execute(),
    commentsReported: await db
      .selectFrom('case_report')
      .select(['comment_id', 'reason', 'at'])
      .where('person_id', '=', personId)
      .execute(),
    quizzesDone: await db
      .selectFrom('case_quiz_reader')
      .select(['case_id', 'done_at', 'score', 'most'])
      .where('person_id', '=', personId)
      .execute(),
    caseMails: await db.selectFrom('case_mail_choice').select('mails').where('person_id', '=', personId).execute(),
  }
}

/**
 * What was said stays for those who read and were helped by it, under no name (`N. N.`, as the person's record says by
 * then). What only concerns the person goes: mentions, reports, following, quiz answers, invitations; links end.
 */
export async function eraseTalk(tx: Tx, personId: string): Promise<void> {
  const { db } = tx
  for (const table of ['case_mention', 'case_report', 'case_expert', 'case_follow', 'case_mail_choice'] as const)
    await db.deleteFrom(table).where('person_id', '=', personId).execute()
  await db.deleteFrom('case_quiz_answer').where('reader', '=', `p:${personId}`).execute()
  await db.deleteFrom('case_quiz_reader').where('person_id', '=', personId).execute()
  const links = await db
    .updateTable('case_share')
    .set((eb) => ({ created_by: null, label: '', revoked_at: eb.fn.coalesce('revoked_at', eb.val(tx.now)) }))
    .where('created_by', '=', personId)
    .returning('case_id')
    .execute()
  for (const caseId of new Set(links.map((link) => link.case_id))) await keepAccess(tx, caseId)
  await db
    .updateTable('consultation')
    .set({ state: 'cancelled', closed_at: tx.now })
    .where('asker_id', '=', personId)
    .where('state', '=', 'open')
    .execute()
  await db
    .updateTable('consultation_expert')
    .set({ note: '', state: 'removed' })
    .where('person_id', '=', personId)
    .where('state', '<>', 'answered')
    .execute()
}

/** Two records turned out to be one person: the one who stays said and answered all of it. */
export async function mergeTalk(tx: Tx, from: string, into: string): Promise<void> {
  const { db } = tx
  await db.updateTable('case_comment').set({ author_id: into }).where('author_id', '=', from).execute()
  await db.updateTable('case_comment').set({ resolved_by: into }).where('resolved_by', '=', from).execute()
  await db.updateTable('case_share').set({ created_by: into }).where('created_by', '=', from).execute()
  await db.updateTable('case_expert').set({ invited_by: into }).where('invited_by', '=', from).execute()
  await db.updateTable('consultation').set({ asker_id: into }).where('asker_id', '=', from).execute()
  await db.updateTable('consultation_expert').set({ proposed_by: into }).where('proposed_by', '=', from).execute()
  await db.updateTable('consultation_answer').set({ person_id: into }).where('person_id', '=', from).execute()
  // Of what each has once, that of the one who stays counts.
  const once = [
    ['case_mention', 'comment_id'],
    ['case_report', 'comment_id'],
    ['case_expert', 'case_id'],
    ['case_follow', 'case_id'],
    ['consultation_expert', 'consultation_id'],
  ] as const
  for (const [table, key] of once) {
    const held = await db.selectFrom(table).select(key).where('person_id', '=', into).execute()
    const keys = held.map((row) => (row as unknown as Record<string, string>)[key]!)
    if (keys.length > 0)
      await db
        .deleteFrom(table)
        .where('person_id', '=', from)
        .where(key as never, 'in', keys as never)
        .execute()
    await db.updateTable(table).set({ person_id: into }).where('person_id', '=', from).execute()
  }
  const chosen = await db
    .selectFrom('case_mail_choice')
    .select('mails')
    .where('person_id', '=', into)
    .executeTakeFirst()
  if (chosen) await db.deleteFrom('case_mail_choice').where('person_id', '=', from).execute()
  else await db.updateTable('case_mail_choice').set({ person_id: into }).where('person_id', '=', from).execute()
  await mergeQuiz(tx, from, into)
}

async function mergeQuiz({ db }: Tx, from: string, into: string): Promise<void> {
  const done = await db.selectFrom('case_quiz_reader').select('case_id').where('reader', '=', `p:${into}`).execute()
  const cases = done.map((row) => row.case_id)
  if (cases.length > 0)
    for (const table of ['case_quiz_answer', 'case_quiz_reader'] as const)
      await db.deleteFrom(table).where('reader', '=', `p:${from}`).where('case_id', 'in', cases).execute()
  await db
    .updateTable('case_quiz_answer')
    .set({ reader: `p:${into}` })
    .where('reader', '=', `p:${from}`)
    .execute()
  await db
    .updateTable('case_quiz_reader')
    .set({ reader: `p:${into}`, person_id: into })
    .where('reader', '=', `p:${from}`)
    .execute()
}
