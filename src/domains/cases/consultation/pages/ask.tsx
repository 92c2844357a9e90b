import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, ErrorSummary, Field, Form } from '#src/ui/forms.tsx'
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

/** Whom to ask, what and by when: one form, so that looking for somebody loses nothing that is typed already. */
export function AskPage(props: AskPageProps) {
  const { lang, csrf, casePath, draft, chosen, late, hits, sought, form, errors } = props
  const t = consultWords(lang)
  const wrong = (name: string) => {
    const code = errors[name]
    if (code === undefined) return undefined
    if (code === 'identity') return t('identity')
    return name === 'experts' && code === 'required' ? t('expertsMissing') : errorText(lang, code)
  }
  const offered = [...chosen, ...(hits ?? late)]
  return (
    <>
      <h1>{t('ask')}</h1>
      <p class="lead">{t('askLead')}</p>
      {draft ? <Notice tone="warning">{<p>{t('draft')}</p>}</Notice> : null}
      <Notice title={t('plainTitle')}>{<p>{t('plain')}</p>}</Notice>
      <ErrorSummary
        errors={Object.keys(errors).map((name) => ({
          field: name === '' ? null : name === 'experts' ? 'e' : name,
          message: name === 'question' ? `${t('question')}: ${wrong(name)}` : wrong(name)!,
        }))}
      />
      <Form action={to(lang, `${casePath}/consult`)} csrf={csrf} label={t('ask')}>
        {offered.length > 0 ? (
          <Field
            name="e"
            type="checkboxes"
            label={t('experts')}
            hint={!hits && late.length > 0 ? t('late') : undefined}
            value={chosen.map((person) => person.id)}
            options={offered.map((person) => ({ value: person.id, label: person.name }))}
            error={wrong('experts')}
            required
          />
        ) : null}
        {hits && hits.length === 0 ? <p class="quiet">{t('nobody')}</p> : null}
        <Field
          name="q"
          label={t('findExpert')}
          hint={t('findHint')}
          value={sought}
          error={offered.length === 0 ? wrong('experts') : undefined}
          required={offered.length === 0}
          size="medium"
        />
        <Button name="do" value="find">
          {t('find')}
        </Button>
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
