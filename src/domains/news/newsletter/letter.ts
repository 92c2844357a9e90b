import { markdown, plainText } from '#src/lib/text/markdown.ts'
import { say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { groupWords } from '../messages/groups.ts'
import { mailHtml, paragraphs } from '#src/platform/mail/simple-html.ts'
import { mailWords } from '../messages/mail.ts'
import type { Audience } from './audience.ts'

/** What a mailing says, whoever gets it. */
export interface MailingWords {
  readonly audience: Audience
  readonly subject: Text
  /** Markdown, sent formatted and as plain text. */
  readonly body: Text
  /** Whether everyone may read it on the site once it is sent. */
  readonly isPublic: boolean
}

export const groupKey = (audience: Audience) => (audience.group === 'role' ? audience.role : audience.group)

/** The mail as a reader of that language gets it; `leave` is their way out, `web` where it can be read on the site. Pure. */
export function letterOf(
  { audience, subject, body }: MailingWords,
  society: Text,
  lang: Lang,
  leave: string,
  web: string | null = null,
): { subject: string; text: string; html: string } {
  const t = mailWords(lang)
  const end = t(audience.group === 'subscribers' ? 'newsletterEnd' : 'noticeEnd', {
    society: say(society, lang),
    group: groupWords(lang)(groupKey(audience)),
    leave,
  })
  const foot = `${web === null ? '' : `${t('inBrowser', { url: web })}\n`}${end}`
  const source = say(body, lang)
  return {
    subject: say(subject, lang),
    text: `${plainText(source, { links: true })}\n\n-- \n${foot}\n`,
    html: mailHtml(`${markdown(source, { headingShift: 0 })}\n<hr>\n<small>${paragraphs(foot)}</small>`, lang),
  }
}
