import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { LANGS, pick, say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { ComponentChildren } from 'preact'
import { GeneratedMark, Notice } from '#src/ui/feedback.tsx'
import { Say } from '#src/ui/context.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { Time } from '#src/ui/time.tsx'
import { langsOf } from '../articles/article.ts'
import type { ArticlePage } from '../articles/queries.ts'
import { publicWords } from '../messages/public.ts'
import { Picture } from '../photos/picture.tsx'
import { Share } from './share.tsx'
import { Sheet } from './sheet.tsx'

/**
 * How wide the cover is said to be. A phone shows it over its whole width; said smaller, a screen of two
 * dots a pixel fetches 400 pixels, some 25 kB: on a slow line they are there before the text's faces ask for their share.
 */
const COVER = '(min-width: 62rem) 58rem, (min-width: 40rem) 92vw, 50vw'

export interface ArticleProps {
  readonly article: ArticlePage
  readonly lang: Lang
  readonly zone: string
  readonly origin: string
  readonly comments?: ComponentChildren
  /** Of a preview link: photos then carry it. */
  readonly token?: string
  readonly mayEdit?: boolean
}

const NAMES = { vi: 'langVi', en: 'langEn', ko: 'langKo' } as const

/** The language that an article is shown in: the reader's, else the first that it is written in. */
export function shownLang(article: { readonly title: Text; readonly body: Text }, lang: Lang): Lang {
  const written = langsOf(article)
  return written.includes(lang) ? lang : ((written[0] as Lang | undefined) ?? lang)
}

/** The summary of an article in a language, or the beginning of its text. */
export const teaser = (article: { readonly summary: Text; readonly body: Text }, lang: Lang, max = 200): string =>
  article.summary[lang] ?? excerpt(say(article.body, lang), max)

/** An article: head, cover, text, share links, photos, comments. */
export function Article(props: ArticleProps) {
  const { article, lang, token } = props
  const t = publicWords(lang)
  const shown = shownLang(article, lang)
  const other = shown === lang ? undefined : shown
  return (
    <>
      <article class="article" lang={other}>
        <header class="article-head">
          <h1>{pick(article.title, shown).text}</h1>
          {article.summary[shown] ? <p class="lead">{article.summary[shown]}</p> : null}
          <Byline {...props} />
        </header>
        <Cover {...props} />
        {other ? (
          <div lang={lang}>
            <Notice>
              <p>{t('inOther', { lang: t(NAMES[shown]) })}</p>
            </Notice>
          </div>
        ) : null}
        <div
          class="prose article-body"
          dangerouslySetInnerHTML={{
            __html: markdown(pick(article.body, shown).text, { images: true, headingShift: 1 }),
          }}
        />
      </article>
      <Share
        lang={lang}
        url={`${props.origin}${to(lang, `/news/${article.slug}`)}`}
        title={pick(article.title, shown).text}
      />
      {article.photos.length > 0 ? (
        <Section title={t('photos')} id="photos">
          <Sheet photos={article.photos} lang={lang} slug={article.slug} token={token} />
        </Section>
      ) : null}
      {props.comments}
    </>
  )
}

function Byline({ article, lang, zone, mayEdit }: ArticleProps) {
  const t = publicWords(lang)
  return (
    <>
      <p class="article-facts" lang={lang}>
        {article.publishAt === null ? null : <Time at={article.publishAt} zone={zone} show="date" />}
        {article.byline ? <span>{t('by', { name: article.byline })}</span> : null}
        {article.photos.length > 0 ? <a href="#photos">{t('nPhotos', { n: article.photos.length })}</a> : null}
        {article.generated ? <GeneratedMark short /> : null}
        {mayEdit ? <a href={to(lang, `/manage/news/${article.id}`)}>{t('editArticle')}</a> : null}
      </p>
      {article.eventSlug ? (
        <p class="article-facts" lang={lang}>
          <span>
            {t('relatedEvent')}:{' '}
            <a href={to(lang, `/events/${article.eventSlug}`)}>
              {say(article.eventTitle, lang) === '' ? article.eventSlug : <Say text={article.eventTitle} />}
            </a>
          </span>
        </p>
      ) : null}
      {article.tags.length > 0 ? (
        <ul class="tags" aria-label={t('tags')} lang={lang}>
          {article.tags.map((tag) => (
            <li key={tag.slug}>
              <a href={to(lang, `/news/tags/${tag.slug}`)} rel="tag">
                <Say text={tag.name} />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Cover({ article, lang, token }: ArticleProps) {
  const t = publicWords(lang)
  const { cover } = article
  if (!cover) return null
  const caption = pick(cover.caption, lang)
  return (
    <figure class="cover" lang={lang}>
      <Picture photo={cover} lang={lang} sizes={COVER} first token={token} />
      {caption.text || cover.credit ? (
        <figcaption>
          <Say text={cover.caption} /> {cover.credit ? t('photoBy', { name: cover.credit }) : null}
        </figcaption>
      ) : null}
    </figure>
  )
}

/** The languages that an article has besides the one that it is shown in. */
export const otherLangs = (article: ArticlePage, shown: Lang): Lang[] =>
  LANGS.filter((lang) => lang !== shown && langsOf(article).includes(lang))
