import { say } from '#src/lib/text/multilingual.ts'
import { dateRange, dateTimeRange } from '#src/lib/time/format.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import type { MailMessage } from '#src/platform/mail/queue.ts'
import type { InvitationMail } from '../../speakers/speaker-commands.ts'
import { invitationMails } from './messages.ts'

/** The mail by which somebody is asked, or asked again, to take part; the link in it is theirs alone. */
export const invitationMail =
  (ctx: Context) =>
  ({ event, to, row, token, reminder }: InvitationMail): MailMessage => {
    const { lang } = to
    const t = invitationMails(lang)
    const title = say(event.title, lang, event.langs)
    const dates = dateRange(lang, event.startsOn, event.endsOn)
    const open = row.items.filter((one) => one.state === 'pending' || one.state === 'invited')
    const lines = open.map(({ type, item }) => {
      const when =
        item.start === null
          ? t('noTime')
          : t('provisional', { when: dateTimeRange(lang, event.zone, item.start, item.start + item.minutes * 60_000) })
      return `• ${say(item.title, lang, event.langs) || item.code} (${t(type === 'session' ? 'asChair' : 'asSpeaker')})\n  ${when}`
    })
    const text = [
      t('hello', { name: to.name }),
      t(reminder ? 'again' : 'intro', { event: title, dates }),
      lines.join('\n'),
      t('link', { url: `${ctx.config.baseUrl}${href(lang, `/speak/${token}`)}` }),
      ...(event.contactEmail ? [t('contact', { email: event.contactEmail })] : []),
      t('signature'),
    ].join('\n\n')
    return {
      to: to.email,
      name: to.name,
      personId: to.personId,
      eventId: event.id,
      lang,
      subject: t(reminder ? 'reminder' : 'subject', { event: title }),
      text,
    }
  }
