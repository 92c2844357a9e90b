import type { Selectable } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import type { Frame, Tally } from '../board.ts'
import { headOf } from '../queries/board.ts'
import { pollViews, questionViews } from '../queries/views.ts'
import type { LogTable } from '../tables.ts'
import type { Channel } from './log.ts'
import { packet } from './reader.ts'

/** A frame as bytes of an event stream; with a number where it is an entry of the log. */
export function encode(frame: Frame, seq: number | null): Buffer {
  const id = seq === null ? '' : `id: ${seq}\n`
  return Buffer.from(`${id}event: ${frame.kind}\ndata: ${JSON.stringify(frame.data)}\n\n`)
}

export const RESET = packet(Buffer.from('event: reset\ndata: {}\n\n'))
export const BEAT = packet(Buffer.from(':\n\n'))
export const encodeTally = (tally: Tally): Buffer => encode({ kind: 'tally', data: tally }, null)

export type Entry = Pick<Selectable<LogTable>, 'seq' | 'kind' | 'ref'>

/** Entries of the log behind a number, in order; at most `limit`. */
export const entriesAfter = (
  ctx: Context,
  discussionId: string,
  channel: Channel,
  seq: number,
  limit: number,
): Promise<Entry[]> =>
  ctx.db
    .selectFrom('discussion_log')
    .select(['seq', 'kind', 'ref'])
    .where('discussion_id', '=', discussionId)
    .where('channel', '=', channel)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()

export interface LogFrame {
  readonly seq: number
  readonly frame: Frame
  readonly bytes: Buffer
}

/**
 * Frames for entries of the log: each thing in its present state, once, at its last entry. What is no longer to be
 * seen is gone. At most eight statements, however many entries.
 */
export async function framesOf(
  ctx: Context,
  discussionId: string,
  channel: Channel,
  entries: readonly Entry[],
): Promise<LogFrame[]> {
  const last = new Map<string, Entry>()
  for (const entry of entries) last.set(`${entry.kind} ${entry.ref}`, entry)
  const wanted = [...last.values()].toSorted((a, b) => a.seq - b.seq)
  const refs = (kind: Entry['kind']) => wanted.filter((e) => e.kind === kind).map((e) => e.ref)
  const questionIds = refs('question')
  const pollIds = refs('poll')
  const questionRows =
    questionIds.length > 0
      ? await ctx.db
          .selectFrom('discussion_question')
          .selectAll()
          .where('id', 'in', questionIds)
          .where('state', '<>', 'withdrawn')
          .execute()
      : []
  const questions = new Map((await questionViews(ctx, ctx.db, channel, questionRows)).map((q) => [q.id, q]))
  const pollRows =
    pollIds.length > 0
      ? await ctx.db.selectFrom('discussion_poll').selectAll().where('id', 'in', pollIds).execute()
      : []
  const polls = new Map((await pollViews(ctx.db, channel, pollRows)).map((p) => [p.id, p]))
  const head =
    refs('discussion').length > 0
      ? headOf(await ctx.db.selectFrom('discussion').selectAll().where('id', '=', discussionId).executeTakeFirst())
      : null
  return wanted.map(({ seq, kind, ref }) => {
    const frame = frameFor(kind, ref)
    return { seq, frame, bytes: encode(frame, seq) }
  })

  function frameFor(kind: Entry['kind'], ref: string): Frame {
    if (kind === 'discussion') return { kind, data: head! }
    if (kind === 'poll') {
      const poll = polls.get(ref)
      return poll ? { kind, data: poll } : { kind: 'poll-gone', data: { id: ref } }
    }
    const question = questions.get(ref)
    return question ? { kind, data: question } : { kind: 'question-gone', data: { id: ref } }
  }
}
