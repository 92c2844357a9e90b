import type { Context } from '../context.ts'
import type { MailTable } from '../db/types.ts'
import { fail, ok, type Outcome } from '../outcome.ts'
import type { Tx } from '../write.ts'

export type MailState = MailTable['state']
export const MAIL_STATES = ['held', 'queued', 'failed', 'sent', 'discarded'] as const satisfies readonly MailState[]

/** How many mails are in each state; states without any are 0. */
export async function countMails(ctx: Context, batch?: string): Promise<Record<MailState, number>> {
  let query = ctx.db
    .selectFrom('mail')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('state')
  if (batch !== undefined) query = query.where('batch', '=', batch)
  const counts = { held: 0, queued: 0, failed: 0, sent: 0, discarded: 0 }
  for (const row of await query.execute()) counts[row.state] = Number(row.n)
  return counts
}

const payloadOf = (id: string): string => JSON.stringify({ id })

/** Lets the held mails of a batch go; returns how many. The caller has asked whether the actor may. */
export async function sendBatch(tx: Tx, batch: string): Promise<Outcome<number>> {
  const mails = await moveBatch(tx, batch, ['held'], 'queued')
  if (mails.length === 0) return fail('not-found')
  for (const { id } of mails) await tx.enqueue('mail:send', { id })
  await tx.audit({
    action: 'mail.send-batch',
    entity: 'mail-batch',
    id: batch,
    eventId: mails[0]!.event_id,
    after: { mails: mails.length },
  })
  return ok(mails.length)
}

/** Stops what of a batch has not gone yet, until somebody sends or discards it; returns how many mails. */
export async function holdBatch(tx: Tx, batch: string): Promise<Outcome<number>> {
  const mails = await moveBatch(tx, batch, ['queued', 'failed'], 'held')
  if (mails.length === 0) return fail('not-found')
  await dropJobs(tx, mails)
  await tx.audit({
    action: 'mail.hold-batch',
    entity: 'mail-batch',
    id: batch,
    eventId: mails[0]!.event_id,
    after: { mails: mails.length },
  })
  return ok(mails.length)
}

/** Gives up what of a batch has not gone yet; returns how many mails. */
export async function discardBatch(tx: Tx, batch: string): Promise<Outcome<number>> {
  const mails = await moveBatch(tx, batch, ['held', 'queued', 'failed'], 'discarded')
  if (mails.length === 0) return fail('not-found')
  await dropJobs(tx, mails)
  await tx.audit({
    action: 'mail.discard-batch',
    entity: 'mail-batch',
    id: batch,
    eventId: mails[0]!.event_id,
    after: { mails: mails.length },
  })
  return ok(mails.length)
}

/** Sends one mail that is held or failed, now. */
export async function retryMail(tx: Tx, id: string): Promise<Outcome> {
  const mail = await moveMail(tx, id, ['held', 'failed'], 'queued')
  if (!mail) return fail('not-found')
  // Its job may wait for the next try or lie among the dead letters; another one beside it could send twice.
  await dropJobs(tx, [mail])
  await tx.enqueue('mail:send', { id })
  await tx.audit({ action: 'mail.retry', entity: 'mail', id, eventId: mail.event_id })
  return ok()
}

/** Gives one mail up that has not gone. */
export async function discardMail(tx: Tx, id: string): Promise<Outcome> {
  const mail = await moveMail(tx, id, ['held', 'queued', 'failed'], 'discarded')
  if (!mail) return fail('not-found')
  await dropJobs(tx, [mail])
  await tx.audit({ action: 'mail.discard', entity: 'mail', id, eventId: mail.event_id })
  return ok()
}

type Moved = Pick<MailTable, 'id' | 'event_id'>

const moveBatch = (tx: Tx, batch: string, from: readonly MailState[], to: MailState): Promise<Moved[]> =>
  tx.db
    .updateTable('mail')
    .set({ state: to })
    .where('batch', '=', batch)
    .where('state', 'in', from)
    .returning(['id', 'event_id'])
    .execute()

const moveMail = (tx: Tx, id: string, from: readonly MailState[], to: MailState): Promise<Moved | undefined> =>
  tx.db
    .updateTable('mail')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning(['id', 'event_id'])
    .executeTakeFirst()

async function dropJobs(tx: Tx, mails: readonly Moved[]): Promise<void> {
  const size = 500
  for (let at = 0; at < mails.length; at += size) {
    const payloads = mails.slice(at, at + size).map((mail) => payloadOf(mail.id))
    await tx.db
      .deleteFrom('job')
      .where('name', '=', 'mail:send')
      .where('payload', 'in', payloads)
      .where('state', 'in', ['ready', 'dead'])
      .execute()
  }
}
