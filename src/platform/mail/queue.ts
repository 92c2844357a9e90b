import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '../context.ts'
import type { AnyDb } from '../db/types.ts'

export interface MailMessage {
  readonly to: string
  readonly name?: string
  readonly personId?: string
  readonly eventId?: string
  /** Mails of one release or notice, listed and sent together. */
  readonly batch?: string
  readonly lang: Lang
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly attachments?: readonly { filename: string; contentType: string; content: string }[]
  /** Address that ends this kind of mail for the person with one POST (RFC 8058). */
  readonly listUnsubscribe?: string
  /** Waits in the outbox until somebody sends it. */
  readonly hold?: boolean
}

/** Puts a mail into the outbox; returns its id. */
export async function queueMail(ctx: Context, db: AnyDb, message: MailMessage): Promise<string> {
  const id = ctx.ids.id()
  await db
    .insertInto('mail')
    .values({
      id,
      state: message.hold ? 'held' : 'queued',
      to_address: message.to,
      to_name: message.name ?? '',
      person_id: message.personId ?? null,
      event_id: message.eventId ?? null,
      batch: message.batch ?? null,
      lang: message.lang,
      subject: message.subject.replace(/[\r\n]+/g, ' '),
      text: message.text,
      html: message.html ?? null,
      attachments: JSON.stringify(message.attachments ?? []),
      headers: JSON.stringify({ listUnsubscribe: message.listUnsubscribe }),
      created_at: ctx.clock.now(),
      sent_at: null,
      last_error: null,
    })
    .execute()
  return id
}
