import type { Selectable } from 'kysely'
import { publicPeople, type PublicPerson } from '#src/domains/people/index.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { AnswerView, PollResults, PollView, QuestionView } from '../board.ts'
import type { Channel } from '../live/log.ts'
import { isVisible } from '../model.ts'
import type { AnswerTable, PollTable, QuestionTable } from '../tables.ts'

type QuestionRow = Selectable<QuestionTable>

/** Questions as a channel's readers see them; those that it does not show are left out. Three statements at most. */
export async function questionViews(
  ctx: Context,
  db: AnyDb,
  channel: Channel,
  rows: readonly QuestionRow[],
): Promise<QuestionView[]> {
  const shown = channel === 'chair' ? rows : rows.filter((row) => isVisible(row.state))
  if (shown.length === 0) return []
  const ids = shown.map((row) => row.id)
  const answers = await db
    .selectFrom('discussion_answer')
    .select(['id', 'question_id', 'person_id', 'role', 'body', 'lang', 'created_at'])
    .where('question_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const merged = await db
    .selectFrom('discussion_question')
    .select(['merged_into', (eb) => eb.fn.countAll<number>().as('n')])
    .where('merged_into', 'in', ids)
    .groupBy('merged_into')
    .execute()
  const askers = channel === 'chair' ? shown.flatMap((row) => row.person_id ?? []) : []
  const people = new Map(
    (await publicPeople(ctx, [...askers, ...answers.map((a) => a.person_id)], db)).map((p) => [p.id, p]),
  )
  const mergedInto = new Map(merged.map((m) => [m.merged_into, m.n]))
  return shown.map((row) => {
    const own = answers.filter((a) => a.question_id === row.id).map((a) => answerView(a, people))
    const view = questionView(row, own, mergedInto.get(row.id) ?? 0)
    if (channel !== 'chair') return view
    return { ...view, at: row.asked_at, via: row.via, who: whoAsked(row, people) }
  })
}

function questionView(row: QuestionRow, answers: readonly AnswerView[], merged: number): QuestionView {
  return {
    id: row.id,
    state: row.state,
    pinned: row.pinned === 1,
    body: row.body,
    lang: row.lang,
    by: {
      kind: row.shown,
      name: row.shown === 'name' ? row.shown_name : '',
      facility: row.shown === 'anonymous' ? '' : row.shown_facility,
    },
    talkId: row.talk_id,
    slide: row.slide,
    caseCode: row.case_code,
    votes: row.votes,
    merged,
    at: row.published_at ?? row.asked_at,
    answers,
  }
}

/** Who asked, where the chair may know: a person by account, or what was typed in the hall. */
function whoAsked(row: QuestionRow, people: ReadonlyMap<string, PublicPerson>) {
  const person = row.person_id ? people.get(row.person_id) : undefined
  if (person) return { name: person.name, facility: row.shown_facility || pick(person.facility, 'vi').text }
  if (row.shown_name === '' && row.shown_facility === '') return null
  return { name: row.shown_name, facility: row.shown_facility }
}

const answerView = (
  row: Pick<AnswerTable, 'id' | 'person_id' | 'role' | 'body' | 'lang' | 'created_at'>,
  people: ReadonlyMap<string, PublicPerson>,
): AnswerView => ({
  id: row.id,
  name: people.get(row.person_id)?.name ?? '',
  role: row.role,
  body: row.body,
  lang: row.lang,
  at: row.created_at,
})

/** Polls as a channel's readers see them: drafts and hidden results are for the chair. One statement for any number. */
export async function pollViews(
  db: AnyDb,
  channel: Channel,
  rows: readonly Selectable<PollTable>[],
): Promise<PollView[]> {
  const shown = rows.filter((row) => channel === 'chair' || row.state !== 'draft')
  const results = await pollResults(
    db,
    shown.filter((row) => channel === 'chair' || row.shown === 1),
  )
  return shown.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    lang: row.lang,
    options: JSON.parse(row.options) as string[],
    state: row.state,
    shown: row.shown === 1,
    results: results.get(row.id) ?? null,
  }))
}

const MOST_WORDS = 60

/** Counts of polls by id. Two statements for any number of polls. */
export async function pollResults(
  db: AnyDb,
  polls: readonly Pick<Selectable<PollTable>, 'id' | 'kind' | 'options' | 'hidden'>[],
): Promise<Map<string, PollResults>> {
  if (polls.length === 0) return new Map()
  const ids = polls.map((p) => p.id)
  const chosen = await db
    .selectFrom('discussion_choice')
    .select(['poll_id', 'choice', (eb) => eb.fn.countAll<number>().as('n'), (eb) => eb.fn.min('label').as('label')])
    .where('poll_id', 'in', ids)
    .groupBy(['poll_id', 'choice'])
    .execute()
  const ballots = await db
    .selectFrom('discussion_ballot')
    .select(['poll_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('poll_id', 'in', ids)
    .groupBy('poll_id')
    .execute()
  const voters = new Map(ballots.map((b) => [b.poll_id, b.n]))
  return new Map(
    polls.map((poll) => {
      const own = chosen.filter((c) => c.poll_id === poll.id).map((c) => ({ choice: c.choice, label: c.label, n: c.n }))
      return [poll.id, { voters: voters.get(poll.id) ?? 0, counts: countsOf(poll, own) }]
    }),
  )
}

function countsOf(
  poll: Pick<PollTable, 'kind' | 'options' | 'hidden'>,
  own: readonly { choice: string; label: string; n: number }[],
) {
  if (poll.kind === 'words') {
    const hidden = new Set(JSON.parse(poll.hidden) as string[])
    return own
      .filter((c) => !hidden.has(c.choice))
      .toSorted((a, b) => b.n - a.n || (a.choice < b.choice ? -1 : 1))
      .slice(0, MOST_WORDS)
      .map(({ label, n }) => ({ label, n }))
  }
  const options = JSON.parse(poll.options) as string[]
  const labels = poll.kind === 'scale' ? ['1', '2', '3', '4', '5'] : options
  const counted = new Map(own.map((c) => [c.choice, c.n]))
  return labels.map((label, n) => ({ label, n: counted.get(String(n)) ?? 0 }))
}
