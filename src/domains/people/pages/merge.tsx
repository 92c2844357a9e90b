import type { Lang } from '#src/lib/text/multilingual.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, FieldGroup, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { manage } from '../messages/manage.ts'
import { Errors, type FormState } from './form-state.tsx'

export interface MergeCandidate {
  readonly id: string
  readonly label: string
  readonly hint: string
}

/** Finding the other record, seeing what moves, doing it: three plain steps for persons and facilities alike. */
export function Merge(props: {
  lang: Lang
  csrf: string
  base: string
  into: string
  q: string
  found: readonly MergeCandidate[] | null
  chosen: { id: string; label: string; moved: readonly (readonly [string, number])[] } | null
  state: FormState
}) {
  const { lang, csrf, base, into, q, found, chosen, state } = props
  const t = manage(lang)
  const action = to(lang, `${base}/merge`)
  return (
    <>
      <h1>{t('merge')}</h1>
      <p>
        <strong>{into}</strong>
      </p>
      <p>{t('mergeText')}</p>
      <Errors lang={lang} state={state} />
      <Form action={action} csrf={null} method="get" layout="row" label={t('mergeFind')}>
        <Field name="q" type="search" label={t('mergeFind')} value={q} required size="medium" />
        <Actions>
          <Button>{t('search')}</Button>
        </Actions>
      </Form>
      {found === null ? null : found.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <Form action={action} csrf={null} method="get" label={t('mergeChoose')}>
          <input type="hidden" name="q" value={q} />
          <Field
            name="from"
            type="radio"
            label={t('mergeFind')}
            required
            value={chosen?.id ?? ''}
            options={found.map(({ id, label, hint }) => ({ value: id, label, hint: hint || undefined }))}
          />
          <Actions>
            <Button>{t('mergeChoose')}</Button>
          </Actions>
        </Form>
      )}
      {chosen ? (
        <Form action={action} csrf={csrf} label={t('merge')}>
          <FieldGroup legend={t('mergePreview', { from: chosen.label, into })}>
            <input type="hidden" name="from" value={chosen.id} />
            {chosen.moved.length === 0 ? <p>{t('mergeNothing')}</p> : null}
            <ul>
              {chosen.moved.map(([name, rows]) => (
                <li key={name}>
                  {name}: {rows}
                </li>
              ))}
            </ul>
          </FieldGroup>
          <Actions>
            <Button kind="danger">{t('mergeDo')}</Button>
            <a href={to(lang, base)}>{t('back')}</a>
          </Actions>
        </Form>
      ) : null}
    </>
  )
}
