import { plainText } from '#src/lib/text/markdown.ts'
import { say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import { getSetting } from '#src/platform/settings.ts'
import { SOCIETY_NAME } from '#src/ui/shell.ts'
import { groupWords } from '../messages/groups.ts'
import { mailWords } from '../messages/mail.ts'
import type { Audience } from './audience.ts'

/** What a mailing says, whoever gets it. */
export interface MailingWords {
  readonly audience: Audience
  readonly subject: Text
  /** Markdown, sent as plain text. */
  readonly body: Text
  /** Whether everyone may read it on the site once it is sent. */
  readonly isPublic: boolean
}

export const societyNameOf = (ctx: Context): Promise<Text> => getSetting<Text>(ctx, 'society.name', SOCIETY_NAME)

export const groupKey = (audience: Audience) => (audience.group === 'role' ? audience.role : audience.group)

/** The mail as a reader of that language gets it; `leave` is their way out, `web` where it can be read on the site. Pure. */
export function letterOf(
  { audience, subject, body }: MailingWords,
  society: Text,
  lang: Lang,
  leave: string,
  web: string | null = null,
): { subject: string; text: string } {
  const t = mailWords(lang)
  const end = t(audience.group === 'subscribers' ? 'newsletterEnd' : 'noticeEnd', {
    society: say(society, lang),
    group: groupWords(lang)(groupKey(audience)),
    leave,
  })
  return {
    subject: say(subject, lang),
    text: `${plainText(say(body, lang), { links: true })}\n\n-- \n${web === null ? '' : `${t('inBrowser', { url: web })}\n`}${end}\n`,
  }
}
