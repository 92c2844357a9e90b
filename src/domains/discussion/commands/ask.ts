import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { lockDiscussion, record } from '../live/log.ts'
import { langOf, type QuestionState } from '../model.ts'
import type { Participant } from '../participant.ts'
import { canAsk, canModerate, canWithdraw } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import type { AskInput } from '../schema.ts'
import type { Settings } from '../settings.ts'
import { reindexLater } from './discussion.ts'

export interface Asked {
  readonly id: string
  /** Whether the chair looks at it before everyone else. */
  readonly waiting: boolean
}

/**
 * Puts a question. The same asker and key twice is one question, whatever happened in between: forms sent twice and
 * devices that were offline rely on it. Who asks is kept only as far as the asker was told.
 */
export function ask(
  ctx: Context,
  p: Participant,
  place: Place,
  settings: Settings,
  input: AskInput,
  lang: string,
): Promise<Outcome<Asked>> {
  const { event, item } = place
  return write(ctx, p.actor, async (tx) => {
    const discussion = await lockDiscussion(tx, item.id)
    const standing = standingOf(place, headOf(discussion))
    const known =
      p.keys.length === 0
        ? undefined
        : await tx.db
            .selectFrom('discussion_question')
            .select(['id', 'state'])
            .where('discussion_id', '=', item.id)
            .where('asker_key', 'in', p.keys)
            .where('client_key', '=', input.key)
            .executeTakeFirst()
    if (known) return ok({ id: known.id, waiting: known.state === 'pending' })
    if (!canAsk(p, standing, settings))
      return fail(
        standing.state === 'open' && p.keys.length === 0
          ? 'sign-in'
          : standing.state === 'closed'
            ? 'expired'
            : 'not-found',
      )
    if (!settings.naming.includes(input.shown)) return invalid({ shown: 'choose' })
    if (input.talkId !== null && !item.talks.some((t) => t.id === input.talkId)) return invalid({ talkId: 'choose' })
    const signedIn = p.actor.personId !== null
    const name = signedIn ? p.actor.name : input.name
    if (input.shown === 'name' && name === '') return invalid({ name: 'required' })
    if (input.shown === 'facility' && input.facility === '') return invalid({ facility: 'required' })
    const nobody = input.shown === 'anonymous' && !settings.chairSees
    const id = ctx.ids.id()
    const moderated = settings.moderated && !canModerate(p.actor, standing)
    const state: QuestionState = moderated ? 'pending' : 'open'
    await tx.db
      .insertInto('discussion_question')
      .values({
        id,
        discussion_id: item.id,
        state,
        pinned: 0,
        body: input.body,
        lang: langOf(input.body, lang),
        shown: input.shown,
        shown_name: nobody ? '' : name,
        shown_facility: nobody ? '' : input.facility,
        person_id: nobody ? null : p.actor.personId,
        asker_key: p.keys[0]!,
        via: signedIn ? 'account' : 'hall',
        client_key: input.key,
        consent: input.consent ? 1 : 0,
        talk_id: input.talkId,
        slide: input.slide,
        case_code: input.caseCode,
        votes: 0,
        merged_into: null,
        asked_at: tx.now,
        published_at: moderated ? null : tx.now,
      })
      .execute()
    // No audit entry: it would keep who asked where the event promised that nobody knows.
    await record(tx, item.id, [{ kind: 'question', ref: id, public: !moderated }])
    if (!moderated) await reindexLater(tx, item.id)
    return ok({ id, waiting: moderated })
  }).then((outcome) => (outcome.ok || event.state !== 'archived' ? outcome : fail('expired')))
}

/** Takes back one's own question before it was dealt with; its text is forgotten. */
export function withdraw(ctx: Context, p: Participant, place: Place, questionId: string): Promise<Outcome> {
  return write(ctx, p.actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    const question = await tx.db
      .selectFrom('discussion_question')
      .select(['state', 'asker_key'])
      .where('id', '=', questionId)
      .where('discussion_id', '=', place.item.id)
      .executeTakeFirst()
    if (
      !question ||
      !canWithdraw(p, standingOf(place, headOf(discussion)), { askerKey: question.asker_key, state: question.state })
    )
      return fail('not-found')
    await tx.db
      .updateTable('discussion_question')
      .set({ state: 'withdrawn', body: '', shown_name: '', shown_facility: '', person_id: null, pinned: 0 })
      .where('id', '=', questionId)
      .execute()
    await tx.db.deleteFrom('discussion_vote').where('question_id', '=', questionId).execute()
    await record(tx, place.item.id, [{ kind: 'question', ref: questionId, public: question.state === 'open' }])
    if (question.state === 'open') await reindexLater(tx, place.item.id)
    return ok()
  })
}
