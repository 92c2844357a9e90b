import type { SendMailOptions } from 'nodemailer'
import type { Config } from '../config.ts'
import type { MailTable } from '../db/types.ts'
import { simpleHtml } from './simple-html.ts'

interface Attachment {
  readonly filename: string
  readonly contentType: string
  readonly content: string
}

/**
 * What goes over the wire for a mail of the outbox. Its Message-ID comes from its id, so that a mail which had to be
 * sent again after a broken line is recognised by the receiver; a calendar invitation is a part of its own as well as
 * a file, since mail programs look for either. `society` is who it is from where the configuration names nobody.
 */
export function compose(
  config: Pick<Config, 'mailFrom' | 'baseUrl'>,
  society: string,
  mail: MailTable,
  now: number,
): SendMailOptions {
  const files = JSON.parse(mail.attachments) as Attachment[]
  const headers = JSON.parse(mail.headers) as { listUnsubscribe?: string }
  const calendar = files.find((file) => file.contentType.startsWith('text/calendar'))
  return {
    from: config.mailFrom.includes('<') ? config.mailFrom : { name: society, address: config.mailFrom },
    to: { name: mail.to_name, address: mail.to_address },
    subject: mail.subject,
    text: mail.text,
    html: mail.html ?? simpleHtml(mail.text, mail.lang),
    date: new Date(now),
    messageId: `<${mail.id}@${new URL(config.baseUrl).hostname}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.lang,
      ...(headers.listUnsubscribe
        ? { 'List-Unsubscribe': `<${headers.listUnsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    attachments: files.filter((file) => file !== calendar).map((file) => ({ ...file })),
    ...(calendar
      ? { icalEvent: { method: methodOf(calendar), filename: calendar.filename, content: calendar.content } }
      : {}),
    // Nothing of a mail may be fetched from elsewhere or read from the disk, whatever its text says.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** METHOD of the invitation, which the part's type must repeat (RFC 6047): of the type, else of the calendar itself. */
function methodOf({ contentType, content }: Attachment): string {
  const found = /method=["']?([A-Za-z-]+)/i.exec(contentType) ?? /^METHOD:([A-Za-z-]+)/m.exec(content)
  return (found?.[1] ?? 'PUBLISH').toUpperCase()
}
