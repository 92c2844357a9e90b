import type { ComponentChildren } from 'preact'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Icon } from '#src/ui/icons.tsx'
import { to } from '#src/ui/link.ts'
import type { ArticlePage } from '../articles/queries.ts'
import { publicWords } from '../messages/public.ts'
import { jpegOf, photoPath } from '../photos/photo.ts'
import { Picture } from '../photos/picture.tsx'
import { photoPage } from './sheet.tsx'

interface PlateProps {
  readonly article: ArticlePage
  /** From 1. */
  readonly number: number
  readonly lang: Lang
  readonly token?: string
  readonly comments?: ComponentChildren
}

/** One photo as large as the window allows, its caption, and the way to its neighbours. */
export function Plate({ article, number, lang, token, comments }: PlateProps) {
  const t = publicWords(lang)
  const photo = article.photos[number - 1]!
  const total = article.photos.length
  const link = (n: number): string => to(lang, photoPage(article.slug, n, token))
  const largest = jpegOf(photo, 9_999)
  const back = to(lang, token ? `/news/preview/${token}` : `/news/${article.slug}`)
  return (
    <>
      <h1 class="unseen">
        {t('photoOf', { n: number, total })}: {pick(article.title, lang).text}
      </h1>
      <figure class="plate">
        <Picture photo={photo} lang={lang} sizes="100vw" first token={token} />
        <figcaption>
          {pick(photo.caption, lang).text ? <Say text={photo.caption} /> : t('noCaption')}{' '}
          {photo.credit ? t('photoBy', { name: photo.credit }) : null}
        </figcaption>
      </figure>
      <nav class="plate-nav" aria-label={t('photos')}>
        {number > 1 ? (
          <a rel="prev" href={link(number - 1)}>
            <Icon name="left" size="s" />
            {t('previousPhoto')}
          </a>
        ) : (
          <span />
        )}
        <span class="figures">
          {number} / {total}
        </span>
        {number < total ? (
          <a rel="next" href={link(number + 1)}>
            {t('nextPhoto')}
            <Icon name="right" size="s" />
          </a>
        ) : (
          <span />
        )}
      </nav>
      <p class="article-facts">
        <a href={`${back}#photos`}>{t('backToArticle')}</a>
        {largest ? <a href={photoPath(photo, largest, token)}>{t('fullSize')}</a> : null}
      </p>
      {comments}
    </>
  )
}
