import type { ComponentChildren } from 'preact'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Tag } from '#src/ui/feedback.tsx'
import { Button, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Pagination } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import { caseWords } from '../messages/case.ts'
import { labels } from '../messages/labels.ts'
import { FACETS, type CaseLine, type CaseList, type Facet, type FacetCount } from '../queries/list.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'

export interface ListPageProps {
  readonly lang: Lang
  readonly zone: string
  readonly q: string
  readonly chosen: Readonly<Partial<Record<Facet, string>>>
  readonly list: CaseList
  readonly taxonomy: Taxonomy
  readonly mayCreate: boolean
}

const HERE = '/cases'
/** Values of a facet shown at once; the rest folds out. */
const SHOWN = 8

/** All cases that the reader may see, searched and filtered; every filter is a link, the search a plain form. */
export function ListPage({ lang, zone, q, chosen, list, taxonomy, mayCreate }: ListPageProps) {
  const t = caseWords(lang)
  const query = { q, ...chosen }
  const at = (changes: Record<string, string | number | null>) => to(lang, withQuery(withQuery(HERE, query), changes))
  const facets = FACETS.map((kind) => (
    <FacetList
      key={kind}
      title={t(kind)}
      counts={list.facets[kind]}
      chosen={chosen[kind]}
      name={(one) => nameOf(taxonomy, kind, one, lang)}
      href={(value) => at({ [kind]: value, page: null })}
      lang={lang}
    />
  ))
  const filtered = q !== '' || Object.values(chosen).some(Boolean)
  return (
    <>
      <div class="case-list-head">
        <h1>{t('cases')}</h1>
        <p class="case-list-ways">
          <a href={to(lang, '/cases/collections')}>{t('collections')}</a>
          {mayCreate ? <Button href={to(lang, '/cases/new')}>{t('newCase')}</Button> : null}
        </p>
      </div>
      <p class="lead">{t('casesAbout')}</p>
      <Form action={to(lang, HERE)} csrf={null} method="get" layout="row" label={t('search')}>
        {FACETS.map((kind) =>
          chosen[kind] ? <input key={kind} type="hidden" name={kind} value={chosen[kind]} /> : null,
        )}
        <div class="field">
          <label class="label" for="case-q">
            {t('search')}
          </label>
          <input class="input input-full" id="case-q" type="search" name="q" value={q} maxlength={200} />
        </div>
        <Button kind="primary">{t('find')}</Button>
      </Form>
      <div class="case-browse">
        <aside class="case-facets" aria-label={t('filter')}>
          <details open={Object.values(chosen).some(Boolean) || undefined} class="case-facet-fold">
            <summary>{t('filter')}</summary>
            {facets}
          </details>
          <div class="case-facet-column">{facets}</div>
        </aside>
        <section aria-label={t('cases')}>
          <p class="case-count" role="status">
            {t('found', { n: list.total })}
            {filtered ? (
              <>
                {' · '}
                <a href={to(lang, HERE)}>{t('clearAll')}</a>
              </>
            ) : null}
          </p>
          {list.cases.length === 0 ? (
            filtered ? (
              <Empty title={t('noneFound')}>
                <p>{t('noneFoundText')}</p>
              </Empty>
            ) : (
              <Empty title={t('noneYet')}>
                <p>{t('noneYetText')}</p>
              </Empty>
            )
          ) : (
            <CaseLines lang={lang} zone={zone} cases={list.cases} taxonomy={taxonomy} />
          )}
          <Pagination page={list.page} pages={list.pages} href={(n) => at({ page: n > 1 ? n : null })} />
        </section>
      </div>
    </>
  )
}

const nameOf = (taxonomy: Taxonomy, kind: Facet, { value, name }: FacetCount, lang: Lang): string =>
  kind === 'facility' ? say(name, lang) : taxonomy.name(kind, value, lang)

interface FacetProps {
  readonly title: string
  readonly counts: readonly FacetCount[]
  readonly chosen: string | undefined
  readonly name: (one: FacetCount) => string
  readonly href: (value: string | null) => string
  readonly lang: Lang
}

