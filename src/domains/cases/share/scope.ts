import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { caseById, type CaseView } from '../queries/case.ts'

/** How far a reader sees a case: whole by name or audience, or what the links say that their browser was handed. */
export interface Scope {
  /** Sees the case without any link. */
  readonly named: boolean
  readonly images: boolean
  readonly comments: boolean
  /** Link by which one without an account may write; null none. */
  readonly answerKey: string | null
}

const WHOLE: Scope = { named: true, images: true, comments: true, answerKey: null }

/** Asked for a case that the actor does see. No statement without links, else two. */
export async function scopeOf(ctx: Context, actor: Actor, found: Pick<CaseView, 'id'>): Promise<Scope> {
  const { keys = [], keysAt, ...rest } = actor
  if (keys.length === 0) return WHOLE
  if (await caseById(ctx, rest, found.id)) return WHOLE
  const links = await ctx.db
    .selectFrom('case_share')
    .select(['key_hash', 'images', 'comments', 'answer'])
    .where('case_id', '=', found.id)
    .where('key_hash', 'in', keys)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', keysAt ?? ctx.clock.now())
    .execute()
  return {
    named: false,
    images: links.some((link) => link.images === 1),
    comments: links.some((link) => link.comments === 1),
    answerKey: links.find((link) => link.comments === 1 && link.answer === 1)?.key_hash ?? null,
  }
}
