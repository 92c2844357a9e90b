import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { parsed, textOf } from '../json.ts'
import { mayManageNews } from '../policy.ts'
import { countMails } from '#src/platform/mail/outbox.ts'
import type { MailBounceTable, MailingTable } from '../tables.ts'
import type { Audience } from './audience.ts'
import { batchOf } from './mailing.ts'

export interface MailingView {
  readonly id: string
  readonly audience: Audience
  readonly subject: Text
  readonly body: Text
  readonly state: MailingTable['state']
  readonly createdAt: number
  readonly sentAt: number | null
  readonly recipients: number
  readonly isPublic: boolean
  readonly slug: string | null
}

const view = (row: MailingTable, recipients: number): MailingView => ({
  id: row.id,
  audience: parsed<Audience>(row.audience),
  subject: textOf(row.subject),
  body: textOf(row.body),
  state: row.state,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  recipients,
  isPublic: row.is_public === 1,
  slug: row.slug,
})

/** All mailings, the latest first, the number of subscribers, and addresses that bounced. Four statements. */
export async function mailDesk(
  ctx: Context,
  actor: Actor,
): Promise<{ mailings: MailingView[]; subscribers: number; bounces: MailBounceTable[] } | null> {
  if (!mayManageNews(actor)) return null
  const rows = await ctx.db.selectFrom('mailing').selectAll().orderBy('id', 'desc').limit(200).execute()
  const counts = await ctx.db
    .selectFrom('mailing_recipient')
    .select(['mailing_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('state', '!=', 'skipped')
    .groupBy('mailing_id')
    .execute()
  const per = new Map(counts.map((row) => [row.mailing_id, row.n]))
  const { n } = await ctx.db
    .selectFrom('newsletter_subscriber')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  const bounces = await ctx.db.selectFrom('mail_bounce').selectAll().orderBy('at', 'desc').limit(200).execute()
  return { mailings: rows.map((row) => view(row, per.get(row.id) ?? 0)), subscribers: n, bounces }
}

export async function mailingById(ctx: Context, actor: Actor, id: string): Promise<MailingView | null> {
  if (!mayManageNews(actor)) return null
  const row = await ctx.db.selectFrom('mailing').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const { n } = await ctx.db
    .selectFrom('mailing_recipient')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('mailing_id', '=', id)
    .where('state', '!=', 'skipped')
    .executeTakeFirstOrThrow()
  return view(row, n)
}

/** How far a mailing has come, in mails: `waiting` are not gone yet, in the mailing or in the outbox. */
export interface Progress {
  readonly total: number
  readonly waiting: number
  readonly sent: number
  readonly failed: number
  /** Taken out while it went: unsubscribed, bounced or stopped. */
  readonly skipped: number
}

/** Two statements. */
export async function progressOf(ctx: Context, id: string): Promise<Progress> {
  const rows = await ctx.db
    .selectFrom('mailing_recipient')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('mailing_id', '=', id)
    .groupBy('state')
    .execute()
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0)
  const mails = await countMails(ctx, batchOf(id))
  return {
    total: of('waiting') + of('queued'),
    waiting: of('waiting') + mails.queued + mails.held,
    sent: mails.sent,
    failed: mails.failed + mails.discarded,
    skipped: of('skipped'),
  }
}
