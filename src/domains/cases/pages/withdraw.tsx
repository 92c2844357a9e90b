import type { Lang, Text } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Summary, wrong, type Errors } from '../kit.tsx'
import { sharingWords } from '../messages/sharing.ts'
import { WITHDRAWAL_REASONS } from '../model.ts'

export interface WithdrawProps {
  readonly lang: Lang
  readonly csrf: string
  readonly path: string
  readonly title: Text
  readonly errors: Errors
}

/** Asks twice before a case goes for good. */
export function WithdrawPage({ lang, csrf, path, title, errors }: WithdrawProps) {
  const t = sharingWords(lang)
  return (
    <>
      <h1>{t('withdraw')}</h1>
      <p class="lead">
        <Say text={title} />
      </p>
      <Notice tone="warning">{<p>{t('withdrawLead')}</p>}</Notice>
      <Summary lang={lang} errors={errors} />
      <Form action={to(lang, path)} csrf={csrf}>
        <Field
          name="reason"
          type="radio"
          label={t('reason')}
          value=""
          error={wrong(lang, errors, 'reason')}
          required
          options={WITHDRAWAL_REASONS.map((one) => ({ value: one, label: t(`reason.${one}`) }))}
        />
        <Field
          name="confirmed"
          type="checkbox"
          label={t('understand')}
          error={wrong(lang, errors, 'confirmed')}
          required
        />
        <Actions>
          <Button kind="danger">{t('withdraw')}</Button>
        </Actions>
      </Form>
    </>
  )
}
