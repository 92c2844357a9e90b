import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { seal, unseal } from '../tokens.ts'
import { recipientsOf, type Audience, type Recipient } from './audience.ts'

/** What one can leave: the newsletter, notices to groups, or the comments of one thread (`comments/article/<id>`). */
export type MailList = 'newsletter' | 'notices' | `comments/${string}/${string}`

const isList = (text: unknown): text is MailList =>
  typeof text === 'string' && /^(?:newsletter|notices|comments\/[\w-]{1,40}\/[\w-]{1,80})$/.test(text)

/** The address in the List-Unsubscribe header and at the end of each mail. GET asks, POST does it (RFC 8058). */
export const unsubscribeUrl = (ctx: Context, lang: Lang, email: string, list: MailList): string =>
  `${ctx.config.baseUrl}/${lang}/unsubscribe/${seal(ctx, 'unsubscribe', [email, list])}`

export function readUnsubscribe(ctx: Context, token: string): { email: string; list: MailList } | null {
  const [email, list] = unseal(ctx, 'unsubscribe', token) ?? []
  return typeof email === 'string' && isList(list) ? { email, list } : null
}

/** Ends a kind of mail for an address, at once and however often it is asked. */
export async function leaveList(ctx: Context, email: string, list: MailList): Promise<void> {
  await write(ctx, systemActor('unsubscribe'), async (tx) => {
    const [kind, subject, ref] = list.split('/')
    if (kind === 'comments') {
      await tx.db
        .deleteFrom('comment_watch')
        .where('email', '=', email)
        .where('kind', '=', subject!)
        .where('ref', '=', ref!)
        .execute()
      return ok()
    }
    await tx.db
      .insertInto('mail_optout')
      .values({ email, list, at: tx.now })
      .onConflict((oc) => oc.columns(['email', 'list']).doNothing())
      .execute()
    if (list === 'newsletter') {
      await tx.db
        .updateTable('newsletter_subscriber')
        .set({ state: 'left', left_at: tx.now })
        .where('email', '=', email)
        .where('state', '!=', 'left')
        .execute()
    }
    // Mails of the list that still wait in a mailing are not queued any more.
    await tx.db
      .updateTable('mailing_recipient')
      .set({ state: 'skipped' })
      .where('email', '=', email)
      .where('state', '=', 'waiting')
      .where('mailing_id', 'in', (eb) =>
        eb
          .selectFrom('mailing')
          .select('id')
          .where('kind', '=', list === 'newsletter' ? 'newsletter' : 'notice'),
      )
      .execute()
    await tx.audit({ action: 'mail.unsubscribe', entity: 'mail-list', id: list })
    return ok()
  })
}

/** Of these addresses, those that nothing may be sent to: gone for good, or out of the list. Two statements. */
export async function unreachable(db: AnyDb, emails: readonly string[], list: MailList): Promise<Set<string>> {
  if (emails.length === 0) return new Set()
  const bounced = await db.selectFrom('mail_bounce').select('email').where('email', 'in', emails).execute()
  const left = await db
    .selectFrom('mail_optout')
    .select('email')
    .where('email', 'in', emails)
    .where('list', '=', list.split('/')[0]!)
    .execute()
  return new Set([...bounced, ...left].map((row) => row.email))
}

/** Those of a group who get a mailing now: not who left its list or cannot be reached. Two statements, and two for each 500. */
export async function reachable(db: AnyDb, audience: Audience): Promise<Recipient[]> {
  const all = await recipientsOf(db, audience)
  const list = audience.group === 'subscribers' ? 'newsletter' : 'notices'
  const rows: Recipient[] = []
  for (let from = 0; from < all.length; from += 500) {
    const part = all.slice(from, from + 500)
    const emails = part.map((one) => one.email)
    const off = await unreachable(db, emails, list)
    rows.push(...part.filter((one) => !off.has(one.email)))
  }
  return rows
}
