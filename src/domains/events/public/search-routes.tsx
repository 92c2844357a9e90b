import { searchFacilities, searchPeople } from '#src/domains/people/index.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { search, type Found } from '#src/platform/search/index.ts'
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
import { serve } from './serve.tsx'

/** Shown of each kind where all kinds are, and on a page of one. */
const FEW = 5
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

/** Five statements at most, however much is found. */
async function find(c: Ctx, q: string): Promise<SearchView> {
  const { ctx, lang, actor } = c.var
  const asked = c.req.query('kind')
  const kind = SEARCH_KINDS.find((one) => one === asked) ?? null
  const page = Math.min(500, Math.max(1, Math.trunc(Number(c.req.query('page') ?? 1)) || 1))
  const members = actor.personId !== null
  const own = kind !== null && kind !== 'facility'
  const result = await search(
    ctx,
    q,
    own
      ? { kinds: [kind], limit: PAGE, offset: (page - 1) * PAGE, members }
      : { perKind: FEW, limit: kind === null ? FEW * SEARCH_KINDS.length : 0, members },
  )
  const named =
    result.terms.length === 0 || (kind !== null && kind !== 'person') ? [] : await searchPeople(ctx, q, MOST)
  const facilities =
    result.terms.length === 0 || (kind !== null && kind !== 'facility') ? [] : await searchFacilities(ctx, q, MOST)
  const events = result.found.length === 0 ? [] : await listEvents(ctx, actor)
  const titles = new Map(events.map((event) => [event.id, pick(event.title, lang, event.langs).text]))
  const hits: { readonly [K in SearchKind]: readonly Hit[] } = {
    event: ofKind(result.found, 'event').map((found) => hitOf(found, undefined)),
    session: ofKind(result.found, 'session').map((found) => hitOf(found, titles)),
    talk: ofKind(result.found, 'talk').map((found) => hitOf(found, titles)),
    case: ofKind(result.found, 'case').map((found) => hitOf(found, undefined)),
    article: ofKind(result.found, 'article').map((found) => hitOf(found, undefined)),
    person: [
      ...(page > 1
        ? []
        : named.map((person) => ({
            url: `/people/${person.slug}`,
            title: { und: titledName(person, lang) },
            body: {},
            meta: pick(person.facility, lang).text || undefined,
          }))),
      ...ofKind(result.found, 'person').map((found) => hitOf(found, titles)),
    ],
    facility: facilities.map((facility) => ({
      url: `/facilities/${facility.slug}`,
      title: facility.name,
      body: {},
      meta: facility.province || undefined,
    })),
  }
  const counts = {
    event: result.byKind['event'] ?? 0,
    session: result.byKind['session'] ?? 0,
    talk: result.byKind['talk'] ?? 0,
    case: result.byKind['case'] ?? 0,
    article: result.byKind['article'] ?? 0,
    person: (result.byKind['person'] ?? 0) + named.length,
    facility: facilities.length,
  }
  const shown = SEARCH_KINDS.filter((one) => (kind === null ? hits[one].length > 0 : one === kind))
  return {
    lang,
    q,
    terms: result.terms,
    kind,
    total: kind === null ? 0 : result.total,
    counts,
    groups: shown.map((one) => ({ kind: one, hits: kind === null ? hits[one].slice(0, FEW) : hits[one] })),
    page,
    pages: own ? Math.max(1, Math.ceil(result.total / PAGE)) : 1,
    size: PAGE,
  }
}

const ofKind = (found: readonly Found[], kind: string): Found[] => found.filter((one) => one.kind === kind)

const hitOf = (found: Found, titles: ReadonlyMap<string, string> | undefined): Hit => ({
  url: found.url,
  title: found.title,
  body: found.body,
  meta: titles?.get(found.eventId ?? ''),
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
