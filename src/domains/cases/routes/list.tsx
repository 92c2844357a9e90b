import type { App, Ctx } from '#src/platform/http/env.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { Pagination } from '#src/ui/table.tsx'
import { show, societyZone } from '../kit.tsx'
import { caseWords } from '../messages/case.ts'
import { CaseLines, ListPage } from '../pages/list.tsx'
import { mayCreate } from '../policy.ts'
import { FACETS, listCases } from '../queries/list.ts'
import { itemSection } from '../sections.tsx'
import { readTaxonomy } from '../taxonomy/taxonomy.ts'

/** Lists of cases: all, one's own, those that wait for review. */
export function listPages(app: App): void {
  app.get('/cases', all)
  app.get('/cases/mine', (c) => own(c, 'mine'))
  app.get('/cases/review', (c) => own(c, 'review'))
  app.get('/cases/of/:kind/:slug/:item', ofItem)
}

const pageOf = (c: Ctx): number => {
  const n = Number(c.req.query('page') ?? 1)
  return Number.isInteger(n) && n > 0 && n < 10_000 ? n : 1
}

async function all(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const q = (c.req.query('q') ?? '').trim().slice(0, 200)
  const chosen = Object.fromEntries(
    FACETS.flatMap((kind) => {
      const value = (c.req.query(kind) ?? '').slice(0, 80)
      return value === '' ? [] : [[kind, value]]
    }),
  )
  const list = await listCases(ctx, actor, { q, facets: chosen, page: pageOf(c) })
  if (list.page > list.pages) return c.notFound()
  const t = caseWords(lang)
  return show(
    c,
    { title: t('cases'), description: t('casesAbout'), width: 'wide', noindex: q !== '' },
    <ListPage
      lang={lang}
      zone={await societyZone(ctx)}
      q={q}
      chosen={chosen}
      list={list}
      taxonomy={await readTaxonomy(ctx.db)}
      mayCreate={mayCreate(actor)}
    />,
  )
}

async function own(c: Ctx, scope: 'mine' | 'review'): Promise<Response> {
  const { ctx, actor, lang } = c.var
  if (actor.personId === null) return c.notFound()
  const list = await listCases(ctx, actor, { scope, page: pageOf(c) })
  const t = caseWords(lang)
  const title = t(scope === 'mine' ? 'myCases' : 'reviewQueue')
  return show(
    c,
    {
      title,
      width: 'wide',
      nav: <Breadcrumb items={[{ label: t('cases'), href: to(lang, '/cases') }, { label: title }]} />,
    },
    <>
      <h1>{title}</h1>
      {scope === 'mine' ? (
        <div class="actions">
          <Button kind="primary" href={to(lang, '/cases/new')}>
            {t('newCase')}
          </Button>
          <Button href={to(lang, '/cases/groups')}>{t('groups')}</Button>
          <Button href={to(lang, '/cases/collections')}>{t('collections')}</Button>
        </div>
      ) : null}
      {list.cases.length === 0 ? (
        <Empty title={t(scope === 'mine' ? 'noneMine' : 'noneToReview')}>
          <p>{t(scope === 'mine' ? 'noneMineText' : 'noneToReviewText')}</p>
        </Empty>
      ) : (
        <CaseLines
          lang={lang}
          zone={await societyZone(ctx)}
          cases={list.cases}
          taxonomy={await readTaxonomy(ctx.db)}
          states
        />
      )}
      <Pagination
        page={list.page}
        pages={list.pages}
        href={(n) => to(lang, `/cases/${scope}${n > 1 ? `?page=${n}` : ''}`)}
      />
    </>,
  )
}

/** Cases of a talk or session that this reader may see; to whom there is none, the talk's page has said that there are. */
async function ofItem(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const kind = c.req.param('kind')
  if (kind !== 'talk' && kind !== 'session') return c.notFound()
  const item = { slug: c.req.param('slug') ?? '', kind, code: (c.req.param('item') ?? '').toUpperCase() } as const
  const section = await itemSection(ctx, actor, lang, item)
  if (!section) return c.notFound()
  const t = caseWords(lang)
  const title = t('cases')
  const back = `/events/${item.slug}/${kind}s/${item.code}`
  return show(
    c,
    { title, nav: <Breadcrumb items={[{ label: t('talks'), href: to(lang, back) }, { label: title }]} /> },
    <>
      <h1>{title}</h1>
      {section}
    </>,
  )
}
