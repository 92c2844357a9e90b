import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { mineWords } from '../mine/messages.ts'
import { WITHDRAW_REASONS } from '../withdraw/withdraw.ts'

/** The question before images are withdrawn for good. */
export function Withdraw(props: { lang: Lang; csrf: string | null; caseId: string; studies: number; images: number }) {
  const { lang, csrf, caseId, studies, images } = props
  const t = mineWords(lang)
  return (
    <>
      <h1>{t('withdrawTitle')}</h1>
      <p class="lead">{t('withdrawCount', { studies, images })}</p>
      <p>{t('withdrawText')}</p>
      <Form action={to(lang, '/imaging/withdraw')} csrf={csrf}>
        <input type="hidden" name="case" value={caseId} />
        <Field
          name="reason"
          label={t('reason')}
          type="select"
          required
          value="consent"
          options={WITHDRAW_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
        <Actions>
          <Button kind="danger">{t('withdraw')}</Button>
          <Button href={to(lang, '/imaging')}>{t('mine')}</Button>
        </Actions>
      </Form>
    </>
  )
}
