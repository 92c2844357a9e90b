import { fold } from '#src/lib/text/search-keys.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { sameToken } from '#src/platform/http/security.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { mayDeleteComment, mayEditComment, type CommentRights } from '../policy.ts'
import type { CommentTable } from '../tables.ts'
import { keyedHash } from '../tokens.ts'
import { checkWords, EDIT_MINUTES, type CommentState, type CommentWords } from './comment.ts'
import { checkStamp, countLinks, LINKS_HELD } from './spam.ts'
import { subjectOf, type Subject } from './subject.ts'
import { askToWatch } from './watch.ts'

export interface NewComment extends Subject, CommentWords {
  readonly lang: Lang
  /** Field that only programs fill in. */
  readonly honeypot: string
  readonly stamp: string
  /** Wants to hear of further comments. */
  readonly notify: boolean
}

export interface Posted {
  readonly id: string
  /** Lets a guest edit for some minutes; goes into their cookie. */
  readonly token: string
  readonly state: CommentState
  readonly path: string
}

/**
 * Puts a comment down. It is public at once where the same author has had one let through before and it is not full of
 * links; else it waits. What a program wrote (honeypot) is answered as if it waited, and lies among the spam.
 */
export async function addComment(ctx: Context, actor: Actor, input: NewComment): Promise<Outcome<Posted>> {
  const subject = await subjectOf(ctx, actor, input)
  if (!subject || subject.closed) return fail('not-found')
  const checked = checkWords(input, actor.personId === null)
  if (!checked.ok) return checked
  const stamp = checkStamp(ctx, input.kind, input.ref, input.stamp)
  if (stamp !== 'fine') return invalid({ body: stamp })
  const words = checked.value
  return write(ctx, actor, async (tx) => {
    const id = tx.ctx.ids.id()
    const token = tx.ctx.ids.token()
    const twice = await sentTwice(tx, input, words)
    if (twice) {
      // The browser lost the first answer, and with it the token: that of this one counts.
      await tx.db
        .updateTable('comment')
        .set({ token_hash: keyedHash(ctx, 'comment', token) })
        .where('id', '=', twice.id)
        .execute()
      return ok({ id: twice.id, token, state: twice.state === 'public' ? 'public' : 'held', path: subject.thread })
    }
    const held_for = countLinks(words.body) > LINKS_HELD ? 'links' : (await isKnown(tx, words)) ? '' : 'first'
    const state = input.honeypot !== '' ? 'spam' : held_for === '' ? 'public' : 'held'
    const name = actor.personId ? actor.name : words.name
    await tx.db
      .insertInto('comment')
      .values({
        id,
        kind: input.kind,
        ref: input.ref,
        author_id: actor.personId,
        name,
        email: actor.personId ? '' : words.email,
        body: words.body,
        lang: input.lang,
        state,
        held_for,
        token_hash: keyedHash(ctx, 'comment', token),
        kept: 0,
        notified: 0,
        created_at: tx.now,
        edited_at: null,
      })
      .execute()
    await tx.audit({ action: 'comment.add', entity: 'comment', id, after: { kind: input.kind, ref: input.ref, state } })
    if (state === 'public') await tx.enqueue('news:comment-public', { id })
    if (input.notify && state !== 'spam')
      await askToWatch(tx, { ...input, guestEmail: words.email, title: subject.title })
    return ok({ id, token, state: state === 'spam' ? 'held' : state, path: subject.thread })
  })
}

/** The same words of the same author under the same thing a moment ago: the button was pressed twice. */
async function sentTwice(tx: Tx, { kind, ref }: Subject, words: CommentWords) {
  const { personId } = tx.actor
  const same = tx.db
    .selectFrom('comment')
    .select(['id', 'state'])
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .where('body', '=', words.body)
    .where('created_at', '>', tx.now - 60_000)
  const mine = personId
    ? same.where('author_id', '=', personId)
    : same.where('author_id', 'is', null).where('email', '=', words.email).where('name', '=', words.name)
  return await mine.limit(1).executeTakeFirst()
}

/** Whether the same account, or the same name and address, has had a comment let through. */
async function isKnown(tx: Tx, words: CommentWords): Promise<boolean> {
  const { personId } = tx.actor
  const approved = tx.db.selectFrom('comment').select('name').where('state', '=', 'public')
  if (personId) return (await approved.where('author_id', '=', personId).limit(1).executeTakeFirst()) !== undefined
  const rows = await approved.where('email', '=', words.email).where('author_id', 'is', null).limit(50).execute()
  return rows.some((row) => fold(row.name) === fold(words.name))
}

/** What the policy asks about a comment, for the actor and the token that the request brought. */
export const rightsOf = (ctx: Context, row: CommentTable, token: string | undefined): CommentRights => ({
  state: row.state,
  authorId: row.author_id,
  hasToken: token !== undefined && row.token_hash !== '' && sameToken(keyedHash(ctx, 'comment', token), row.token_hash),
  fresh: ctx.clock.now() - row.created_at < EDIT_MINUTES * 60_000,
})

const rowOf = (tx: Tx, id: string) => tx.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()

/** What a comment belongs to; asked before the transaction, since other domains answer from the database themselves. */
async function subjectFor(ctx: Context, actor: Actor, id: string) {
  const row = await ctx.db.selectFrom('comment').select(['kind', 'ref']).where('id', '=', id).executeTakeFirst()
  return row ? subjectOf(ctx, actor, row) : null
}

/** Corrects one's own comment; with more links than before it waits for a moderator again. */
export async function editComment(
  ctx: Context,
  actor: Actor,
  id: string,
  body: string,
  token: string | undefined,
): Promise<Outcome<{ path: string }>> {
  const subject = await subjectFor(ctx, actor, id)
  return write(ctx, actor, async (tx) => {
    const row = await rowOf(tx, id)
    if (!row || !subject || !mayEditComment(actor, rightsOf(ctx, row, token))) return fail('not-found')
    const checked = checkWords({ name: row.name, email: row.email, body }, false)
    if (!checked.ok) return checked
    const links = countLinks(checked.value.body)
    const held = links > LINKS_HELD && links > countLinks(row.body)
    const state = held ? ({ state: 'held', held_for: 'links' } as const) : {}
    await tx.db
      .updateTable('comment')
      .set({ body: checked.value.body, edited_at: tx.now, ...state })
      .where('id', '=', id)
      .execute()
    await tx.audit({ action: 'comment.edit', entity: 'comment', id, after: { held } })
    return ok({ path: subject.thread })
  })
}

/** Takes a comment away for good: its words, name and address are removed, that there was one stays in the audit log. */
export async function deleteComment(
  ctx: Context,
  actor: Actor,
  id: string,
  token: string | undefined,
): Promise<Outcome<{ path: string }>> {
  const subject = await subjectFor(ctx, actor, id)
  return write(ctx, actor, async (tx) => {
    const row = await rowOf(tx, id)
    if (!row || !mayDeleteComment(actor, rightsOf(ctx, row, token))) return fail('not-found')
    await tx.db
      .updateTable('comment')
      .set({ state: 'deleted', body: '', name: '', email: '', token_hash: '', author_id: null })
      .where('id', '=', id)
      .execute()
    await tx.audit({
      action: 'comment.delete',
      entity: 'comment',
      id,
      before: { kind: row.kind, ref: row.ref, state: row.state },
    })
    return ok({ path: subject?.thread ?? '/news' })
  })
}
