import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import { EVENT_ROLES, SOCIETY_ROLES } from '#src/platform/authz.ts'
import { Empty, GeneratedMark, Notice, Tag } from '#src/ui/feedback.tsx'
import { Say } from '#src/ui/context.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { ui } from '#src/ui/messages.ts'
import { DataTable, Pagination } from '#src/ui/table.tsx'
import { countryName } from '../countries.ts'
import type { EventName } from '../event-names.ts'
import { manage } from '../messages/manage.ts'
import type { RecordView } from '../queries/own.ts'
import { PEOPLE_PAGE, type ListedPerson } from '../queries/manage-people.ts'
import { wrong, type FormState } from './form-state.tsx'
import { roleName } from './manage-words.ts'

interface ListProps {
  readonly lang: Lang
  readonly rows: readonly ListedPerson[]
  readonly total: number
  readonly filter: { readonly q: string; readonly role: string; readonly duplicates: boolean; readonly page: number }
  /** Path with query, without language. */
  readonly path: string
}

/** Dense: one line a person, everything a secretariat looks for in sight. */
export function PeopleList({ lang, rows, total, filter, path }: ListProps) {
  const t = manage(lang)
  const roles = [...SOCIETY_ROLES, ...EVENT_ROLES].map((role) => ({ value: role, label: roleName(lang, role) }))
  return (
    <>
      <h1>{t('people')}</h1>
      <Form action={to(lang, '/manage/people')} csrf={null} method="get" layout="row" label={t('search')}>
        <Field name="q" type="search" label={t('searchPeople')} value={filter.q} size="medium" />
        <Field
          name="role"
          type="select"
          label={t('role')}
          value={filter.role}
          options={roles}
          empty={ui(lang)('all')}
          size="medium"
        />
        <Field name="duplicates" type="checkbox" label={t('duplicates')} value={filter.duplicates} />
        <Actions>
          <Button kind="primary">{t('search')}</Button>
          <Button href={to(lang, '/manage/people/new')}>{t('newPerson')}</Button>
        </Actions>
      </Form>
      <DataTable
        caption={`${t('people')} (${total})`}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={t('none')} />}
        columns={[
          {
            key: 'name',
            head: t('name'),
            primary: true,
            cell: (row) => (
              <>
                {row.editable ? (
                  <a href={to(lang, `/manage/people/${row.id}`)}>{titledName(row, lang)}</a>
                ) : (
                  titledName(row, lang)
                )}{' '}
                {row.generated ? <GeneratedMark short /> : null}
              </>
            ),
          },
          { key: 'facility', head: t('facility'), cell: (row) => <Say text={row.facility} /> },
          {
            key: 'country',
            head: t('country'),
            size: 'tight',
            wideOnly: true,
            cell: (row) => countryName(row.country, lang),
          },
          { key: 'email', head: t('email'), cell: (row) => row.email },
          {
            key: 'account',
            head: t('accountState'),
            size: 'tight',
            cell: (row) => t(row.hasAccount ? 'hasAccount' : 'noAccount'),
          },
          {
            key: 'roles',
            head: t('roles'),
            cell: (row) =>
              [...new Set(row.roles.map(({ role }) => role))].map((role) => roleName(lang, role)).join(', '),
          },
        ]}
      />
      <Pagination
        page={filter.page}
        pages={Math.ceil(total / PEOPLE_PAGE)}
        total={total}
        size={PEOPLE_PAGE}
        href={(n) => to(lang, withQuery(path, { page: n }))}
      />
    </>
  )
}

interface PartProps {
  readonly lang: Lang
  readonly csrf: string
  readonly record: RecordView
  readonly state: FormState
}

