import { markdown } from '#src/lib/text/markdown.ts'
import { LANGS, pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { OWN_NAMES } from '#src/ui/messages.ts'
import { manageWords } from '../messages/manage.ts'

interface PreviewProps {
  readonly lang: Lang
  readonly title: Text
  readonly summary?: Text
  /** Markdown. */
  readonly body: Text
}

/** What was typed, in each language that it is written in, as readers will see it. */
export function Preview({ lang, title, summary = {}, body }: PreviewProps) {
  const t = manageWords(lang)
  const written = LANGS.filter((one) => body[one])
  return (
    <section class="article-preview" id="preview" aria-label={t('previewTitle')}>
      <p class="quiet">{t('previewTitle')}</p>
      {(written.length > 0 ? written : LANGS.filter((one) => title[one])).map((one) => (
        <article key={one} lang={one}>
          <p class="quiet">{OWN_NAMES[one]}</p>
          <h2>{pick(title, one).text}</h2>
          {summary[one] ? <p class="lead">{summary[one]}</p> : null}
          <div
            class="prose"
            dangerouslySetInnerHTML={{ __html: markdown(body[one] ?? '', { images: true, headingShift: 2 }) }}
          />
        </article>
      ))}
    </section>
  )
}
