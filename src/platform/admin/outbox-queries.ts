import type { Actor } from '../authz.ts'
import type { Context } from '../context.ts'
import type { MailTable } from '../db/types.ts'
import { maskTokens } from '../http/request-log.ts'
import type { MailState } from '../mail/outbox.ts'
import type { Cursor } from './cursor.ts'
import { mayMail, maySeeAccountMail } from './policy.ts'

export interface MailLine {
  readonly id: string
  readonly state: MailState
  readonly to: string
  readonly name: string
  readonly subject: string
  readonly batch: string | null
  readonly createdAt: number
  readonly sentAt: number | null
  readonly error: string | null
}

export interface MailView extends MailLine {
  readonly lang: string
  readonly text: string
  /** Whether codes in the text's links were masked. */
  readonly masked: boolean
  readonly attachments: readonly string[]
}

export interface BatchLine {
  readonly batch: string
  readonly mails: number
  readonly since: number
}

/** Mails that the actor may see: account mails are for administrators. */
const visibleTo = (ctx: Context, actor: Actor) => {
  const all = ctx.db.selectFrom('mail')
  if (!mayMail(actor)) return all.where((eb) => eb.lit(false))
  if (maySeeAccountMail(actor)) return all
  return all.where((eb) => eb.or([eb('event_id', 'is not', null), eb('batch', 'is not', null)]))
}

const LINE = [
  'id',
  'state',
  'to_address',
  'to_name',
  'subject',
  'batch',
  'created_at',
  'sent_at',
  'last_error',
] as const

/** Mails of a state (and batch), the newest first. */
export async function mailLines(
  ctx: Context,
  actor: Actor,
  filter: { state: MailState; batch?: string; limit: number; after?: Cursor },
): Promise<MailLine[]> {
  const { state, batch, limit, after } = filter
  let query = visibleTo(ctx, actor)
    .select(LINE)
    .where('state', '=', state)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (batch) query = query.where('batch', '=', batch)
  if (after) {
    query = query.where((eb) =>
      eb.or([eb('created_at', '<', after.at), eb.and([eb('created_at', '=', after.at), eb('id', '<', after.id)])]),
    )
  }
  return (await query.execute()).map(toLine)
}

/** How many mails that the actor may see are in each state. */
export async function mailCounts(ctx: Context, actor: Actor): Promise<Record<MailState, number>> {
  const rows = await visibleTo(ctx, actor)
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute()
  const counts = { held: 0, queued: 0, failed: 0, sent: 0, discarded: 0 }
  for (const row of rows) counts[row.state] = Number(row.n)
  return counts
}

/** Batches with mails that wait to be sent. */
export async function heldBatches(ctx: Context, actor: Actor): Promise<BatchLine[]> {
  const rows = await visibleTo(ctx, actor)
    .select(['batch', (eb) => eb.fn.countAll<number>().as('mails'), (eb) => eb.fn.min('created_at').as('since')])
    .where('state', '=', 'held')
    .where('batch', 'is not', null)
    .groupBy('batch')
    .orderBy('since', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({ batch: row.batch ?? '', mails: Number(row.mails), since: Number(row.since) }))
}

/** One mail with its text; null when it is not there or not for the actor. */
export async function mailView(ctx: Context, actor: Actor, id: string): Promise<MailView | null> {
  const row = await visibleTo(ctx, actor).selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  // Without a mail server the outbox is the only place where a link can be found; with one it is the recipient's.
  const text = ctx.config.smtpUrl ? withoutCodes(row.text) : row.text
  const files = JSON.parse(row.attachments) as { filename: string }[]
  return {
    ...toLine(row),
    lang: row.lang,
    text,
    masked: text !== row.text,
    attachments: files.map((file) => file.filename),
  }
}

/** A text whose addresses have lost what could sign somebody in. */
export const withoutCodes = (text: string): string =>
  text.replace(/https?:\/\/[^\s<>"]+/g, (address) => {
    const [path = '', query] = address.split('?', 2)
    return query === undefined ? maskTokens(path) : `${maskTokens(path)}?${query.replace(/=[^&#]{16,}/g, '=…')}`
  })

type Row = Pick<MailTable, (typeof LINE)[number]>

const toLine = (row: Row): MailLine => ({
  id: row.id,
  state: row.state,
  to: row.to_address,
  name: row.to_name,
  subject: row.subject,
  batch: row.batch,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  error: row.last_error,
})
