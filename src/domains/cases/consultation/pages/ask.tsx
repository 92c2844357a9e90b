import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import type { Form as Posted } from '#src/platform/http/form.ts'
import { errorText } from '../../messages/errors.ts'
import { consultWords } from '../messages.ts'
import { LIMITS, URGENCIES } from '../model.ts'

const HOURS = [1, 2, 6, 12, 24, 48, 72, 168] as const

export interface AskPageProps {
  readonly lang: Lang
  readonly csrf: string | null
  readonly casePath: string
  readonly draft: boolean
  readonly chosen: readonly { readonly id: string; readonly name: string }[]
  readonly late: readonly { readonly id: string; readonly name: string }[]
  /** null: nobody was looked for. */
  readonly hits: readonly { readonly id: string; readonly name: string }[] | null
  readonly sought: string
  readonly form: Posted
  readonly errors: Readonly<Record<string, string>>
}

/** First whom to ask, then what and by when. */
export function AskPage(props: AskPageProps) {
  const { lang, csrf, casePath, draft, chosen, late, hits, sought, form, errors } = props
  const t = consultWords(lang)
  const at = (ids: readonly string[]) =>
    to(lang, `${casePath}/consult${ids.length > 0 ? `?${ids.map((id) => `e=${id}`).join('&')}` : ''}`)
  const ids = chosen.map((person) => person.id)
  const wrong = (name: string) =>
    errors[name] === undefined ? undefined : errors[name] === 'identity' ? t('identity') : errorText(lang, errors[name])
  const add = (person: { readonly id: string; readonly name: string }) => (
    <li key={person.id}>
      <a href={at([...ids, person.id])}>{t('add', { name: person.name })}</a>
    </li>
  )
  return (
    <>
      <h1>{t('ask')}</h1>
      <p class="lead">{t('askLead')}</p>
      {draft ? <Notice tone="warning">{<p>{t('draft')}</p>}</Notice> : null}
      <Notice title={t('plainTitle')}>{<p>{t('plain')}</p>}</Notice>
      <h2>{t('experts')}</h2>
      {wrong('experts') ? <p class="field-error">{wrong('experts')}</p> : null}
      {chosen.length > 0 ? (
        <ul class="ct-experts">
          {chosen.map((person) => (
            <li key={person.id}>
              <strong>{person.name}</strong>
              <a href={at(ids.filter((id) => id !== person.id))}>{t('drop', { name: person.name })}</a>
            </li>
          ))}
        </ul>
      ) : null}
      <Form action={to(lang, `${casePath}/consult`)} csrf={null} method="get" label={t('findExpert')}>
        {ids.map((id) => (
          <input key={id} type="hidden" name="e" value={id} />
        ))}
        <Field name="q" label={t('findExpert')} hint={t('findHint')} value={sought} required size="medium" />
        <Button>{t('find')}</Button>
      </Form>
      {hits && hits.length === 0 ? <p class="quiet">{t('nobody')}</p> : null}
      {hits && hits.length > 0 ? <ul class="ct-experts">{hits.map(add)}</ul> : null}
      {!hits && late.length > 0 ? (
        <>
          <h3>{t('late')}</h3>
          <ul class="ct-experts">{late.map(add)}</ul>
        </>
      ) : null}
      <h2>{t('question')}</h2>
      <Form action={to(lang, `${casePath}/consult`)} csrf={csrf} label={t('ask')}>
        {ids.map((id) => (
          <input key={id} type="hidden" name="e" value={id} />
        ))}
        <Field
          name="question"
          type="textarea"
          label={t('question')}
          hint={t('questionHint')}
          value={form.get('question')}
          error={wrong('question')}
          rows={5}
          maxlength={LIMITS.question}
          required
        />
        {errors['question'] === 'identity' ? (
          <Field name="confirmed" type="checkbox" label={t('confirm')} required />
        ) : null}
        <Field
          name="urgency"
          type="radio"
          label={t('urgency')}
          value={form.get('urgency') || 'routine'}
          error={wrong('urgency')}
          required
          options={URGENCIES.map((value) => ({
            value,
            label: t(`urgency.${value}`),
            hint: t(`urgencyHint.${value}`),
          }))}
        />
        <Field
          name="hours"
          type="select"
          label={t('hours')}
          value={form.get('hours') || '72'}
          error={wrong('hours')}
          required
          size="short"
          options={HOURS.map((n) => ({
            value: String(n),
            label: n < 48 ? t('hourN', { n }) : t('dayN', { n: n / 24 }),
          }))}
        />
        <Actions>
          <Button kind="primary">{t('send')}</Button>
        </Actions>
      </Form>
    </>
  )
}
