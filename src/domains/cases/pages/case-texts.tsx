import { markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Section } from '#src/ui/listing.tsx'
import { caseWords } from '../messages/case.ts'
import { labels } from '../messages/labels.ts'
import type { CaseContent } from '../model.ts'

/** Markdown in the reader's language or the one that there is. */
export function Prose({ text, lang }: { text: Text; lang: Lang }) {
  const found = pick(text, lang)
  return (
    <div
      class="prose"
      lang={found.lang === lang ? undefined : found.lang}
      dangerouslySetInnerHTML={{ __html: markdown(found.text) }}
    />
  )
}

export function Words({ title, text, lang }: { title: string; text: Text; lang: Lang }) {
  if (Object.keys(text).length === 0) return null
  return (
    <Section title={title} width="text">
      <Prose text={text} lang={lang} />
    </Section>
  )
}

export function Diagnosis({ lang, content }: { lang: Lang; content: CaseContent }) {
  const t = caseWords(lang)
  const label = labels(lang)
  if (Object.keys(content.diagnosis).length === 0) return null
  return (
    <Section title={t('diagnosis')} width="text">
      <Prose text={content.diagnosis} lang={lang} />
      {content.certainty === '' ? null : (
        <p class="quiet">
          {t('certainty')}: {label(`certainty.${content.certainty}`)}
          {content.basis.length > 0
            ? `, ${t('basedOn', { what: content.basis.map((one) => label(`basis.${one}`)).join(', ') })}`
            : ''}
        </p>
      )}
    </Section>
  )
}

export function Procedure({ lang, content }: { lang: Lang; content: CaseContent }) {
  const t = caseWords(lang)
  const label = labels(lang)
  if (content.steps.length === 0 && content.devices.length === 0) return null
  return (
    <Section title={t('procedure')} width="text">
      {content.steps.length > 0 ? (
        <ol class="case-steps">
          {content.steps.map((step, n) => (
            <li key={n}>
              <Say text={step} />
            </li>
          ))}
        </ol>
      ) : null}
      {content.devices.length > 0 ? (
        <table class="case-devices">
          <caption>{t('devices')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('deviceKind')}</th>
              <th scope="col">{t('deviceName')}</th>
              <th scope="col">{t('deviceSize')}</th>
            </tr>
          </thead>
          <tbody>
            {content.devices.map((device, n) => (
              <tr key={n}>
                <td>{label(`device.${device.kind}`)}</td>
                <td>{device.name}</td>
                <td>{device.size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  )
}

export function Complications({ lang, content }: { lang: Lang; content: CaseContent }) {
  const t = caseWords(lang)
  if (content.complications.length === 0) return null
  return (
    <Section title={t('complications')} width="text">
      <ul>
        {content.complications.map((one, n) => (
          <li key={n}>
            {one.grade === '' ? null : <>{labels(lang)(`sir.${one.grade}`)}: </>}
            <Say text={one.text} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function References({ lang, content }: { lang: Lang; content: CaseContent }) {
  const t = caseWords(lang)
  if (content.references.length === 0) return null
  return (
    <Section title={t('references')} width="text">
      <ol class="case-references">
        {content.references.map((one, n) => (
          <li key={n}>
            {one.text}{' '}
            {one.doi ? (
              <a href={`https://doi.org/${encodeURI(one.doi)}`} rel="noopener">
                doi:{one.doi}
              </a>
            ) : null}{' '}
            {one.pmid ? (
              <a href={`https://pubmed.ncbi.nlm.nih.gov/${one.pmid}/`} rel="noopener">
                PMID {one.pmid}
              </a>
            ) : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}
