import { imageOfView, knownImages } from '#src/domains/imaging/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { findIdentifying, type Finding } from '../identifying/index.ts'
import type { CaseView } from '../queries/case.ts'
import { raise } from './head.ts'
import { isReportReason, langOfText, LIMITS, mentionsIn, type Candidate } from './model.ts'
import { candidatesOf } from './people.ts'
import { keptPin, readPin } from './pin.ts'
import { mayEditComment, mayHide, mayRemoveComment, mayReport, mayResolve, type TalkRights } from './rights.ts'
import type { CommentTable } from './tables.ts'

/** A case, who asks, and what they may do in its discussion. */
export interface Talk {
  readonly found: CaseView
  readonly rights: TalkRights
}

export interface NewComment {
  readonly body: string
  /** Thread that it answers; '' begins one. */
  readonly thread: string
  /** `encodeView`, or ''. */
  readonly pin: string
  /** Made by the sender: sent twice, it is one comment. */
  readonly key: string
  /** Of somebody without an account. */
  readonly name: string
  /** The writer was shown what looks like identity and says that it identifies nobody. */
  readonly confirmed: boolean
}

/** Several lines of typed text: no control characters, nothing that turns the direction of reading. */
export const cleanBody = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const cleanName = (text: string): string => cleanBody(text).replace(/\s+/g, ' ')

export function checkBody(body: string): Record<string, string> {
  if (body === '') return { body: 'required' }
  return body.length > LIMITS.body ? { body: 'too-long' } : {}
}

/** Where words look like a patient's identity; colleagues named with `@` are none. */
export function identityIn(body: string, candidates: readonly Candidate[] = []): Finding[] {
  const names = candidates.flatMap((c) => [c.name, c.latin]).filter((name) => name !== '')
  let text = body
  for (const name of names.toSorted((a, b) => b.length - a.length))
    text = text.replaceAll(`@${name}`, `@${' '.repeat(name.length)}`)
  return findIdentifying(text)
}

/** The pin as it is kept, if it points at an image of this case that the writer sees; null for a wrong one. */
export async function checkedPin(ctx: Context, actor: Actor, found: CaseView, pin: string): Promise<string | null> {
  if (pin === '') return ''
  const view = readPin(pin)
  if (!view || found.imagingCaseId === null) return null
  const image = imageOfView(await knownImages(ctx, actor, [view.instance]), view)
  return image?.caseId === found.imagingCaseId ? keptPin(view) : null
}

/** Says something about a case, with a place on an image where there is one. Followers hear of it by mail, without its words. */
export async function addComment(
  ctx: Context,
  actor: Actor,
  { found, rights }: Talk,
  input: NewComment,
  lang: Lang,
): Promise<Outcome<{ id: string; threadId: string }>> {
  if (!rights.write) return fail(actor.personId === null && !rights.hidden ? 'sign-in' : 'not-found')
  const body = cleanBody(input.body)
  const name = actor.personId === null ? cleanName(input.name) : ''
  const wrong = checkBody(body)
  if (actor.personId === null && name === '') wrong['name'] = 'required'
  if (name.length > LIMITS.name) wrong['name'] = 'too-long'
  if (!/^[\w-]{16,64}$/.test(input.key)) return fail('invalid')
  const pin = await checkedPin(ctx, actor, found, input.pin)
  if (pin === null) wrong['pin'] = 'pin'
  if (!input.confirmed && !wrong['body'] && identityIn(body, await candidatesFor(ctx, found, body)).length > 0)
    wrong['body'] = 'identity'
  if (pin === null || Object.keys(wrong).length > 0) return invalid(wrong)
  return write(ctx, actor, async (tx) => {
    await raise(tx, found.id)
    const known = await tx.db
      .selectFrom('case_comment')
      .select(['id', 'thread_id', 'author_id'])
      .where('case_id', '=', found.id)
      .where('client_key', '=', input.key)
      .executeTakeFirst()
    if (known)
      return known.author_id === actor.personId ? ok({ id: known.id, threadId: known.thread_id }) : fail('conflict')
    const id = ctx.ids.id()
    const first = input.thread === '' ? null : await commentOf(tx, found.id, input.thread)
    if (input.thread !== '' && (!first || first.thread_id !== first.id || first.state === 'hidden'))
      return fail('not-found')
    const { n } = await tx.db
      .selectFrom('case_comment')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('case_id', '=', found.id)
      .executeTakeFirstOrThrow()
    if (Number(n) >= LIMITS.comments) return fail('too-large')
    const expert = await tx.db
      .selectFrom('case_expert')
      .select('person_id')
      .where('case_id', '=', found.id)
      .where('person_id', '=', actor.personId ?? '')
      .executeTakeFirst()
    await tx.db
      .insertInto('case_comment')
      .values({
        id,
        case_id: found.id,
        thread_id: first?.id ?? id,
        author_id: actor.personId,
        name,
        key_hash: actor.personId === null ? rights.answerKey : null,
        role: expert ? 'expert' : '',
        body,
        lang: langOfText(body, lang),
        pin,
        state: 'shown',
        client_key: input.key,
        created_at: tx.now,
        edited_at: null,
        resolved_at: null,
        resolved_by: null,
      })
      .execute()
    await nameMentioned(tx, found, id, body)
    // An answer to what was settled opens it again.
    if (first?.resolved_at)
      await tx.db
        .updateTable('case_comment')
        .set({ resolved_at: null, resolved_by: null })
        .where('id', '=', first.id)
        .execute()
    await tx.enqueue('cases:tell-comment', { id }, { runAt: tx.now + TELL_AFTER })
    await tx.audit({ action: 'case.comment', entity: 'case', id: found.id, after: { comment: id, pinned: pin !== '' } })
    return ok({ id, threadId: first?.id ?? id })
  })
}

