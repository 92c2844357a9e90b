import type { ComponentChildren } from 'preact'
import { pick, say, type Lang } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Facts, Section } from '#src/ui/listing.tsx'
import { caseWords } from '../messages/case.ts'
import { presentWords } from '../present/messages.ts'
import { labels, LICENCE_URLS } from '../messages/labels.ts'
import type { CaseContent } from '../model.ts'
import { CasePicture } from '../pictures/picture.tsx'
import type { CaseView } from '../queries/case.ts'
import type { AuthorView, CaseParts } from '../queries/page.ts'
import { Complications, Diagnosis, Procedure, References, Words } from './case-texts.tsx'
import { ImagesGone, SeriesList, VideoList } from './series.tsx'

export interface CasePageProps {
  readonly lang: Lang
  readonly found: CaseView
  /** What the reader may read: in a quiz that is not answered yet, without the answer. */
  readonly content: CaseContent
  readonly parts: CaseParts
  readonly hidden: boolean
  /** Day of sharing in words. */
  readonly sharedOn: string
  /** Day on which its images were withdrawn in words; '' where they were not. */
  readonly withoutSince: string
  /** What the neighbours give: quiz, discussion, consultation. */
  readonly quiz?: ComponentChildren
  readonly after?: ComponentChildren
  readonly tools?: ComponentChildren
}

