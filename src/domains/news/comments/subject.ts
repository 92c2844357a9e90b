import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Commentable } from '#src/platform/domain.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { photoOf } from '../photos/queries.ts'
import { maySeeArticle } from '../policy.ts'
import { textOf } from '../json.ts'

/** What is commented on: an article, a photo, or what another domain has (a talk). */
export interface Subject {
  readonly kind: string
  readonly ref: string
}

export interface Place extends Commentable {
  /** Address of the page that shows the thread as this reader has it, with their own comments and the form. */
  readonly thread: string
}

/**
 * Title and addresses of what a comment belongs to if the actor may see it, else null, also for kinds that nobody knows.
 * Another domain's page is the same for everyone and kept, so that its thread has a page of its own.
 */
export async function subjectOf(ctx: Context, actor: Actor, subject: Subject): Promise<Place | null> {
  const found = await lookUp(ctx, actor, subject)
  return found && { ...found, thread: OWN.has(subject.kind) ? found.path : threadPath(subject) }
}

const OWN: ReadonlySet<string> = new Set(['article', 'photo'])

export const threadPath = ({ kind, ref }: Subject): string => `/comments/thread?${new URLSearchParams({ kind, ref })}`

async function lookUp(ctx: Context, actor: Actor, { kind, ref }: Subject): Promise<Commentable | null> {
  if (ref === '' || ref.length > 80) return null
  if (kind === 'article') return articleSubject(ctx, actor, ref)
  if (kind === 'photo') return photoSubject(ctx, actor, ref)
  for (const domain of ctx.domains) {
    const look = domain.commentable && Object.hasOwn(domain.commentable, kind) ? domain.commentable[kind] : undefined
    if (look) return look(ctx, actor, ref)
  }
  return null
}

async function articleSubject(ctx: Context, actor: Actor, id: string): Promise<Commentable | null> {
  const row = await ctx.db
    .selectFrom('article')
    .select(['slug', 'title', 'state', 'comments_open'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || !maySeeArticle(actor, row)) return null
  return { title: textOf(row.title), path: `/news/${row.slug}`, closed: row.comments_open === 0 }
}

async function photoSubject(ctx: Context, actor: Actor, id: string): Promise<Commentable | null> {
  const found = await photoOf(ctx, actor, id)
  if (!found) return null
  const title: Text =
    Object.keys(found.photo.caption).length > 0
      ? found.photo.caption
      : { vi: `Ảnh ${found.number}`, en: `Photo ${found.number}`, ko: `사진 ${found.number}` }
  return { title, path: `/news/${found.slug}/photos/${found.number}`, closed: !found.commentsOpen }
}