const candidatesFor = async (ctx: Context, found: CaseView, body: string): Promise<Candidate[]> =>
  body.includes('@') ? await candidatesOf(ctx.db, found) : []

/** Mails wait a little, so that what is taken back at once is not announced. */
const TELL_AFTER = 60_000

async function nameMentioned(tx: Tx, found: CaseView, id: string, body: string): Promise<void> {
  await tx.db.deleteFrom('case_mention').where('comment_id', '=', id).execute()
  if (!body.includes('@')) return
  const named = mentionsIn(body, await candidatesOf(tx.db, found)).filter((person) => person !== tx.actor.personId)
  if (named.length > 0)
    await tx.db
      .insertInto('case_mention')
      .values(named.map((person_id) => ({ comment_id: id, person_id })))
      .execute()
}

const commentOf = (tx: Tx, caseId: string, id: string): Promise<CommentTable | undefined> =>
  tx.db.selectFrom('case_comment').selectAll().where('id', '=', id).where('case_id', '=', caseId).executeTakeFirst()

const asked = (row: CommentTable) => ({
  authorId: row.author_id,
  keyHash: row.key_hash,
  state: row.state,
  createdAt: row.created_at,
})

/** Runs a change of one comment that the check allows; 404 for all others. */
function change(
  ctx: Context,
  actor: Actor,
  { found }: Talk,
  id: string,
  allowed: (row: CommentTable, now: number) => boolean,
  act: (tx: Tx, row: CommentTable) => Promise<Outcome>,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const row = await commentOf(tx, found.id, id)
    if (!row || !allowed(row, tx.now)) return fail('not-found')
    const done = await act(tx, row)
    if (done.ok) await raise(tx, found.id)
    return done
  })
}

/** Corrects one's own words within EDIT_MINUTES; marked as edited. */
export async function editComment(
  ctx: Context,
  actor: Actor,
  talk: Talk,
  id: string,
  { body: text, confirmed }: { readonly body: string; readonly confirmed: boolean },
): Promise<Outcome> {
  const body = cleanBody(text)
  const identity = confirmed ? [] : identityIn(body, await candidatesFor(ctx, talk.found, body))
  const may = (row: CommentTable, now: number) => mayEditComment(actor, talk.rights, asked(row), now)
  return await change(ctx, actor, talk, id, may, async (tx, row) => {
    const wrong = checkBody(body)
    if (identity.length > 0 && !wrong['body']) wrong['body'] = 'identity'
    if (Object.keys(wrong).length > 0) return invalid(wrong)
    if (body === row.body) return ok()
    const lang = langOfText(body, row.lang)
    await tx.db.updateTable('case_comment').set({ body, lang, edited_at: tx.now }).where('id', '=', id).execute()
    await nameMentioned(tx, talk.found, id, body)
    await tx.audit({ action: 'case.comment.edit', entity: 'case', id: talk.found.id, after: { comment: id } })
    return ok()
  })
}

