import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { mayDeleteComment, mayEditComment, mayModerate, maySeeComment } from '../policy.ts'
import type { CommentTable } from '../tables.ts'
import { rightsOf } from './commands.ts'
import type { CommentState } from './comment.ts'
import type { Subject } from './subject.ts'

/** A comment as readers get it: there is no address in it. */
export interface CommentView {
  readonly id: string
  readonly name: string
  readonly body: string
  readonly lang: string
  readonly at: number
  readonly edited: boolean
  readonly waiting: boolean
  readonly can: { readonly edit: boolean; readonly delete: boolean }
}

const MOST = 500

/** The comments of a thread that the actor may see, the oldest first. One statement. */
export async function commentsOf(
  ctx: Context,
  actor: Actor,
  { kind, ref }: Subject,
  tokens: ReadonlyMap<string, string>,
): Promise<CommentView[]> {
  const rows = await ctx.db
    .selectFrom('comment')
    .selectAll()
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .where('state', 'in', ['public', 'held'])
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.flatMap((row) => {
    const rights = rightsOf(ctx, row, tokens.get(row.id))
    if (!maySeeComment(actor, rights)) return []
    return [{ ...view(row), can: { edit: mayEditComment(actor, rights), delete: mayDeleteComment(actor, rights) } }]
  })
}

const view = (row: CommentTable) => ({
  id: row.id,
  name: row.name,
  body: row.body,
  lang: row.lang,
  at: row.created_at,
  edited: row.edited_at !== null,
  waiting: row.state === 'held',
})

/** One's own comment to correct, or null. */
export async function ownComment(
  ctx: Context,
  actor: Actor,
  id: string,
  token: string | undefined,
): Promise<(CommentView & Subject) | null> {
  const row = await ctx.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
  const rights = row ? rightsOf(ctx, row, token) : null
  if (!row || !rights || !mayEditComment(actor, rights)) return null
  return { ...view(row), kind: row.kind, ref: row.ref, can: { edit: true, delete: true } }
}

/** Whether the actor may delete this comment, for the page that asks again. */
export async function deletable(ctx: Context, actor: Actor, id: string, token: string | undefined): Promise<boolean> {
  const row = await ctx.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
  return row !== undefined && mayDeleteComment(actor, rightsOf(ctx, row, token))
}

/** A comment as moderators see it, with what they need to decide. */
export interface ModeratedComment {
  readonly id: string
  readonly kind: string
  readonly ref: string
  readonly name: string
  readonly email: string
  readonly account: boolean
  readonly body: string
  readonly lang: string
  readonly state: CommentState
  readonly heldFor: string
  readonly at: number
  readonly reports: readonly string[]
}

export const SHELVES = ['held', 'reported', 'public', 'spam', 'refused'] as const
export type Shelf = (typeof SHELVES)[number]

export const PER_PAGE = 50

/** Comments of a shelf, the latest first, and how many wait. Three statements. */
export async function moderationList(
  ctx: Context,
  actor: Actor,
  shelf: Shelf,
  page = 1,
): Promise<{ comments: ModeratedComment[]; total: number; waiting: number } | null> {
  if (!mayModerate(actor)) return null
  let query = ctx.db.selectFrom('comment')
  query =
    shelf === 'reported'
      ? query
          .where('state', 'in', ['public', 'held'])
          .where('id', 'in', (eb) => eb.selectFrom('comment_report').select('comment_id'))
      : query.where('state', '=', shelf)
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('id', 'desc')
    .limit(PER_PAGE)
    .offset((page - 1) * PER_PAGE)
    .execute()
  const reports =
    rows.length === 0
      ? []
      : await ctx.db
          .selectFrom('comment_report')
          .select(['comment_id', 'reason'])
          .where(
            'comment_id',
            'in',
            rows.map((row) => row.id),
          )
          .execute()
  const comments = rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    ref: row.ref,
    name: row.name,
    email: row.email,
    account: row.author_id !== null,
    body: row.body,
    lang: row.lang,
    state: row.state,
    heldFor: row.held_for,
    at: row.created_at,
    reports: reports.filter((report) => report.comment_id === row.id).map((report) => report.reason),
  }))
  return { comments, total, waiting: shelf === 'held' ? total : await countWaiting(ctx) }
}

/** How many comments stand or wait under a thing. */
export async function countComments(ctx: Context, { kind, ref }: Subject): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .where('state', 'in', ['public', 'held'])
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function countWaiting(ctx: Context): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  return n
}
