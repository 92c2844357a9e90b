import { say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { stranger, systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { href } from '#src/platform/http/language.ts'
import { mailWords } from '../messages/mail.ts'
import { unreachable, unsubscribeUrl, type MailList } from '../newsletter/lists.ts'
import { seal, unseal } from '../tokens.ts'
import { subjectOf, type Subject } from './subject.ts'

interface Wish extends Subject {
  readonly guestEmail: string
  readonly lang: Lang
  readonly title: Text
}

const CONFIRM_DAYS = 7

/**
 * Somebody wants to hear of further comments. Whose account's address is known hears at once; a guest's address must
 * say so itself first, since anybody could have typed it.
 */
export async function askToWatch(tx: Tx, { kind, ref, guestEmail, lang, title }: Wish): Promise<void> {
  const own = tx.actor.personId ? await accountAddress(tx, tx.actor.personId) : null
  const email = tx.actor.personId ? own : guestEmail
  if (!email || (await unreachable(tx.db, [email], 'notices')).has(email)) return
  const added = await tx.db
    .insertInto('comment_watch')
    .values({ kind, ref, email, lang, confirmed_at: own ? tx.now : null, created_at: tx.now })
    .onConflict((oc) => oc.columns(['kind', 'ref', 'email']).doNothing())
    .returning('email')
    .execute()
  if (own || added.length === 0) return
  const t = mailWords(lang)
  const url = `${tx.ctx.config.baseUrl}${href(lang, `/comments/watch/${seal(tx.ctx, 'watch', [kind, ref, email, tx.now])}`)}`
  await tx.mail({
    to: email,
    lang,
    subject: t('watchSubject', { title: say(title, lang) }),
    text: t('watchText', { title: say(title, lang), url }),
  })
}

async function accountAddress(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('auth_user')
    .select('email')
    .where('person_id', '=', personId)
    .where('email_verified', '=', 1)
    .executeTakeFirst()
  return row?.email ?? null
}

/** What a confirmation link confirms, or null when it is none or too old. */
export function readWatch(ctx: Context, token: string): (Subject & { email: string }) | null {
  const [kind, ref, email, at] = unseal(ctx, 'watch', token) ?? []
  if (typeof kind !== 'string' || typeof ref !== 'string' || typeof email !== 'string' || typeof at !== 'number')
    return null
  return ctx.clock.now() - at > CONFIRM_DAYS * 86_400_000 ? null : { kind, ref, email }
}

export async function confirmWatch(ctx: Context, watch: Subject & { email: string }): Promise<void> {
  await write(ctx, systemActor('comments'), async (tx) => {
    await tx.db
      .updateTable('comment_watch')
      .set({ confirmed_at: tx.now })
      .where('kind', '=', watch.kind)
      .where('ref', '=', watch.ref)
      .where('email', '=', watch.email)
      .where('confirmed_at', 'is', null)
      .execute()
    return ok()
  })
}

/** Writes to those who watch a thread that a comment appeared; once, however often the job runs. */
export const tellWatchers: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const comment = await ctx.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!comment || comment.state !== 'public' || comment.notified === 1) return
  const subject = await subjectOf(ctx, stranger, comment)
  await write(ctx, systemActor('job:news:comment-public'), async (tx) => {
    const first = await tx.db
      .updateTable('comment')
      .set({ notified: 1 })
      .where('id', '=', id)
      .where('notified', '=', 0)
      .executeTakeFirst()
    if (first.numUpdatedRows === 0n || !subject) return ok()
    const own = comment.author_id ? await accountAddress(tx, comment.author_id) : comment.email
    const watchers = await tx.db
      .selectFrom('comment_watch')
      .select(['email', 'lang'])
      .where('kind', '=', comment.kind)
      .where('ref', '=', comment.ref)
      .where('confirmed_at', 'is not', null)
      .execute()
    const list: MailList = `comments/${comment.kind}/${comment.ref}`
    const off = await unreachable(
      tx.db,
      watchers.map((watcher) => watcher.email),
      list,
    )
    for (const { email, lang } of watchers) {
      if (off.has(email) || email === own) continue
      const t = mailWords(lang)
      const leave = unsubscribeUrl(ctx, lang, email, list)
      const url = `${ctx.config.baseUrl}${href(lang, subject.path)}#comment-${id}`
      const words = { title: say(subject.title, lang), name: comment.name, body: comment.body, url, leave }
      await tx.mail({
        to: email,
        lang,
        subject: t('commentSubject', words),
        text: t('commentText', words),
        listUnsubscribe: leave,
      })
    }
    return ok()
  })
}
