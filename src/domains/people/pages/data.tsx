import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { DataTable } from '#src/ui/table.tsx'
import { RETENTION_DAYS } from '../consents.ts'
import { profile, type ProfileKey } from '../messages/profile.ts'
import { Errors, wrong, type FormState } from './form-state.tsx'
import { moment } from './security.tsx'

interface Consented {
  readonly purpose: string
  readonly version: string
  readonly at: number
  readonly withdrawn_at: number | null
}

export function Data(props: {
  lang: Lang
  csrf: string
  state: FormState
  consents: readonly Consented[]
  hasPassword: boolean
}) {
  const { lang, csrf, state, consents, hasPassword } = props
  const t = profile(lang)
  const purpose = (key: string) => {
    const name = `purpose.${key}`
    return Object.hasOwn(profile.table, name) ? t(name as ProfileKey) : key
  }
  return (
    <>
      <Errors lang={lang} state={state} />
      <p>{t('dataText')}</p>
      <Form action={to(lang, '/account/data/export')} csrf={csrf} label={t('dataGet')}>
        <Actions>
          <Button kind="primary">{t('dataGet')}</Button>
        </Actions>
      </Form>
      <DataTable
        caption={t('consents')}
        rows={consents}
        rowKey={(row) => `${row.purpose} ${row.at}`}
        columns={[
          { key: 'purpose', head: t('purpose'), primary: true, cell: (row) => purpose(row.purpose) },
          { key: 'at', head: t('when'), size: 'tight', cell: (row) => moment(row.at, lang) },
          {
            key: 'withdrawn',
            head: t('withdrawn'),
            size: 'tight',
            cell: (row) => (row.withdrawn_at === null ? '' : moment(row.withdrawn_at, lang)),
          },
        ]}
      />
      <h2>{t('retention')}</h2>
      <p>{t('retentionText', RETENTION_DAYS)}</p>
      <h2>{t('erase')}</h2>
      <p>{t('eraseText')}</p>
      <Form action={to(lang, '/account/data/erase')} csrf={csrf} label={t('erase')}>
        {hasPassword ? (
          <Field
            name="password"
            type="password"
            label={t('passwordToConfirm')}
            error={wrong(lang, state, 'password')}
            required
            autocomplete="current-password"
          />
        ) : null}
        <Field name="sure" type="checkbox" label={t('eraseSure')} error={wrong(lang, state, 'sure')} required />
        <Actions>
          <Button kind="danger">{t('eraseDo')}</Button>
        </Actions>
      </Form>
    </>
  )
}
