import { fold } from '#src/lib/text/search-keys.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { lockDiscussion, record } from '../live/log.ts'
import { LIMITS_OF, SCALE, type PollKind } from '../model.ts'
import type { Participant } from '../participant.ts'
import { canModerate, canVote } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import type { POLL_ACTS, PollInput } from '../schema.ts'
import type { Settings } from '../settings.ts'
import type { DiscussionTable } from '../tables.ts'
import { together } from './together.ts'

/** Prepares a poll; only the chair sees it until it is opened. */
export function createPoll(
  ctx: Context,
  actor: Actor,
  place: Place,
  input: PollInput,
  lang: Lang,
): Promise<Outcome<{ id: string }>> {
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    if (!discussion || !canModerate(actor, standingOf(place, headOf(discussion)))) return fail('not-found')
    const id = ctx.ids.id()
    const options = input.kind === 'words' ? [] : input.kind === 'scale' ? input.options.slice(0, 2) : input.options
    await tx.db
      .insertInto('discussion_poll')
      .values({
        id,
        discussion_id: place.item.id,
        kind: input.kind,
        title: input.title,
        lang,
        options: JSON.stringify(options),
        state: 'draft',
        shown: 0,
        hidden: '[]',
        created_at: tx.now,
      })
      .execute()
    await tx.audit({ action: 'discussion.poll.create', entity: 'discussion_poll', id, eventId: place.event.id })
    await record(tx, place.item.id, [{ kind: 'poll', ref: id, public: false }])
    return ok({ id })
  })
}

type PollAct = (typeof POLL_ACTS)[number]

/** Opens, closes, shows and hides results, takes a word out of the cloud, or removes a poll with its ballots. */
export function actOnPoll(
  ctx: Context,
  actor: Actor,
  place: Place,
  input: { pollId: string; act: PollAct; word: string },
): Promise<Outcome> {
  const { pollId, act } = input
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    if (!discussion || !canModerate(actor, standingOf(place, headOf(discussion)))) return fail('not-found')
    const poll = await tx.db
      .selectFrom('discussion_poll')
      .selectAll()
      .where('id', '=', pollId)
      .where('discussion_id', '=', place.item.id)
      .executeTakeFirst()
    if (!poll) return fail('not-found')
    const set = {
      open: { state: 'open' },
      close: { state: 'closed' },
      show: { shown: 1 },
      hide: { shown: 0 },
      'hide-word': {
        hidden: JSON.stringify([...new Set([...(JSON.parse(poll.hidden) as string[]), fold(input.word)])]),
      },
      remove: null,
    } as const
    const change = set[act]
    if (change === null) await tx.db.deleteFrom('discussion_poll').where('id', '=', pollId).execute()
    else await tx.db.updateTable('discussion_poll').set(change).where('id', '=', pollId).execute()
    await tx.audit({ action: `discussion.poll.${act}`, entity: 'discussion_poll', id: pollId, eventId: place.event.id })
    await record(tx, place.item.id, [{ kind: 'poll', ref: pollId, public: poll.state !== 'draft' || act === 'open' }])
    return ok()
  })
}

interface Ballot {
  readonly p: Participant
  readonly place: Place
  readonly settings: Settings
  readonly pollId: string
  readonly choices: readonly string[]
}

/** Gives one's ballot, or another one instead while the poll is open. */
export const giveBallot = (
  ctx: Context,
  p: Participant,
  place: Place,
  settings: Settings,
  input: { pollId: string; choices: readonly string[] },
): Promise<Outcome> => together(ctx, place.item.id, castAll, { p, place, settings, ...input })

async function castAll(tx: Tx, discussion: DiscussionTable | null, ballots: readonly Ballot[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const ballot of ballots) outcomes.push(await cast(tx, discussion, ballot))
  return outcomes
}

async function cast(
  tx: Tx,
  discussion: DiscussionTable | null,
  { p, place, settings, pollId, choices }: Ballot,
): Promise<Outcome> {
  if (!canVote(p, standingOf(place, headOf(discussion)), settings))
    return fail(p.keys.length === 0 ? 'sign-in' : 'not-found')
  const poll = await tx.db
    .selectFrom('discussion_poll')
    .selectAll()
    .where('id', '=', pollId)
    .where('discussion_id', '=', place.item.id)
    .executeTakeFirst()
  if (!poll || poll.state === 'draft') return fail('not-found')
  if (poll.state === 'closed') return fail('expired')
  const chosen = choicesOf(poll.kind, JSON.parse(poll.options) as string[], choices)
  if (!chosen) return invalid({ choices: 'choose' })
  const key = p.keys[0]!
  await tx.db.deleteFrom('discussion_choice').where('poll_id', '=', pollId).where('voter_key', 'in', p.keys).execute()
  await tx.db.deleteFrom('discussion_ballot').where('poll_id', '=', pollId).where('voter_key', 'in', p.keys).execute()
  await tx.db.insertInto('discussion_ballot').values({ poll_id: pollId, voter_key: key }).execute()
  await tx.db
    .insertInto('discussion_choice')
    .values(chosen.map((c) => ({ poll_id: pollId, voter_key: key, ...c })))
    .execute()
  return ok()
}

/** What a ballot says, checked against the poll; null when it says nothing that can be counted. */
export function choicesOf(
  kind: PollKind,
  options: readonly string[],
  given: readonly string[],
): { choice: string; label: string }[] | null {
  if (kind === 'words') {
    const words = new Map<string, string>()
    for (const one of given) {
      const label = one
        .normalize('NFC')
        .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, LIMITS_OF.word)
      if (fold(label) !== '') words.set(fold(label), label)
    }
    if (words.size === 0 || words.size > LIMITS_OF.words) return null
    return [...words].map(([choice, label]) => ({ choice, label }))
  }
  const count = kind === 'scale' ? SCALE.length : options.length
  const unique = [...new Set(given)]
  if (unique.length === 0 || (kind !== 'multiple' && unique.length !== 1)) return null
  if (!unique.every((c) => /^\d{1,2}$/.test(c) && Number(c) < count && String(Number(c)) === c)) return null
  return unique.map((choice) => ({ choice, label: '' }))
}
