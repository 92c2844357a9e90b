import { LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { OWN_NAMES } from '#src/ui/messages.ts'
import { Section } from '#src/ui/listing.tsx'
import { manageWords } from '../messages/manage.ts'
import { letterOf, type MailingWords } from '../newsletter/letter.ts'
import { noLeave, webOf } from '../newsletter/mailing.ts'

/** A mailing in each language that it is written in, word for word as it arrives. */
export function Letters({
  c,
  words,
  society,
  unsaved,
}: {
  c: Ctx
  words: MailingWords & { readonly slug?: string | null }
  society: Text
  unsaved?: boolean
}) {
  const t = manageWords(c.var.lang)
  const written = LANGS.filter((lang) => words.subject[lang] || words.body[lang])
  return (
    <Section title={t(unsaved ? 'asSentUnsaved' : 'asSent')} id="letter">
      {written.map((lang) => {
        const { subject, text } = letterOf(
          words,
          society,
          lang,
          noLeave(c.var.ctx, lang),
          webOf(c.var.ctx, lang, words),
        )
        return (
          <article key={lang} class="letter">
            <p class="quiet">{OWN_NAMES[lang]}</p>
            <div lang={lang}>
              <p>
                <strong>{subject}</strong>
              </p>
              <p class="letter-text">{text.trim()}</p>
            </div>
          </article>
        )
      })}
    </Section>
  )
}
