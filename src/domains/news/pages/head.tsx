import { LANGS, type Lang } from '#src/lib/text/multilingual.ts'
import { embed, type Json } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import type { ArticlePage } from '../articles/queries.ts'
import { jpegOf, photoPath } from '../photos/photo.ts'
import { otherLangs } from './article.tsx'

/** The feeds of a language, for feed readers that look in a page's head. */
export function FeedLinks({ lang, title }: { lang: Lang; title: string }) {
  return (
    <>
      <link rel="alternate" type="application/rss+xml" title={title} href={to(lang, '/news/feed.xml')} />
      <link rel="alternate" type="application/atom+xml" title={`${title} (Atom)`} href={to(lang, '/news/atom.xml')} />
      <link rel="alternate" type="application/feed+json" title={`${title} (JSON)`} href={to(lang, '/news/feed.json')} />
    </>
  )
}

const OG_LOCALE = { vi: 'vi_VN', en: 'en_GB', ko: 'ko_KR' } as const

interface SocialProps {
  readonly origin: string
  readonly lang: Lang
  readonly path: string
  readonly title: string
  readonly description: string
  readonly society: string
  readonly type?: 'website' | 'article'
  readonly image?: string
}

/** Open Graph, which Zalo, Facebook and KakaoTalk read alike. */
export function Social({ origin, lang, path, title, description, society, type = 'website', image }: SocialProps) {
  return (
    <>
      <link rel="canonical" href={origin + to(lang, path)} />
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content={society} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={origin + to(lang, path)} />
      <meta property="og:locale" content={OG_LOCALE[lang]} />
      {LANGS.filter((other) => other !== lang).map((other) => (
        <meta key={other} property="og:locale:alternate" content={OG_LOCALE[other]} />
      ))}
      {image ? <meta property="og:image" content={image} /> : null}
      <meta name="twitter:card" content={image ? 'summary_large_image' : 'summary'} />
    </>
  )
}

interface Words {
  readonly title: string
  readonly description: string
}

/** An article's head: Open Graph and schema.org's NewsArticle. */
export function ArticleHead(
  props: { article: ArticlePage; origin: string; lang: Lang; shown: Lang; society: string } & Words,
) {
  const { article, origin, lang, shown, society, title, description } = props
  const path = `/news/${article.slug}`
  const jpeg = article.cover ? jpegOf(article.cover, 1200) : undefined
  const image = article.cover && jpeg ? origin + photoPath(article.cover, jpeg) : undefined
  const published = new Date(article.publishAt ?? article.updatedAt).toISOString()
  const data: Json = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title.slice(0, 110),
    description,
    inLanguage: shown,
    datePublished: published,
    dateModified: new Date(Math.max(article.updatedAt, article.publishAt ?? 0)).toISOString(),
    mainEntityOfPage: origin + to(lang, path),
    author: { '@type': article.byline ? 'Person' : 'Organization', name: article.byline || society },
    publisher: { '@type': 'Organization', name: society },
    ...(image ? { image: [image] } : {}),
    ...(article.tags.length > 0
      ? { keywords: article.tags.map((tag) => tag.name[shown] ?? Object.values(tag.name)[0] ?? tag.slug) }
      : {}),
    ...(otherLangs(article, shown).length > 0
      ? {
          workTranslation: otherLangs(article, shown).map((other) => ({
            '@type': 'NewsArticle',
            '@id': origin + to(other, path),
            inLanguage: other,
          })),
        }
      : {}),
  }
  return (
    <>
      <Social
        origin={origin}
        lang={lang}
        path={path}
        title={title}
        description={description}
        society={society}
        type="article"
        image={image}
      />
      <meta property="article:published_time" content={published} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: embed(data) }} />
    </>
  )
}
