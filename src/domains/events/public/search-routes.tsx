import { provinceName, searchFacilities, searchPeople } from '#src/domains/people/index.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import { queryTerms } from '#src/lib/text/search-keys.ts'
import type { Context } from '#src/platform/context.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { search, titleScore, type Found } from '#src/platform/search/index.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { listEvents } from '../queries.ts'
import { words } from './messages.ts'
import {
  SEARCH_KINDS,
  SearchForm,
  searchPage,
  type Hit,
  type SearchKind,
  type SearchView,
} from './pages/search-page.tsx'
import { mergedPage, stretchFrom } from './search-merge.ts'
import { serve } from './serve.tsx'

const PAGE = 20
/** Other domains' finds are not paged: a name that fifty people bear must be made longer. */
const MOST = 50

export function searchPages(app: App): void {
  app.get('/search', async (c) => {
    const q = (c.req.query('q') ?? '').trim().slice(0, 200)
    if (q !== '') {
      const wait = tooMany(c, LIMITS.search)
      if (wait > 0) return refused(c, q, wait)
    }
    const view = await find(c, q)
    const params = new URLSearchParams(
      Object.entries({ q, kind: view.kind ?? '', page: view.page > 1 ? String(view.page) : '' }).filter(
        ([, value]) => value !== '',
      ),
    )
    return serve(c, {
      key: null,
      path: params.size > 0 ? `/search?${params}` : '/search',
      content: () => searchPage(view),
    })
  })
}

/**
 * Everything that answers, of all kinds together or of one, the likest first. What this index holds is read in the
 * order of its likeness; people and facilities, which have tables of their own, are put in at their places. Five
 * statements at most, however much is found.
 */
async function find(c: Ctx, q: string): Promise<SearchView> {
  const { ctx, lang, actor } = c.var
  const asked = c.req.query('kind')
  const kind = SEARCH_KINDS.find((one) => one === asked) ?? null
  const page = Math.min(500, Math.max(1, Math.trunc(Number(c.req.query('page') ?? 1)) || 1))
  const terms = queryTerms(q)
  const named = terms.length === 0 ? [] : await namedHits(ctx, lang, q)
  const others = named.filter((hit) => kind === null || hit.kind === kind)
  const offset = (page - 1) * PAGE
  const from = stretchFrom(offset, others.length)
  const result = await search(ctx, q, {
    // Kinds that have no name here are not shown, and so not counted either.
    kinds: kind === null ? SEARCH_KINDS : [kind],
    members: actor.personId !== null,
    offset: from,
    limit: PAGE + others.length,
  })
  const events = result.found.some((found) => found.eventId) ? await listEvents(ctx, actor) : []
  const titles = new Map(events.map((event) => [event.id, pick(event.title, lang, event.langs).text]))
  const items = result.found.map((found) => hitOf(found, titles))
  const total = result.total + others.length
  const count = (one: SearchKind): number => (result.byKind[one] ?? 0) + named.filter((hit) => hit.kind === one).length
  return {
    lang,
    q,
    terms,
    kind,
    total,
    counts: Object.fromEntries(SEARCH_KINDS.map((one) => [one, count(one)])) as Record<SearchKind, number>,
    hits: mergedPage({ from, items }, others, offset, PAGE),
    page,
    pages: Math.max(1, Math.ceil(total / PAGE)),
    size: PAGE,
  }
}

/** People with a page and facilities, the likest first, as if their names were titles. Three statements. */
async function namedHits(ctx: Context, lang: Lang, q: string): Promise<Hit[]> {
  const people = (await searchPeople(ctx, q, MOST)).map((person): Hit => ({
    kind: 'person',
    score: titleScore(q, [person.name, person.latin]),
    url: `/people/${person.slug}`,
    title: { und: titledName(person, lang) },
    body: {},
    meta: pick(person.facility, lang).text || undefined,
  }))
  const facilities = (await searchFacilities(ctx, q, MOST)).map((facility): Hit => ({
    kind: 'facility',
    score: titleScore(q, Object.values(facility.name)),
    url: `/facilities/${facility.slug}`,
    title: facility.name,
    body: {},
    meta: facility.province ? pick(provinceName(facility.province), lang).text : undefined,
  }))
  return [...people, ...facilities].toSorted((a, b) => b.score - a.score)
}

const hitOf = (found: Found, titles: ReadonlyMap<string, string>): Hit => ({
  kind: found.kind as SearchKind,
  score: found.score,
  url: found.url,
  title: found.title,
  body: found.body,
  // A meeting need not be said to belong to itself.
  meta: found.kind === 'event' ? undefined : titles.get(found.eventId ?? ''),
})

async function refused(c: Ctx, q: string, wait: number): Promise<Response> {
  const lang: Lang = c.var.lang
  const t = words(lang)
  const response = await serve(c, {
    key: null,
    path: '/search',
    content: () => ({
      title: t('searchTooMany'),
      noindex: true,
      main: (
        <>
          <h1>{t('searchTooMany')}</h1>
          <Empty title={t('searchWait', { n: wait })} />
          <SearchForm lang={lang} q={q} />
        </>
      ),
    }),
  })
  return new Response(response.body, {
    status: 429,
    headers: { ...Object.fromEntries(response.headers), 'retry-after': String(wait) },
  })
}
