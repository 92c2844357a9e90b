import { pick, type Lang, type Picked, type Text } from '#src/lib/text/multilingual.ts'
import { snippet } from '#src/lib/text/snippet.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Button, Field, Form } from '#src/ui/forms.tsx'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Tabs } from '#src/ui/nav.tsx'
import { Pagination } from '#src/ui/table.tsx'
import { words } from '../messages.ts'
import { kindWords } from '../search-words.ts'
import type { Content } from '../serve.tsx'

export const SEARCH_KINDS = [
  'event',
  'session',
  'talk',
  'question',
  'case',
  'article',
  'newsletter',
  'page',
  'person',
  'facility',
] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export interface Hit {
  readonly kind: SearchKind
  /** Likeness; hits come in its order, whatever their kinds. */
  readonly score: number
  readonly url: string
  readonly title: Text
  readonly body: Text
  /** Event, facility: a line of its own below the title. */
  readonly meta?: string
}

export interface SearchView {
  readonly lang: Lang
  readonly q: string
  readonly terms: readonly string[]
  /** Null: all kinds together. */
  readonly kind: SearchKind | null
  readonly total: number
  readonly counts: Readonly<Record<SearchKind, number>>
  readonly hits: readonly Hit[]
  readonly page: number
  readonly pages: number
  readonly size: number
}

/** The question, and what answers it, the likest first; kinds narrow it. */
export function searchPage(view: SearchView): Content {
  const { lang, q } = view
  const t = words(lang)
  return {
    title: q === '' ? t('searchTitle') : `${q} · ${t('searchTitle')}`,
    width: 'wide',
    noindex: true,
    main: (
      <>
        <h1>{t('searchTitle')}</h1>
        <SearchForm lang={lang} q={q} />
        {view.terms.length === 0 ? null : <Results {...view} />}
      </>
    ),
  }
}

export function SearchForm({ lang, q }: { lang: Lang; q: string }) {
  const t = words(lang)
  return (
    <Form action={to(lang, '/search')} csrf={null} method="get" layout="row">
      <Field
        name="q"
        type="search"
        label={t('searchFor')}
        value={q}
        hint={t('searchHint')}
        required
        maxlength={200}
        autofocus={q === ''}
      />
      <Button kind="primary">{t('searchButton')}</Button>
    </Form>
  )
}

function Results(view: SearchView) {
  const { lang, q, kind, total, counts, hits, page, pages, size } = view
  const t = words(lang)
  const k = kindWords(lang)
  const here = withQuery(to(lang, '/search'), { q })
  const all = Object.values(counts).reduce((a, b) => a + b, 0)
  if (all === 0) {
    return (
      <Empty title={t('searchNone', { q })}>
        <p>{t('searchNoneHint')}</p>
      </Empty>
    )
  }
  return (
    <>
      <p>{t('searchCount', { n: all, q })}</p>
      <Tabs
        label={t('searchKinds')}
        items={[
          { label: t('searchAll'), href: here, current: kind === null, count: all },
          ...SEARCH_KINDS.filter((one) => counts[one] > 0).map((one) => ({
            label: k(`all.${one}`),
            href: withQuery(here, { kind: one }),
            current: kind === one,
            count: counts[one],
          })),
        ]}
      />
      <Listing>
        {hits.map((hit) => (
          <HitLine key={`${hit.kind} ${hit.url}`} hit={hit} view={view} />
        ))}
      </Listing>
      <Pagination
        page={page}
        pages={pages}
        total={total}
        size={size}
        href={(n) => withQuery(here, { kind, page: n === 1 ? null : n })}
      />
    </>
  )
}

function HitLine({ hit, view: { lang, terms, kind } }: { hit: Hit; view: SearchView }) {
  const title = pick(hit.title, lang)
  const best = bestBody(hit.body, lang, terms)
  // A question is its own title: what stands there already is not said twice.
  const repeats = best.text.startsWith(title.text)
  const body = repeats ? { ...best, text: best.text.slice(title.text.length).trim() } : best
  return (
    <ListingItem
      title={<Marked text={title.text} terms={terms} whole />}
      titleLang={title.lang === lang || title.lang === 'und' ? undefined : title.lang}
      href={to(lang, hit.url)}
      aside={kind === null ? kindWords(lang)(`one.${hit.kind}`) : undefined}
      meta={hit.meta}
    >
      {body.text === '' ? null : (
        <p class="quiet" lang={body.lang === lang ? undefined : body.lang}>
          <Marked text={body.text} terms={terms} />
        </p>
      )}
    </ListingItem>
  )
}

/** The body in the language in which it answers; else the reader's. */
function bestBody(body: Text, lang: Lang, terms: readonly string[]): Picked {
  const first = pick(body, lang)
  for (const [tag, text] of [[first.lang, first.text] as const, ...Object.entries(body)]) {
    if (snippet(text, terms).some((part) => part.marked)) return { text, lang: tag }
  }
  return first
}

/** A text with the words that answer marked. */
function Marked({ text, terms, whole }: { text: string; terms: readonly string[]; whole?: boolean }) {
  return (
    <>
      {snippet(text, terms, whole ? text.length + 1 : 180).map((part, n) =>
        part.marked ? <mark key={n}>{part.text}</mark> : part.text,
      )}
    </>
  )
}
