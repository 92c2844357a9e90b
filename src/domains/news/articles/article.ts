import { cleanText, LANGS, pick, type Text } from '#src/lib/text/multilingual.ts'
import { slugOf } from '#src/lib/text/slug.ts'

export const ARTICLE_STATES = ['draft', 'scheduled', 'published'] as const
export type ArticleState = (typeof ARTICLE_STATES)[number]

export interface Tag {
  readonly slug: string
  readonly name: Text
}

/** What the secretariat writes. */
export interface ArticleDraft {
  readonly title: Text
  readonly summary: Text
  /** Markdown. */
  readonly body: Text
  readonly byline: string
  readonly eventSlug: string
  readonly tags: readonly Tag[]
  readonly commentsOpen: boolean
  /** Chosen address; made of the title when blank. */
  readonly slug: string
}

export const LIMITS = {
  title: 200,
  summary: 500,
  body: 60_000,
  byline: 120,
  tags: 12,
  tag: 40,
  caption: 400,
  alt: 300,
  credit: 120,
} as const

/**
 * One tag a line; its names in Vietnamese, English and Korean apart by `/`. The address comes from the first name that
 * has letters. Lines without a name are left out, as are repetitions.
 */
export function parseTags(lines: string): Tag[] {
  const tags = new Map<string, Tag>()
  for (const line of lines.split('\n')) {
    const names = line.split('/').map((name) => name.trim().replace(/\s+/g, ' ').slice(0, LIMITS.tag))
    const name = cleanText(Object.fromEntries(LANGS.map((lang, n) => [lang, names[n]])))
    const slug = slugOf(pick(name, 'en', LANGS).text, '', 40)
    if (slug !== '' && !tags.has(slug)) tags.set(slug, { slug, name })
  }
  return [...tags.values()]
}

/** The inverse of `parseTags`, for the form. */
export const tagLines = (tags: readonly Tag[]): string =>
  tags
    .map(({ name }) =>
      LANGS.map((lang) => name[lang] ?? '')
        .join(' / ')
        .replace(/( \/ )+$/, '')
        .replace(/( \/)+ *$/, ''),
    )
    .join('\n')

/** The languages that an article is written in: those with a title and a body. */
export const langsOf = (article: { readonly title: Text; readonly body: Text }): string[] =>
  LANGS.filter((lang) => (article.title[lang] ?? '') !== '' && (article.body[lang] ?? '') !== '')

/** An event's address as people paste it: the slug alone, or any of its pages' addresses. */
export const eventSlugIn = (given: string): string =>
  (/\/events\/([^/?#\s]+)/.exec(given)?.[1] ?? given.trim()).slice(0, 80)
