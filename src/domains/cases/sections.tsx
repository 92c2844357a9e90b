import { Fragment, type ComponentChildren } from 'preact'
import { stranger, managesSociety, type Actor } from '#src/platform/authz.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { ManageLink, SitemapEntry } from '#src/platform/domain.ts'
import { Say } from '#src/ui/context.tsx'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { caseWords } from './messages/case.ts'
import { manageWords } from './messages/manage.ts'
import { visibleCases } from './policy.ts'
import { refOf } from './queries/attachments.ts'
import { pathOf } from './queries/case.ts'
import { collectionsOfEvent } from './queries/collections.ts'
import { caseLines, listCases, type CaseLine } from './queries/list.ts'
import { readTaxonomy, type Taxonomy } from './taxonomy/taxonomy.ts'

/** Cases shown where another page is the subject. */
const FEW = 5

function Few({ lang, cases, taxonomy }: { lang: Lang; cases: readonly CaseLine[]; taxonomy: Taxonomy }) {
  return (
    <Listing>
      {cases.slice(0, FEW).map((one) => (
        <ListingItem
          key={one.id}
          title={<Say text={one.title} />}
          href={to(lang, one.path)}
          aside={one.modalities.join(' ')}
          meta={
            <>
              {one.techniques.map((code) => taxonomy.name('technique', code, lang)).join(' · ')}{' '}
              {one.synthetic ? <GeneratedMark short /> : null}
            </>
          }
        />
      ))}
    </Listing>
  )
}

/** The latest public cases; the home page is the same for everybody. */
export async function homeSection(ctx: Context, _actor: Actor, lang: Lang): Promise<ComponentChildren> {
  const { cases } = await listCases(ctx, stranger)
  if (cases.length === 0) return null
  const t = caseWords(lang)
  return (
    <Section title={t('latest')} id="cases">
      <Few lang={lang} cases={cases} taxonomy={await readTaxonomy(ctx.db)} />
      <p>
        <a href={to(lang, '/cases')}>{t('more')}</a>
      </p>
    </Section>
  )
}

const about =
  (by: (id: string) => Parameters<typeof listCases>[2]) =>
  async (ctx: Context, actor: Actor, lang: Lang, id: string): Promise<ComponentChildren> => {
    const { cases, total } = await listCases(ctx, actor, by(id))
    if (cases.length === 0) return null
    const t = caseWords(lang)
    return (
      <Section title={t('cases')} id="cases">
        <Few lang={lang} cases={cases} taxonomy={await readTaxonomy(ctx.db)} />
        {total > FEW ? <p>{t('found', { n: total })}</p> : null}
      </Section>
    )
  }

export const personSection = about((id) => ({ authorId: id }))
export const facilitySection = async (
  ctx: Context,
  actor: Actor,
  lang: Lang,
  id: string,
): Promise<ComponentChildren> => {
  const { cases, total } = await listCases(ctx, actor, { facets: { facility: id } })
  if (cases.length === 0) return null
  const t = caseWords(lang)
  return (
    <Section title={t('cases')} id="cases">
      <Few lang={lang} cases={cases} taxonomy={await readTaxonomy(ctx.db)} />
      {total > FEW ? (
        <p>
          <a href={to(lang, withQuery('/cases', { facility: id }))}>{t('more')}</a>
        </p>
      ) : null}
    </Section>
  )
}

/**
 * Cases of a talk or session on its page, which everyone sees alike: public ones by name; of the others only that there
 * are some, where their owner wanted that said.
 */
export async function itemSection(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  item: { slug: string; kind: 'session' | 'talk'; code: string },
): Promise<ComponentChildren> {
  const rows = await ctx.db
    .selectFrom('case_attachment')
    .innerJoin('case_record', 'case_record.id', 'case_attachment.case_id')
    .select(['case_record.id', 'case_record.state', 'case_attachment.announced'])
    .select((eb) => eb('case_record.id', 'in', visibleCases(ctx.db, actor, ctx.clock.now())).as('visible'))
    .where('case_attachment.kind', '=', item.kind)
    .where('case_attachment.ref', '=', refOf(item.slug, item.code))
    .orderBy('case_attachment.added_at')
    .execute()
  const open = rows.filter((row) => row.visible && row.state === 'shared').map((row) => row.id)
  const told = rows.filter((row) => !row.visible && row.state === 'shared' && row.announced === 1).length
  if (open.length === 0 && told === 0) return null
  const lines = await caseLines(ctx, actor, open)
  const t = caseWords(lang)
  return (
    <Section title={t('casesOfTalk')} id="cases">
      {lines.length > 0 ? (
        <Few
          lang={lang}
          cases={open.flatMap((id) => lines.find((line) => line.id === id) ?? [])}
          taxonomy={await readTaxonomy(ctx.db)}
        />
      ) : null}
      {told > 0 ? (
        <p>
          {t('announced', { n: told })}{' '}
          <a href={to(lang, `/cases/of/${item.kind}/${item.slug}/${item.code}`)}>{t('announcedLink')}</a>
        </p>
      ) : null}
    </Section>
  )
}

/** On a meeting's page: the cases that its organisers put together, as far as the reader sees them. */
export async function eventSection(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  { slug }: { slug: string },
): Promise<ComponentChildren> {
  const found = await collectionsOfEvent(ctx, actor, slug)
  if (found.length === 0) return null
  const t = caseWords(lang)
  const taxonomy = await readTaxonomy(ctx.db)
  return (
    <Section title={t('casesOfEvent')} id="cases">
      {found.map((one) => (
        <Fragment key={one.code}>
          <h3>
            <a href={to(lang, one.path)}>
              <Say text={one.title} />
            </a>
          </h3>
          <Few lang={lang} cases={one.cases} taxonomy={taxonomy} />
          {one.total > one.cases.length ? (
            <p>
              <a href={to(lang, one.path)}>{t('showAll', { n: one.total - one.cases.length })}</a>
            </p>
          ) : null}
        </Fragment>
      ))}
    </Section>
  )
}

/** Public cases for search engines. One statement. */
export async function caseSitemap(ctx: Context): Promise<readonly SitemapEntry[]> {
  const rows = await ctx.db
    .selectFrom('case_record')
    .select(['code', 'updated_at'])
    .where('state', '=', 'shared')
    .where('audience', '=', 'public')
    .orderBy('shared_at', 'desc')
    .limit(20_000)
    .execute()
  return [{ path: '/cases' }, ...rows.map((row) => ({ path: pathOf(row.code), at: row.updated_at }))]
}

export function accountLinks(_actor: Actor, lang: Lang): readonly ManageLink[] {
  const t = caseWords(lang)
  return [{ path: '/cases/mine', label: t('myCases') }]
}

export function manageLinks(actor: Actor, lang: Lang): readonly ManageLink[] {
  return managesSociety(actor)
    ? [
        { path: '/cases/review', label: caseWords(lang)('reviewQueue') },
        { path: '/manage/cases', label: manageWords(lang)('cases') },
      ]
    : []
}
