import { sql } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Tx } from '#src/platform/write.ts'
import { record } from './live/log.ts'
import { isVisible } from './model.ts'
import { keyOf } from './participant.ts'

/** The keys by which a person's questions and votes are found, one for each event that has discussions. */
async function keysOf(ctx: Context, db: AnyDb, personId: string): Promise<string[]> {
  const events = await db.selectFrom('discussion').select('event_id').distinct().execute()
  return events.map(({ event_id }) => keyOf(ctx, event_id, { personId }))
}

/** Everything that is held of a person here, also what was asked without a name: only the person's key finds it. */
export async function exportPerson(ctx: Context, personId: string): Promise<object> {
  const keys = await keysOf(ctx, ctx.db, personId)
  const questions =
    keys.length === 0
      ? []
      : await ctx.db
          .selectFrom('discussion_question')
          .select([
            'id',
            'discussion_id',
            'state',
            'body',
            'shown',
            'shown_name',
            'shown_facility',
            'consent',
            'asked_at',
          ])
          .where((eb) => eb.or([eb('asker_key', 'in', keys), eb('person_id', '=', personId)]))
          .where('state', '<>', 'withdrawn')
          .orderBy('id')
          .execute()
  const answers = await ctx.db
    .selectFrom('discussion_answer')
    .select(['id', 'question_id', 'body', 'lang', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  const votes =
    keys.length === 0
      ? []
      : await ctx.db.selectFrom('discussion_vote').select('question_id').where('voter_key', 'in', keys).execute()
  const ballots =
    keys.length === 0
      ? []
      : await ctx.db
          .selectFrom('discussion_choice')
          .select(['poll_id', 'choice', 'label'])
          .where('voter_key', 'in', keys)
          .execute()
  return { questions, answers, votes: votes.map((v) => v.question_id), ballots }
}

/** Questions stay as part of the record, without any name; answers stand under the name of an erased person. */
export async function erasePerson(tx: Tx, personId: string): Promise<void> {
  const keys = await keysOf(tx.ctx, tx.db, personId)
  const rows = await tx.db
    .updateTable('discussion_question')
    .set({ person_id: null, shown: 'anonymous', shown_name: '', shown_facility: '' })
    .where((eb) => eb.or([eb('person_id', '=', personId), ...(keys.length > 0 ? [eb('asker_key', 'in', keys)] : [])]))
    .returning(['id', 'discussion_id', 'state'])
    .execute()
  const answered = await tx.db
    .selectFrom('discussion_answer')
    .innerJoin('discussion_question', 'discussion_question.id', 'discussion_answer.question_id')
    .select(['discussion_question.id', 'discussion_question.discussion_id', 'discussion_question.state'])
    .where('discussion_answer.person_id', '=', personId)
    .execute()
  for (const row of [...rows, ...answered].toSorted((a, b) => (a.discussion_id < b.discussion_id ? -1 : 1))) {
    await record(tx, row.discussion_id, [{ kind: 'question', ref: row.id, public: isVisible(row.state) }])
  }
}

/** Moves what one record holds to another; where both voted, one vote remains. */
export async function mergePerson(tx: Tx, from: string, into: string): Promise<void> {
  await tx.db.updateTable('discussion_question').set({ person_id: into }).where('person_id', '=', from).execute()
  await tx.db.updateTable('discussion_answer').set({ person_id: into }).where('person_id', '=', from).execute()
  const events = await tx.db.selectFrom('discussion').select('event_id').distinct().execute()
  for (const { event_id } of events) {
    const [old, own] = [keyOf(tx.ctx, event_id, { personId: from }), keyOf(tx.ctx, event_id, { personId: into })]
    await tx.db.updateTable('discussion_question').set({ asker_key: own }).where('asker_key', '=', old).execute()
    const votes = await tx.db
      .selectFrom('discussion_vote')
      .select(['question_id', 'discussion_id'])
      .where('voter_key', '=', old)
      .execute()
    for (const { question_id, discussion_id } of votes) {
      await tx.db
        .insertInto('discussion_vote')
        .values({ question_id, discussion_id, voter_key: own })
        .onConflict((oc) => oc.doNothing())
        .execute()
    }
    await tx.db.deleteFrom('discussion_vote').where('voter_key', '=', old).execute()
    if (votes.length > 0) {
      await tx.db
        .updateTable('discussion_question')
        .set({
          votes: sql<number>`(select count(*) from discussion_vote v where v.question_id = discussion_question.id)`,
        })
        .where(
          'id',
          'in',
          votes.map((v) => v.question_id),
        )
        .execute()
    }
    const ballots = await tx.db.selectFrom('discussion_ballot').select('poll_id').where('voter_key', '=', old).execute()
    for (const { poll_id } of ballots) {
      const both = await tx.db
        .selectFrom('discussion_ballot')
        .select('poll_id')
        .where('poll_id', '=', poll_id)
        .where('voter_key', '=', own)
        .executeTakeFirst()
      for (const table of ['discussion_choice', 'discussion_ballot'] as const) {
        if (both) await tx.db.deleteFrom(table).where('poll_id', '=', poll_id).where('voter_key', '=', old).execute()
        else
          await tx.db
            .updateTable(table)
            .set({ voter_key: own })
            .where('poll_id', '=', poll_id)
            .where('voter_key', '=', old)
            .execute()
      }
    }
  }
}
