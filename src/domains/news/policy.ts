import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { ArticleState } from './articles/article.ts'
import type { CommentState } from './comments/comment.ts'

/** Articles, pages, menus, photos, mailings: the society's voice is its secretariat's. */
export const mayManageNews = (actor: Actor): boolean => managesSociety(actor)

/** A scheduled article is as unknown as a draft until its time has come. */
export const maySeeArticle = (actor: Actor, article: { readonly state: ArticleState }): boolean =>
  article.state === 'published' || mayManageNews(actor)

export const maySeePage = (actor: Actor, page: { readonly published: boolean }): boolean =>
  page.published || mayManageNews(actor)

export const mayModerate = (actor: Actor): boolean => managesSociety(actor)

/** What is known of a comment when somebody asks for it. */
export interface CommentRights {
  readonly state: CommentState
  readonly authorId: string | null
  /** The request brought the token that its author was given. */
  readonly hasToken: boolean
  /** The minutes for corrections are not over. */
  readonly fresh: boolean
}

const isAuthor = (actor: Actor, comment: CommentRights): boolean =>
  comment.hasToken || (comment.authorId !== null && comment.authorId === actor.personId)

/** What waits is seen by its author and the moderators; what was refused, by the moderators alone. */
export const maySeeComment = (actor: Actor, comment: CommentRights): boolean =>
  comment.state === 'public' || mayModerate(actor) || (comment.state === 'held' && isAuthor(actor, comment))

/** Corrections only by the author, only for some minutes: an answer must not lose what it answers. */
export const mayEditComment = (actor: Actor, comment: CommentRights): boolean =>
  (comment.state === 'public' || comment.state === 'held') && comment.fresh && isAuthor(actor, comment)

/** One's own words can be taken back at any time with the account, by a guest while the token lasts. */
export const mayDeleteComment = (actor: Actor, comment: CommentRights): boolean =>
  comment.state !== 'deleted' &&
  (mayModerate(actor) || (isAuthor(actor, comment) && (comment.fresh || comment.authorId !== null)))
