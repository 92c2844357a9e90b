import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Say } from '#src/ui/context.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { ui } from '#src/ui/messages.ts'
import { DataTable, Pagination } from '#src/ui/table.tsx'
import { countryName, countryOptions } from '../countries.ts'
import { FACILITY_LEVELS } from '../facility.ts'
import { manage } from '../messages/manage.ts'
import { PROVINCE_KEYS, provinceName, PROVINCES } from '../provinces.ts'
import { FACILITIES_PAGE, type ListedFacility } from '../queries/manage-facilities.ts'
import { Errors, wrong, type FormState } from './form-state.tsx'
import { levelName } from './manage-words.ts'

const levels = (lang: Lang) => FACILITY_LEVELS.map((level) => ({ value: level, label: levelName(lang, level) }))

/** `Tuyên Quang (Hà Giang)`: who looks for a former province finds today's. */
const provinces = (lang: Lang) =>
  PROVINCE_KEYS.map((key) => {
    const name = pick(provinceName(key), lang).text
    const before = PROVINCES[key].former.filter((former) => former !== PROVINCES[key].name.vi)
    return { value: key, label: before.length > 0 ? `${name} (${before.join(', ')})` : name }
  })

export function FacilityList(props: {
  lang: Lang
  rows: readonly ListedFacility[]
  total: number
  filter: { q: string; level: string; province: string; page: number }
  path: string
}) {
  const { lang, rows, total, filter, path } = props
  const t = manage(lang)
  return (
    <>
      <h1>{t('facilities')}</h1>
      <Form action={to(lang, '/manage/facilities')} csrf={null} method="get" layout="row" label={t('search')}>
        <Field name="q" type="search" label={t('searchFacilities')} value={filter.q} size="medium" />
        <Field
          name="level"
          type="select"
          label={t('level')}
          value={filter.level}
          options={levels(lang)}
          empty={ui(lang)('all')}
          size="medium"
        />
        <Field
          name="province"
          type="select"
          label={t('province')}
          value={filter.province}
          options={provinces(lang)}
          empty={ui(lang)('all')}
          size="medium"
        />
        <Actions>
          <Button kind="primary">{t('search')}</Button>
          <Button href={to(lang, '/manage/facilities/new')}>{t('newFacility')}</Button>
        </Actions>
      </Form>
      <FacilityTable lang={lang} rows={rows} caption={`${t('facilities')} (${total})`} />
      <Pagination
        page={filter.page}
        pages={Math.ceil(total / FACILITIES_PAGE)}
        total={total}
        size={FACILITIES_PAGE}
        href={(n) => to(lang, withQuery(path, { page: n }))}
      />
    </>
  )
}

function FacilityTable({
  lang,
  rows,
  caption,
  mergeInto,
}: {
  lang: Lang
  rows: readonly ListedFacility[]
  caption: string
  mergeInto?: boolean
}) {
  const t = manage(lang)
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={t('none')} />}
      columns={[
        {
          key: 'name',
          head: t('name'),
          primary: true,
          size: 'wide',
          cell: (row) => (
            <a href={to(lang, `/manage/facilities/${row.id}`)}>
              <Say text={row.name} />
            </a>
          ),
        },
        { key: 'level', head: t('level'), size: 'tight', cell: (row) => levelName(lang, row.level) },
        { key: 'province', head: t('province'), cell: (row) => pick(provinceName(row.province), lang).text },
        {
          key: 'country',
          head: t('country'),
          size: 'tight',
          wideOnly: true,
          cell: (row) => countryName(row.country, lang),
        },
        ...(mergeInto
          ? []
          : [
              {
                key: 'people',
                head: t('count'),
                numeric: true,
                size: 'tight' as const,
                cell: (row: ListedFacility) => row.people,
              },
            ]),
      ]}
      actions={
        mergeInto
          ? (row) => {
              const other = rows.find((r) => r.id !== row.id)
              return (
                <a
                  href={to(
                    lang,
                    `/manage/facilities/${row.id}/merge?q=${encodeURIComponent(pick(row.name, lang).text)}${other ? `&from=${other.id}` : ''}`,
                  )}
                  aria-label={`${t('merge')}: ${pick(row.name, lang).text}`}
                >
                  {t('merge')}
                </a>
              )
            }
          : undefined
      }
    />
  )
}

export function FacilityDuplicates({ lang, groups }: { lang: Lang; groups: readonly (readonly ListedFacility[])[] }) {
  const t = manage(lang)
  return (
    <>
      <h1>{t('duplicates')}</h1>
      <p>{t('duplicatesHint')}</p>
      {groups.length === 0 ? <Empty title={t('none')} /> : null}
      {groups.map((group) => (
        <FacilityTable
          key={group[0]!.id}
          lang={lang}
          rows={group}
          caption={pick(group[0]!.name, lang).text}
          mergeInto
        />
      ))}
    </>
  )
}

export function FacilityForm({
  lang,
  csrf,
  action,
  state,
  name,
}: {
  lang: Lang
  csrf: string
  action: string
  state: FormState
  name: ListedFacility['name']
}) {
  const t = manage(lang)
  const value = (field: string) => state.values[field] ?? ''
  const bad = (field: string) => wrong(lang, state, field)
  return (
    <>
      <Errors lang={lang} state={state} />
      <Form action={action} csrf={csrf} label={t('facility')}>
        <MultilingualField
          name="name"
          label={t('name')}
          value={name}
          required
          maxlength={200}
          errors={{ vi: bad('name.vi'), en: bad('name.en'), ko: bad('name.ko') }}
        />
        <Field
          name="level"
          type="select"
          label={t('level')}
          value={value('level')}
          error={bad('level')}
          required
          options={levels(lang)}
          size="medium"
        />
        <Field
          name="country"
          type="select"
          label={t('country')}
          value={value('country')}
          error={bad('country')}
          options={countryOptions(lang)}
          size="medium"
        />
        <Field
          name="province"
          type="select"
          label={t('province')}
          hint={t('provinceHint')}
          value={value('province')}
          error={bad('province')}
          options={provinces(lang)}
          size="medium"
        />
        <Field
          name="website"
          type="url"
          label={t('website')}
          value={value('website')}
          error={bad('website')}
          maxlength={300}
          inputmode="url"
        />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
    </>
  )
}
