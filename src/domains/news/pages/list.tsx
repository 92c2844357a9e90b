import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, GeneratedMark } from '#src/ui/feedback.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { Pagination } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import type { Tag } from '../articles/article.ts'
import type { ArticleView } from '../articles/queries.ts'
import { publicWords } from '../messages/public.ts'
import { Picture } from '../photos/picture.tsx'
import { shownLang, teaser } from './article.tsx'

export const PER_PAGE = 12

interface ListProps {
  readonly lang: Lang
  readonly zone: string
  readonly articles: readonly ArticleView[]
  readonly total: number
  readonly page: number
  readonly tag?: Tag
}

/** All articles, or those of a tag. */
export function NewsList({ lang, zone, articles, total, page, tag }: ListProps) {
  const t = publicWords(lang)
  const here = tag ? `/news/tags/${tag.slug}` : '/news'
  return (
    <>
      <h1>{tag ? t('tagged', { tag: pick(tag.name, lang).text }) : t('news')}</h1>
      {articles.length === 0 ? (
        <Empty title={t('noNews')}>
          <p>{t('noNewsHint')}</p>
        </Empty>
      ) : (
        <ul class="news-list">
          {articles.map((article, n) => (
            <Entry key={article.id} article={article} lang={lang} zone={zone} first={n === 0} />
          ))}
        </ul>
      )}
      <Pagination
        page={page}
        pages={Math.ceil(total / PER_PAGE)}
        href={(n) => to(lang, withQuery(here, { page: n > 1 ? n : null }))}
      />
      <p class="article-facts">
        <span>{t('feeds')}:</span>
        <a href={to(lang, '/news/feed.xml')}>RSS</a>
        <a href={to(lang, '/news/atom.xml')}>Atom</a>
        <a href={to(lang, '/news/feed.json')}>JSON Feed</a>
        <a href={to(lang, '/newsletter')}>{newsletterLabel[lang]}</a>
      </p>
    </>
  )
}

const newsletterLabel = { vi: 'Bản tin qua thư', en: 'Newsletter', ko: '뉴스레터' } as const

function Entry({ article, lang, zone, first }: { article: ArticleView; lang: Lang; zone: string; first: boolean }) {
  const shown = shownLang(article, lang)
  const other = shown === lang ? undefined : shown
  const href = to(lang, `/news/${article.slug}`)
  return (
    <li>
      {article.cover ? (
        <a href={href} tabindex={-1} aria-hidden="true">
          <Picture
            photo={article.cover}
            lang={lang}
            sizes="(min-width: 44rem) 15rem, 92vw"
            most={1200}
            first={first}
            decorative
          />
        </a>
      ) : null}
      <div>
        <p class="listing-title" lang={other}>
          <a href={href}>{pick(article.title, shown).text}</a>
        </p>
        <p class="listing-meta">
          {article.publishAt === null ? null : <Time at={article.publishAt} zone={zone} show="date" />}{' '}
          {article.generated ? <GeneratedMark short /> : null}
        </p>
        <p lang={other}>{teaser(article, shown)}</p>
      </div>
    </li>
  )
}

/** The latest articles for the home page; nothing when there are none. */
export function Latest({ lang, zone, articles }: { lang: Lang; zone: string; articles: readonly ArticleView[] }) {
  const t = publicWords(lang)
  if (articles.length === 0) return null
  return (
    <Section title={t('latest')} id="news">
      <Listing>
        {articles.map((article) => {
          const shown = shownLang(article, lang)
          return (
            <ListingItem
              key={article.id}
              title={<Say text={{ [shown]: pick(article.title, shown).text }} />}
              href={to(lang, `/news/${article.slug}`)}
              aside={article.publishAt === null ? null : <Time at={article.publishAt} zone={zone} show="short-date" />}
              meta={
                shown === lang ? teaser(article, shown, 140) : <span lang={shown}>{teaser(article, shown, 140)}</span>
              }
            />
          )
        })}
      </Listing>
      <p>
        <a href={to(lang, '/news')}>{t('allNews')}</a>
      </p>
    </Section>
  )
}
