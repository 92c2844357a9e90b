import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { CaseView } from '../queries/case.ts'
import { hidesAnswers } from '../quiz/gate.ts'
import { scopeOf, type Scope } from '../share/scope.ts'
import { isFresh } from './model.ts'
import type { CommentState } from './tables.ts'

/** What a reader may do in the discussion of a case that they see. */
export interface TalkRights {
  /** A quiz is to be answered first: nothing that was said reaches them. */
  readonly hidden: boolean
  readonly read: boolean
  readonly write: boolean
  /** The link by which somebody without an account writes. */
  readonly answerKey: string | null
  readonly moderate: boolean
  /** Invites experts, closes the discussion. */
  readonly manage: boolean
  readonly scope: Scope
}

/** What decides it, as plain values. */
export interface TalkState {
  readonly scope: Scope
  readonly hidden: boolean
  readonly open: boolean
  readonly manages: boolean
}

/** Deny by default: who sees the case by name and has an account writes; a link does only what it says. */
export function rightsFrom(actor: Actor, { scope, hidden, open, manages }: TalkState): TalkRights {
  const read = !hidden && scope.comments
  const answerKey = actor.personId === null ? scope.answerKey : null
  return {
    hidden,
    read,
    write: read && open && ((scope.named && actor.personId !== null) || scope.answerKey !== null),
    answerKey,
    moderate: read && scope.named && actor.personId !== null && (manages || managesSociety(actor)),
    manage: scope.named && manages,
    scope,
  }
}

/** At most four statements; one for a signed-in reader of a case without a quiz. */
export async function talkRights(ctx: Context, actor: Actor, found: CaseView): Promise<TalkRights> {
  const scope = await scopeOf(ctx, actor, found)
  const hidden = await hidesAnswers(ctx, actor, found)
  const head = await ctx.db.selectFrom('case_talk').select('open').where('case_id', '=', found.id).executeTakeFirst()
  return rightsFrom(actor, { scope, hidden, open: head?.open !== 0, manages: found.can.manage })
}

interface OfComment {
  readonly authorId: string | null
  readonly keyHash: string | null
  readonly state: CommentState
  readonly createdAt: number
}

/** One's own: by account. What came by a link belongs to nobody who could be recognised later. */
export const isOwn = (actor: Actor, c: Pick<OfComment, 'authorId'>): boolean =>
  actor.personId !== null && actor.personId === c.authorId

export const mayEditComment = (actor: Actor, rights: TalkRights, c: OfComment, now: number): boolean =>
  rights.write && isOwn(actor, c) && c.state === 'shown' && isFresh(c.createdAt, now)

/** Taking back one's own words is always possible; who moderates may take anybody's. */
export const mayRemoveComment = (actor: Actor, rights: TalkRights, c: OfComment): boolean =>
  rights.read && c.state !== 'deleted' && (isOwn(actor, c) || rights.moderate)

export const mayReport = (actor: Actor, rights: TalkRights, c: OfComment): boolean =>
  rights.read && actor.personId !== null && !isOwn(actor, c) && c.state === 'shown'

export const mayHide = (rights: TalkRights, c: OfComment): boolean => rights.moderate && c.state !== 'deleted'

/** Who asked, or who moderates, says that a thread is settled. */
export const mayResolve = (actor: Actor, rights: TalkRights, first: OfComment): boolean =>
  rights.read && first.state === 'shown' && (isOwn(actor, first) || rights.moderate)
