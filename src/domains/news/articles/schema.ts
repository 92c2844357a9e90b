import { tooLong } from '#src/lib/text/multilingual.ts'
import { isSlug } from '#src/lib/text/slug.ts'
import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { clockOf, dateOf, parseLocal } from '#src/lib/time/zoned.ts'
import { type Form } from '#src/platform/http/form.ts'
import { eventSlugIn, LIMITS, parseTags, type ArticleDraft } from './article.ts'

/** Reads the article's form; errors by field. */
export function parseArticle(form: Form): Outcome<ArticleDraft> {
  const draft: ArticleDraft = {
    title: form.text('title'),
    summary: form.text('summary'),
    body: form.text('body'),
    byline: form.get('byline').replace(/\s+/g, ' '),
    eventSlug: eventSlugIn(form.get('event')),
    tags: parseTags(form.get('tags')),
    commentsOpen: form.checked('comments'),
    slug: form.get('slug'),
  }
  const errors: Record<string, string> = {
    ...tooLong('title', draft.title, LIMITS.title),
    ...tooLong('summary', draft.summary, LIMITS.summary),
    ...tooLong('body', draft.body, LIMITS.body),
  }
  if (Object.keys(draft.title).length === 0) errors['title.vi'] = 'required'
  if (draft.byline.length > LIMITS.byline) errors['byline'] = 'too-long'
  if (draft.tags.length > LIMITS.tags) errors['tags'] = 'too-many-tags'
  if (draft.slug !== '' && (!isSlug(draft.slug) || RESERVED.has(draft.slug))) errors['slug'] = 'slug'
  if (draft.eventSlug !== '' && !isSlug(draft.eventSlug)) errors['event'] = 'slug'
  return Object.keys(errors).length > 0 ? invalid(errors) : ok(draft)
}

/** Below /news these are addresses of other things. */
export const RESERVED: ReadonlySet<string> = new Set(['tags', 'preview', 'feed', 'archive'])

/** `YYYY-MM-DDTHH:MM` of a datetime-local input in the society's zone; null when it is none. */
export function parseWhen(zone: string, value: string): number | null {
  const [date = '', clock = ''] = value.split('T')
  return parseLocal(zone, date, clock.slice(0, 5))
}

/** The inverse of `parseWhen`, for the form. */
export const whenField = (zone: string, at: number): string => `${dateOf(zone, at)}T${clockOf(zone, at)}`