/** Takes a comment away for good: words, place and name are gone; an answer to it still stands. */
export function removeComment(ctx: Context, actor: Actor, talk: Talk, id: string): Promise<Outcome> {
  const may = (row: CommentTable) => mayRemoveComment(actor, talk.rights, asked(row))
  return change(ctx, actor, talk, id, may, async (tx) => {
    const empty = { body: '', pin: '', name: '', author_id: null, key_hash: null, role: '' as const }
    await tx.db
      .updateTable('case_comment')
      .set({ state: 'deleted', ...empty })
      .where('id', '=', id)
      .execute()
    for (const table of ['case_mention', 'case_report'] as const)
      await tx.db.deleteFrom(table).where('comment_id', '=', id).execute()
    await tx.audit({ action: 'case.comment.remove', entity: 'case', id: talk.found.id, after: { comment: id } })
    return ok()
  })
}

export function resolveThread(ctx: Context, actor: Actor, talk: Talk, id: string, on: boolean): Promise<Outcome> {
  const may = (row: CommentTable) => row.thread_id === row.id && mayResolve(actor, talk.rights, asked(row))
  return change(ctx, actor, talk, id, may, async (tx) => {
    const set = on ? { resolved_at: tx.now, resolved_by: actor.personId } : { resolved_at: null, resolved_by: null }
    await tx.db.updateTable('case_comment').set(set).where('id', '=', id).execute()
    return ok()
  })
}

/** A reader finds a comment wrong; its case's owner and the secretariat see it. What may identify a patient is hidden at once. */
export function reportComment(ctx: Context, actor: Actor, talk: Talk, id: string, reason: string): Promise<Outcome> {
  const may = (row: CommentTable) => mayReport(actor, talk.rights, asked(row))
  return change(ctx, actor, talk, id, may, async (tx) => {
    if (!isReportReason(reason)) return invalid({ reason: 'required' })
    await tx.db
      .insertInto('case_report')
      .values({ comment_id: id, person_id: actor.personId!, reason, at: tx.now })
      .onConflict((oc) => oc.doNothing())
      .execute()
    if (reason === 'identity')
      await tx.db.updateTable('case_comment').set({ state: 'hidden' }).where('id', '=', id).execute()
    await tx.audit({ action: 'case.comment.report', entity: 'case', id: talk.found.id, after: { comment: id, reason } })
    return ok()
  })
}

/** Hides a comment from all but those who moderate, or lets it stand, which settles its reports. */
export function hideComment(ctx: Context, actor: Actor, talk: Talk, id: string, on: boolean): Promise<Outcome> {
  const may = (row: CommentTable) => mayHide(talk.rights, asked(row))
  return change(ctx, actor, talk, id, may, async (tx) => {
    await tx.db
      .updateTable('case_comment')
      .set({ state: on ? 'hidden' : 'shown' })
      .where('id', '=', id)
      .execute()
    if (!on) await tx.db.deleteFrom('case_report').where('comment_id', '=', id).execute()
    const action = on ? 'case.comment.hide' : 'case.comment.show'
    await tx.audit({ action, entity: 'case', id: talk.found.id, after: { comment: id } })
    return ok()
  })
}

/** Ends a discussion or opens it again; what was said stays to be read. */
export function openTalk(ctx: Context, actor: Actor, { found, rights }: Talk, on: boolean): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!rights.manage) return fail('not-found')
    await raise(tx, found.id)
    await tx.db
      .updateTable('case_talk')
      .set({ open: on ? 1 : 0 })
      .where('case_id', '=', found.id)
      .execute()
    await tx.audit({ action: 'case.talk', entity: 'case', id: found.id, after: { open: on } })
    return ok()
  })
}