/** Addresses of a record, and the link by which its owner takes it over. */
export function Contact({ lang, csrf, record, state }: PartProps) {
  const t = manage(lang)
  const base = `/manage/people/${record.id}`
  return (
    <section>
      <h2>{t('email')}</h2>
      <ul>
        {record.emails.map(({ email, verified }) => (
          <li key={email}>
            {email} <Tag tone="quiet">{t(verified ? 'verified' : 'unverified')}</Tag>
          </li>
        ))}
      </ul>
      <Form action={to(lang, `${base}/email`)} csrf={csrf} label={t('emailAdd')} layout="row">
        <Field
          name="email"
          type="email"
          label={t('emailAdd')}
          hint={t('emailHint')}
          value={state.values['email']}
          error={wrong(lang, state, 'email')}
          required
          size="medium"
        />
        <Actions>
          <Button>{t('emailAdd')}</Button>
        </Actions>
      </Form>
      {record.hasAccount || record.emails.length === 0 ? null : (
        <Form action={to(lang, `${base}/invite`)} csrf={csrf} label={t('invite')}>
          <Actions>
            <Button>{t('invite')}</Button>
          </Actions>
        </Form>
      )}
    </section>
  )
}

/** Roles held and granted; what one may not grant (`society`: those in the society) is not offered. */
export function Roles(
  props: PartProps & {
    society: boolean
    roles: readonly { role: string; event_id: string }[]
    events: readonly EventName[]
  },
) {
  const { lang, csrf, record, state, society, roles, events } = props
  const t = manage(lang)
  const action = to(lang, `/manage/people/${record.id}/roles`)
  const eventName = (id: string) => events.find((event) => event.id === id)?.name ?? id
  return (
    <section>
      <h2>{t('roles')}</h2>
      <DataTable
        caption={t('roles')}
        quietCaption
        rows={roles}
        rowKey={(row) => `${row.event_id} ${row.role}`}
        empty={<p>—</p>}
        columns={[
          { key: 'role', head: t('role'), primary: true, cell: (row) => roleName(lang, row.role) },
          {
            key: 'where',
            head: t('event'),
            cell: (row) => (row.event_id === '' ? t('inSociety') : eventName(row.event_id)),
          },
        ]}
        actions={(row) =>
          row.event_id === '' && !society ? null : (
            <Form action={action} csrf={csrf}>
              <input type="hidden" name="revoke" value={row.role} />
              <input type="hidden" name="event" value={row.event_id} />
              <Button kind="danger" size="small" label={`${t('revoke')}: ${roleName(lang, row.role)}`}>
                {t('revoke')}
              </Button>
            </Form>
          )
        }
      />
      {wrong(lang, state, 'role') ? <Notice tone="danger" title={wrong(lang, state, 'role')} live /> : null}
      {society ? (
        <Form action={action} csrf={csrf} layout="row" label={t('inSociety')}>
          <Field
            name="role"
            id="f-society-role"
            type="select"
            label={t('inSociety')}
            required
            options={SOCIETY_ROLES.map((role) => ({ value: role, label: roleName(lang, role) }))}
            size="medium"
          />
          <Actions>
            <Button>{t('grant')}</Button>
          </Actions>
        </Form>
      ) : (
        <p class="hint">{t('adminOnly')}</p>
      )}
      {events.length > 0 ? (
        <Form action={action} csrf={csrf} layout="row" label={t('inEvent')}>
          <Field
            name="role"
            id="f-event-role"
            type="select"
            label={t('inEvent')}
            required
            options={EVENT_ROLES.map((role) => ({ value: role, label: roleName(lang, role) }))}
            size="medium"
          />
          <Field
            name="event"
            type="select"
            label={t('event')}
            required
            options={events.map(({ id, name }) => ({ value: id, label: name }))}
            size="medium"
          />
          <Actions>
            <Button>{t('grant')}</Button>
          </Actions>
        </Form>
      ) : null}
    </section>
  )
}

/** One line that tells a candidate from others of the same name. */
export const candidateHint = (
  lang: Lang,
  person: { facility: ListedPerson['facility']; email: string; country: string },
): string =>
  [pick(person.facility, lang).text, countryName(person.country, lang), person.email].filter(Boolean).join(' · ')

export const personLabel = (name: string, latin: string): string => (latin ? `${name} (${latin})` : name)
