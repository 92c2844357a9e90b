import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { societyName } from '#src/platform/society.ts'
import { pick, say, type Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import { publishedArticles, type ArticleView } from '../articles/queries.ts'
import { publicWords } from '../messages/public.ts'
import { jpegOf, photoPath } from '../photos/photo.ts'

/** One article in one language, for all three formats. */
export interface FeedItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly lang: string
  readonly summary: string
  readonly html: string
  readonly author: string
  readonly published: number
  readonly updated: number
  readonly image: { readonly url: string; readonly bytes: number } | null
}

export interface Feed {
  readonly lang: Lang
  readonly title: string
  readonly description: string
  readonly home: string
  readonly self: string
  readonly updated: number
  readonly items: readonly FeedItem[]
}

const LATEST = 30

/** The latest articles as a feed of one language; what is missing in it stands in another, marked as such. Two statements. */
export async function feedOf(ctx: Context, lang: Lang, file: string): Promise<Feed> {
  const society = say(await societyName(ctx), lang)
  const base = ctx.config.baseUrl
  const { articles } = await publishedArticles(ctx, { limit: LATEST })
  const items = articles.map((article) => itemOf(article, lang, base, society))
  const t = publicWords(lang)
  return {
    lang,
    title: t('feedTitle', { society }),
    description: t('feedAbout', { society }),
    home: `${base}/${lang}/news`,
    self: `${base}/${lang}/news/${file}`,
    updated: Math.max(0, ...items.map((item) => item.updated)),
    items,
  }
}

function itemOf(article: ArticleView, lang: Lang, base: string, society: string): FeedItem {
  const title = pick(article.title, lang)
  const body = pick(article.body, title.lang)
  const published = article.publishAt ?? article.updatedAt
  const jpeg = article.cover ? jpegOf(article.cover, 1200) : undefined
  return {
    id: `${base}/news/${article.id}`,
    url: `${base}/${lang}/news/${article.slug}`,
    title: title.text,
    lang: title.lang,
    summary: say(article.summary, title.lang) || excerpt(body.text, 240),
    // Pictures in a text are addresses of this site; a feed reader needs them whole.
    html: markdown(body.text, { images: true }).replaceAll('src="/media/', `src="${base}/media/`),
    author: article.byline || society,
    published,
    updated: Math.max(article.updatedAt, published),
    image: article.cover && jpeg ? { url: base + photoPath(article.cover, jpeg), bytes: jpeg.bytes } : null,
  }
}
