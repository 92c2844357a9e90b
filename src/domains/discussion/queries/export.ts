import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { QuestionView } from '../board.ts'
import { VISIBLE } from '../model.ts'
import { namedCases } from './cases.ts'
import { questionViews } from './views.ts'

export interface ExportedQuestion {
  readonly discussion: string
  readonly question: QuestionView
}

/**
 * Public questions of discussions whose askers agreed to exports, as the public sees them; cases only where the actor may
 * see them. Five statements.
 */
export async function exportable(
  ctx: Context,
  actor: Actor,
  discussionIds: readonly string[],
): Promise<ExportedQuestion[]> {
  if (discussionIds.length === 0) return []
  const rows = await ctx.db
    .selectFrom('discussion_question')
    .selectAll()
    .where('discussion_id', 'in', discussionIds)
    .where('state', 'in', VISIBLE)
    .where('consent', '=', 1)
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  const of = new Map(rows.map((row) => [row.id, row.discussion_id]))
  const views = await questionViews(ctx, ctx.db, 'public', rows)
  const cases = await namedCases(
    ctx,
    actor,
    'en',
    views.map((q) => q.caseCode),
  )
  return views.map((question) => ({
    discussion: of.get(question.id)!,
    question: { ...question, caseCode: question.caseCode in cases ? question.caseCode : '' },
  }))
}

const COLUMNS = ['asked', 'state', 'votes', 'by', 'facility', 'lang', 'question', 'slide', 'case', 'answers'] as const

/** As CSV (RFC 4180) with a mark of its encoding for spreadsheets; no cell is ever a formula. */
export function toCsv(questions: readonly QuestionView[]): string {
  const lines = questions.map((q) => [
    new Date(q.at).toISOString(),
    q.state,
    String(q.votes),
    q.by.name,
    q.by.facility,
    q.lang,
    q.body,
    q.slide === null ? '' : String(q.slide),
    q.caseCode,
    q.answers.map((a) => `${a.name}: ${a.body}`).join('\n\n'),
  ])
  return `\ufeff${[COLUMNS as readonly string[], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** As data; the names of the fields are those of the pages. */
export const toJson = (title: object, questions: readonly QuestionView[]): string =>
  JSON.stringify(
    {
      title,
      questions: questions.map(({ id, state, votes, by, lang, body, slide, caseCode, at, answers }) => ({
        id,
        state,
        votes,
        by,
        lang,
        body,
        slide,
        case: caseCode || null,
        at: new Date(at).toISOString(),
        answers: answers.map((a) => ({
          name: a.name,
          role: a.role,
          lang: a.lang,
          body: a.body,
          at: new Date(a.at).toISOString(),
        })),
      })),
    },
    null,
    1,
  )
