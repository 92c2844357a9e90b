import { cleanText, LANGS, pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { mergeFacilities, parseFacility, saveFacility } from '../commands/facility.ts'
import { previewMerge } from '../commands/preview-merge.ts'
import { manage } from '../messages/manage.ts'
import { mayManageFacilities } from '../policy.ts'
import { provinceName } from '../provinces.ts'
import { duplicateFacilities, facilityOf, listFacilities } from '../queries/manage-facilities.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formValues, seeOther, stateAfter, statusOf, type Status } from './kit.tsx'
import { FacilityDuplicates, FacilityForm, FacilityList } from '../pages/manage-facilities.tsx'
import { levelName, tableName } from '../pages/manage-words.ts'
import { showManage } from './manage-frame.tsx'
import { Merge } from '../pages/merge.tsx'

const t = (c: Ctx) => manage(c.var.lang)
const flashOf = (c: Ctx) => (c.req.query('saved') ? t(c)('saved') : c.req.query('merged') ? t(c)('merged') : undefined)

/** The secretariat's facilities. Whoever may not manage them finds nothing here. */
export function manageFacilityRoutes(app: App): void {
  app.use('/manage/facilities/*', async (c, next) => (mayManageFacilities(c.var.actor) ? next() : c.notFound()))

  app.get('/manage/facilities', async (c) => {
    const page = Math.max(1, Math.min(10_000, Math.floor(Number(c.req.query('page')) || 1)))
    const filter = {
      q: c.req.query('q') ?? '',
      level: c.req.query('level') ?? '',
      province: c.req.query('province') ?? '',
      page,
    }
    const list = await listFacilities(c.var.ctx, c.var.actor, filter)
    if (!list) return c.notFound()
    const path = `/manage/facilities${new URL(c.req.url).search}`
    return showManage(
      c,
      { title: t(c)('facilities'), section: 'facilities', flash: flashOf(c) },
      <FacilityList lang={c.var.lang} {...list} filter={filter} path={path} />,
    )
  })

  app.get('/manage/facilities/duplicates', async (c) => {
    const groups = await duplicateFacilities(c.var.ctx, c.var.actor)
    return groups
      ? showManage(
          c,
          { title: t(c)('duplicates'), section: 'duplicates' },
          <FacilityDuplicates lang={c.var.lang} groups={groups} />,
        )
      : c.notFound()
  })

  const newPage = (c: Ctx, state: FormState, status: Status = 200) =>
    showManage(
      c,
      { title: t(c)('newFacility'), section: 'facilities', status },
      <>
        <h1>{t(c)('newFacility')}</h1>
        <FacilityForm
          lang={c.var.lang}
          csrf={c.var.csrf}
          action={href(c.var.lang, '/manage/facilities/new')}
          state={state}
          name={typedName(state)}
        />
      </>,
    )

  app.get('/manage/facilities/new', (c) => newPage(c, { values: { country: 'VN' }, errors: {} }))

  app.post('/manage/facilities/new', async (c) => {
    const values = await formValues(c)
    const parsed = parseFacility(values)
    const done = parsed.ok ? await saveFacility(c.var.ctx, c.var.actor, null, parsed.value) : parsed
    return done.ok
      ? seeOther(c, `/manage/facilities/${done.value}?saved=1`)
      : newPage(c, stateAfter(done, values), statusOf(done))
  })

  const facilityPage = async (c: Ctx, id: string, state: FormState, status: Status = 200) => {
    const { ctx, lang, csrf } = c.var
    const facility = await facilityOf(ctx, id)
    if (!facility) return c.notFound()
    const { level, province, country, website } = facility
    const shown = { ...state, values: { level, province, country, website, ...state.values } }
    const name = Object.keys(state.values).length > 0 ? typedName(state) : facility.name
    const title = pick(facility.name, lang).text
    const base = href(lang, `/manage/facilities/${id}`)
    return showManage(
      c,
      { title, section: 'facilities', flash: flashOf(c), status },
      <>
        <h1>{title}</h1>
        <p>
          <a href={href(lang, `/facilities/${facility.slug}`)}>{t(c)('publicPage')}</a> ·{' '}
          <a href={href(lang, `/manage/people?facility=${id}`)}>{t(c)('people')}</a> ·{' '}
          <a href={`${base}/merge`}>{t(c)('merge')}</a>
        </p>
        <FacilityForm lang={lang} csrf={csrf} action={base} state={shown} name={name} />
      </>,
    )
  }

  app.get('/manage/facilities/:id', (c) => facilityPage(c, c.req.param('id'), blank))

  app.post('/manage/facilities/:id', async (c) => {
    const id = c.req.param('id')
    const values = await formValues(c)
    const parsed = parseFacility(values)
    const done = parsed.ok ? await saveFacility(c.var.ctx, c.var.actor, id, parsed.value) : parsed
    if (done.ok) return seeOther(c, `/manage/facilities/${id}?saved=1`)
    return done.code === 'not-found' ? c.notFound() : facilityPage(c, id, stateAfter(done, values), statusOf(done))
  })

  const mergePage = async (c: Ctx, id: string) => {
    const { ctx, actor, lang, csrf } = c.var
    const facility = await facilityOf(ctx, id)
    if (!facility) return c.notFound()
    const into = pick(facility.name, lang).text
    const q = c.req.query('q') ?? into
    const wanted = c.req.query('from')
    const other = wanted && wanted !== id ? await facilityOf(ctx, wanted) : null
    const listed = (await listFacilities(ctx, actor, { q }))?.rows ?? []
    const found = [...listed, ...(other && !listed.some((f) => f.id === other.id) ? [other] : [])]
      .filter((f) => f.id !== id)
      .slice(0, 30)
    const moved = other ? await previewMerge(ctx, actor, 'facility', other.id, id) : {}
    const chosen = other
      ? {
          id: other.id,
          label: pick(other.name, lang).text,
          moved: Object.entries(moved).map(([table, rows]) => [tableName(lang, table), rows] as const),
        }
      : null
    const candidates = found.map((f) => ({
      id: f.id,
      label: pick(f.name, lang).text,
      hint: [levelName(lang, f.level), pick(provinceName(f.province), lang).text].filter(Boolean).join(' · '),
    }))
    return showManage(
      c,
      {
        title: t(c)('merge'),
        section: 'facilities',
        trail: [{ label: into, href: href(lang, `/manage/facilities/${id}`) }],
      },
      <Merge
        lang={lang}
        csrf={csrf}
        base={`/manage/facilities/${id}`}
        into={into}
        q={q}
        found={candidates}
        chosen={chosen}
        state={blank}
      />,
    )
  }

  app.get('/manage/facilities/:id/merge', (c) => mergePage(c, c.req.param('id')))

  app.post('/manage/facilities/:id/merge', async (c) => {
    const id = c.req.param('id')
    const done = await mergeFacilities(c.var.ctx, c.var.actor, (await formValues(c))['from'] ?? '', id)
    return done.ok ? seeOther(c, `/manage/facilities/${id}?merged=1`) : c.notFound()
  })
}

const typedName = (state: FormState) =>
  cleanText(Object.fromEntries(LANGS.map((lang) => [lang, state.values[`name.${lang}`]])))
