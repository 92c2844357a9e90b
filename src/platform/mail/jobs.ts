import type { JobHandler } from '../domain.ts'
import type { Context } from '../context.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { societyName } from '../society.ts'
import { compose } from './compose.ts'
import { transportOf } from './transport.ts'

/**
 * Sends one mail of the outbox. It may run twice: a mail that is sent, held or discarded by then is left alone.
 * A failure stays visible with the mail while the queue tries again.
 */
const send: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const mail = await ctx.db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst()
  if (!mail || (mail.state !== 'queued' && mail.state !== 'failed')) return
  try {
    const society = say(await societyName(ctx), mail.lang)
    await transportOf(ctx).send(id, compose(ctx.config, society, mail, ctx.clock.now()))
  } catch (error) {
    await ctx.db
      .updateTable('mail')
      .set({ state: 'failed', last_error: (error instanceof Error ? error.message : String(error)).slice(0, 1000) })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'failed'])
      .execute()
    throw error
  }
  // Mails of accounts carry links that sign a person in: once delivered, nobody needs to read them here again.
  const ofAccount = mail.event_id === null && mail.batch === null
  const spent = ofAccount && ctx.config.smtpUrl !== null ? { text: '', html: null, attachments: '[]' } : {}
  // It is gone, even if somebody discarded it while the server took it.
  await ctx.db
    .updateTable('mail')
    .set({ state: 'sent', sent_at: ctx.clock.now(), last_error: null, ...spent })
    .where('id', '=', id)
    .execute()
}

export const mailJobs: Readonly<Record<string, JobHandler>> = { 'mail:send': send }