function FacetList({ title, counts, chosen, name, href, lang }: FacetProps) {
  const t = caseWords(lang)
  // What was chosen can be given up again, also where nothing is left.
  const shown = chosen ? [counts.find((one) => one.value === chosen) ?? { value: chosen, count: 0, name: {} }] : counts
  const called = (one: FacetCount): string => name(one) || title
  if (shown.length === 0) return null
  const item = (one: FacetCount) => (
    <li key={one.value}>
      {one.value === chosen ? (
        <a class="case-facet-chosen" href={href(null)} aria-label={t('remove', { what: called(one) })}>
          <span>{called(one)}</span> <span aria-hidden="true">×</span>
        </a>
      ) : (
        <a href={href(one.value)}>
          <span>{called(one)}</span> <span class="tabs-count">{one.count}</span>
        </a>
      )}
    </li>
  )
  return (
    <div class="case-facet">
      <h2>{title}</h2>
      <ul>{shown.slice(0, SHOWN).map(item)}</ul>
      {shown.length > SHOWN ? (
        <details>
          <summary>{t('showAll', { n: shown.length - SHOWN })}</summary>
          <ul>{shown.slice(SHOWN).map(item)}</ul>
        </details>
      ) : null}
    </div>
  )
}

export interface CaseLinesProps {
  readonly lang: Lang
  readonly zone: string
  readonly cases: readonly CaseLine[]
  readonly taxonomy: Taxonomy
  /** Of one's own cases: their state. */
  readonly states?: boolean
  /** What is said of a case here, below it. */
  readonly note?: (one: CaseLine) => ComponentChildren
}

/** Cases in a list, each with its first picture. */
export function CaseLines({ lang, zone, cases, taxonomy, states, note }: CaseLinesProps) {
  const t = caseWords(lang)
  const label = labels(lang)
  return (
    <ul class="case-list">
      {cases.map((one) => (
        <li key={one.id}>
          {one.hasImages ? (
            <a href={to(lang, one.path)} tabindex={-1} aria-hidden="true" class="case-list-image">
              <img
                src={`/media/cases/${one.code}/first/320.webp`}
                width={160}
                height={160}
                alt=""
                loading="lazy"
                decoding="async"
              />
            </a>
          ) : (
            <span class="case-list-image" aria-hidden="true" />
          )}
          <div>
            <p class="listing-title">
              <a href={to(lang, one.path)}>
                <Say text={one.title} />
              </a>
            </p>
            <p class="listing-meta">
              {[
                ...one.techniques.map((code) => taxonomy.name('technique', code, lang)),
                ...one.organs.map((code) => taxonomy.name('organ', code, lang)),
              ].join(' · ')}
            </p>
            <p class="case-list-meta">
              {one.modalities.join(' ')} {one.modalities.length > 0 ? '· ' : ''}
              {one.authors.slice(0, 3).join(', ')}
              {one.authors.length > 3 ? '…' : ''}
              {Object.keys(one.facility).length > 0 ? (
                <>
                  {' · '}
                  <Say text={one.facility} />
                </>
              ) : null}
              {one.sharedAt === null || states ? null : (
                <>
                  {' · '}
                  <Time at={one.sharedAt} zone={zone} show="short-date" />
                </>
              )}
            </p>
            <p class="case-list-tags">
              {states ? (
                <Tag tone={one.state === 'shared' ? 'success' : 'quiet'}>{label(`state.${one.state}`)}</Tag>
              ) : null}
              {one.state === 'shared' && one.audience !== 'public' ? (
                <Tag tone="quiet">{label(`audience.${one.audience}`)}</Tag>
              ) : null}
              {one.quiz ? <Tag tone="signal">{t('quiz')}</Tag> : null}
              {one.synthetic ? <span class="generated">{t('syntheticShort')}</span> : null}
            </p>
            {note?.(one)}
          </div>
        </li>
      ))}
    </ul>
  )
}