/** A case to read: pictures with their marks, texts, series, and the way to the viewer. Needs no script. */
export function CasePage(props: CasePageProps) {
  const { lang, found, content, parts, hidden } = props
  const t = caseWords(lang)
  const label = labels(lang)
  const { taxonomy } = parts
  const viewer = parts.series.length > 0 ? to(lang, `${found.path}/view`) : undefined
  return (
    <article class="case">
      <header class="case-head">
        <p class="case-kicker">
          {content.modalities.map((code) => taxonomy.name('modality', code, lang)).join(' · ')}
          {found.state === 'shared' && found.audience === 'public' ? null : (
            <Tag tone="quiet">
              {found.state === 'shared' ? label(`audience.${found.audience}`) : label(`state.${found.state}`)}
            </Tag>
          )}
          {found.quiz ? <Tag tone="signal">{t('quiz')}</Tag> : null}
        </p>
        <h1>
          <Say text={found.title} />
        </h1>
        <Byline lang={lang} authors={parts.authors} />
        {found.synthetic ? <p class="generated-note">{t('synthetic')}</p> : null}
        {props.tools}
      </header>
      <ImagesGone lang={lang} found={found} since={props.withoutSince} />
      <Plates {...props} viewer={viewer} />
      <Facts items={facts(props)} />
      <Words title={t('presentation')} text={content.presentation} lang={lang} />
      <Words title={t('history')} text={content.history} lang={lang} />
      {hidden ? <Notice title={t('quiz')}>{<p>{t('quizHidden')}</p>}</Notice> : null}
      {props.quiz}
      <Words title={t('findings')} text={content.findings} lang={lang} />
      <Words title={t('differential')} text={content.differential} lang={lang} />
      <Diagnosis lang={lang} content={content} />
      <Procedure lang={lang} content={content} />
      <Words title={t('outcome')} text={content.outcome} lang={lang} />
      <Complications lang={lang} content={content} />
      <Words title={t('followUp')} text={content.followUp} lang={lang} />
      <Words title={t('teaching')} text={content.teaching} lang={lang} />
      <References lang={lang} content={content} />
      {parts.series.length > 0 ? (
        <Section title={t('series')} id="series">
          <SeriesList lang={lang} series={parts.series} viewer={viewer} />
        </Section>
      ) : null}
      {parts.videos.length > 0 ? (
        <Section title={t('videos')} id="videos">
          <VideoList lang={lang} videos={parts.videos} />
        </Section>
      ) : null}
      {parts.attached.length > 0 ? (
        <Section title={t('talks')}>
          <ul>
            {parts.attached.map((one) => (
              <li key={one.ref}>
                <a href={to(lang, one.path)}>
                  <Say text={one.title} />
                </a>
                , <Say text={one.event} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {parts.collections.length > 0 ? (
        <Section title={t('inCollections')}>
          <ul>
            {parts.collections.map((one) => (
              <li key={one.code}>
                <a href={to(lang, one.path)}>
                  <Say text={one.title} />
                </a>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {props.after}
      <p class="case-foot">{t('notForDiagnosis')}</p>
    </article>
  )
}

function Byline({ lang, authors }: { lang: Lang; authors: readonly AuthorView[] }) {
  return (
    <ul class="case-authors">
      {authors.map((author, n) => (
        <li key={n}>
          {author.slug ? <a href={to(lang, `/people/${author.slug}`)}>{author.name}</a> : author.name}
          {Object.keys(author.facility).length > 0 ? (
            <span class="quiet">
              {' '}
              <Say text={author.facility} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Plates({ lang, found, parts, hidden, viewer }: CasePageProps & { viewer?: string }) {
  const t = caseWords(lang)
  if (parts.pictures.length === 0) return <Ways lang={lang} found={found} viewer={viewer} />
  return (
    <section class="case-plates" aria-label={t('keyImages')}>
      <ul class={parts.pictures.length === 1 ? 'case-plate-list case-plate-one' : 'case-plate-list'}>
        {parts.pictures.map((picture, n) => {
          const caption = hidden ? '' : say(picture.caption, lang)
          return (
            <li key={picture.id}>
              <figure>
                <CasePicture
                  lang={lang}
                  code={found.code}
                  picture={picture}
                  n={n + 1}
                  sizes={
                    parts.pictures.length === 1 ? '(min-width: 48rem) 36rem, 94vw' : '(min-width: 48rem) 24rem, 94vw'
                  }
                  first={n === 0}
                  bare={hidden}
                  {...(viewer ? { viewer } : {})}
                />
                {parts.pictures.length > 1 || caption ? (
                  <figcaption
                    lang={pick(picture.caption, lang).lang === 'und' ? undefined : pick(picture.caption, lang).lang}
                  >
                    {[...(parts.pictures.length > 1 ? [n + 1] : []), ...(caption ? [caption] : [])].join('. ')}
                  </figcaption>
                ) : null}
              </figure>
            </li>
          )
        })}
      </ul>
      <Ways lang={lang} found={found} viewer={viewer} />
    </section>
  )
}

/** To all images, and to the hall. */
function Ways({ lang, found, viewer }: { lang: Lang; found: CaseView; viewer: string | undefined }) {
  return (
    <div class="actions case-plates-actions">
      {viewer ? (
        <Button kind="primary" href={viewer}>
          {caseWords(lang)('openViewer')}
        </Button>
      ) : null}
      <Button href={to(lang, `${found.path}/present`)}>{presentWords(lang)('present')}</Button>
    </div>
  )
}

function facts({ lang, found, content, parts, sharedOn }: CasePageProps) {
  const t = caseWords(lang)
  const label = labels(lang)
  const { taxonomy, facility } = parts
  const link = (kind: 'technique' | 'organ', code: string) => (
    <a href={to(lang, `/cases?${kind}=${encodeURIComponent(code)}`)}>{taxonomy.name(kind, code, lang)}</a>
  )
  const list = (items: readonly ComponentChildren[]) =>
    items.length === 0 ? null : items.map((item, n) => <div key={n}>{item}</div>)
  const url = LICENCE_URLS[found.licence]
  const patient = [
    content.sex === '' ? '' : label(`sex.${content.sex}`),
    content.age === ''
      ? ''
      : content.age === '90'
        ? t('ageOver')
        : t('ageBand', { from: Number(content.age), to: Number(content.age) + 9 }),
  ].filter((part) => part !== '')
  return [
    { label: t('technique'), value: list(content.techniques.map((code) => link('technique', code))) },
    { label: t('organ'), value: list(content.organs.map((code) => link('organ', code))) },
    { label: t('region'), value: Object.keys(content.region).length > 0 ? <Say text={content.region} /> : null },
    { label: t('patient'), value: patient.join(', ') },
    {
      label: t('facility'),
      value: facility ? (
        <a href={to(lang, `/facilities/${facility.slug}`)}>
          <Say text={facility.name} />
        </a>
      ) : null,
    },
    { label: t('sharedOn'), value: sharedOn },
    {
      label: t('licence'),
      value:
        found.licence === '' ? null : url ? (
          <a href={url} rel="license noopener">
            {label(`licence.${found.licence}`)}
          </a>
        ) : (
          label(`licence.${found.licence}`)
        ),
    },
    { label: t('code'), value: <span class="verbatim">{found.code}</span> },
  ]
}
