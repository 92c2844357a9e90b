import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { Facts } from '#src/ui/listing.tsx'
import { to } from '#src/ui/link.ts'
import { Time } from '#src/ui/time.tsx'
import { Act, PinPicture, type Place } from '../../discussion/pages/comment.tsx'
import type { Form as Posted } from '#src/platform/http/form.ts'
import { errorText } from '../../messages/errors.ts'
import { consultWords } from '../messages.ts'
import { LIMITS } from '../model.ts'
import type { ConsultationView } from '../queries.ts'

export interface PageProps {
  readonly place: Place
  readonly view: ConsultationView
  readonly sendKey: string
  readonly form: Posted
  readonly errors: Readonly<Record<string, string>>
}

const wrongIn = (lang: Place['lang'], errors: PageProps['errors'], name: string): string | undefined => {
  const code = errors[name]
  if (code === undefined) return undefined
  const t = consultWords(lang)
  if (code === 'identity') return t('identity')
  return name === 'substitute' ? t('substituteWrong') : errorText(lang, code)
}

/** One consultation: the question, who was asked, what they say; and what the reader may do about it. */
export function ConsultationPage(props: PageProps) {
  const { place, view } = props
  const { lang, zone } = place
  const t = consultWords(lang)
  return (
    <>
      <h1>{t('consultation')}</h1>
      <p class="cc-marks">
        <Tag tone={view.urgency === 'emergency' ? 'danger' : view.urgency === 'urgent' ? 'warning' : 'quiet'}>
          {t(`urgency.${view.urgency}`)}
        </Tag>
        <Tag tone={view.state === 'open' ? 'success' : 'quiet'}>{t(`state.${view.state}`)}</Tag>
        {view.overdue ? <Tag tone="danger">{t('overdue')}</Tag> : null}
      </p>
      {view.overdue && view.can.lead ? <Notice tone="danger">{<p>{t('overdueText')}</p>}</Notice> : null}
      <div class="prose cc-question" lang={view.lang} dangerouslySetInnerHTML={{ __html: view.html }} />
      <Facts
        items={[
          { label: t('asksFrom'), value: [view.asker.name, view.asker.facility].filter(Boolean).join(' · ') },
          { label: t('due'), value: <Time at={view.dueAt} zone={zone} show="full" withZone /> },
        ]}
      />
      <p class="actions">
        <Button href={to(lang, view.found.path)}>{t('seeCase')}</Button>
        {view.found.imagingCaseId ? <Button href={to(lang, `${view.found.path}/view`)}>{t('viewer')}</Button> : null}
      </p>
      <Experts {...props} />
      <h2 id="answers">{t('answers')}</h2>
      {view.answers.length === 0 ? <Empty title={t('noAnswers')} /> : null}
      {view.answers.map((answer) => (
        <article class="ct-comment cc-answer" id={`a-${answer.id}`} key={answer.id}>
          <header class="ct-by">
            <strong>{answer.by.name}</strong>
            {answer.by.facility ? <span class="ct-facility">{answer.by.facility}</span> : null}
            <span class="ct-at">
              <Time at={answer.at} zone={zone} show="short" />
            </span>
          </header>
          {answer.pin ? <PinPicture place={place} pin={answer.pin} /> : null}
          <div class="prose ct-body" lang={answer.lang} dangerouslySetInnerHTML={{ __html: answer.html }} />
        </article>
      ))}
      {view.summary ? (
        <section class="cc-summary">
          <h2>{t('summary')}</h2>
          <div class="prose" dangerouslySetInnerHTML={{ __html: view.summary }} />
        </section>
      ) : null}
      {view.can.answer ? <ExpertPart {...props} /> : null}
      {view.can.lead ? <AskerPart {...props} /> : null}
      <Notice title={t('plainTitle')}>{<p>{t('plain')}</p>}</Notice>
    </>
  )
}

function Experts({ place, view }: PageProps) {
  const { lang, csrf } = place
  const t = consultWords(lang)
  const at = to(lang, `/consultations/${view.code}`)
  return (
    <>
      <h2>{t('experts')}</h2>
      <ul class="ct-experts">
        {view.experts.map((expert) => (
          <li key={expert.id}>
            <strong>{expert.name}</strong>
            {expert.facility ? <span class="ct-facility">{expert.facility}</span> : null}
            <Tag tone={expert.state === 'answered' ? 'success' : 'quiet'}>{t(`expert.${expert.state}`)}</Tag>
            {expert.proposedBy ? <span class="ct-facility">{t('proposedBy', { name: expert.proposedBy })}</span> : null}
            {expert.note ? <span class="ct-facility">“{expert.note}”</span> : null}
            {view.can.lead && expert.state === 'proposed' ? (
              <>
                <Act
                  action={`${at}/admit`}
                  csrf={csrf}
                  label={t('admit', { name: expert.name })}
                  fields={{ person: expert.id }}
                />
                <Act action={`${at}/refuse`} csrf={csrf} label={t('refuse')} fields={{ person: expert.id }} />
              </>
            ) : null}
            {view.can.lead && (expert.state === 'asked' || expert.state === 'accepted') ? (
              <Act action={`${at}/remove`} csrf={csrf} label={t('remove')} fields={{ person: expert.id }} />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

export function AnswerForm({ place, view, sendKey, form, errors, pin = '' }: PageProps & { readonly pin?: string }) {
  const { lang, csrf } = place
  const t = consultWords(lang)
  const shown = form.get('pin') || pin
  return (
    <Form action={to(lang, `/consultations/${view.code}/answer`)} csrf={csrf} label={t('answer')} id="answer">
      <input type="hidden" name="key" value={sendKey} />
      {shown ? (
        <>
          <input type="hidden" name="pin" value={shown} />
          <PinPicture place={place} pin={shown} />
        </>
      ) : null}
      <Field
        name="body"
        type="textarea"
        label={t('answer')}
        hint={t('answerHint')}
        value={form.get('body')}
        error={wrongIn(lang, errors, 'body') ?? wrongIn(lang, errors, 'pin')}
        rows={6}
        maxlength={LIMITS.answer}
        required
      />
      {errors['body'] === 'identity' ? (
        <Field name="confirmed" id="confirmed-body" type="checkbox" label={t('confirm')} required />
      ) : null}
      <Actions>
        <Button kind="primary">{t('sendAnswer')}</Button>
      </Actions>
    </Form>
  )
}

function ExpertPart(props: PageProps) {
  const { place, view, form, errors } = props
  const { lang, csrf } = place
  const t = consultWords(lang)
  const at = to(lang, `/consultations/${view.code}`)
  return (
    <>
      {view.mine === 'asked' ? (
        <p>
          {t('acceptNote')} <Act action={`${at}/accept`} csrf={csrf} label={t('accept')} />
        </p>
      ) : null}
      {view.found.imagingCaseId ? (
        <p>
          <a href={`${at}/place`}>{t('placePin')}</a>
        </p>
      ) : null}
      <AnswerForm {...props} />
      {view.mine === 'asked' || view.mine === 'accepted' ? (
        <details open={errors['substitute'] !== undefined}>
          <summary>{t('declineTitle')}</summary>
          <Form action={`${at}/decline`} csrf={csrf} label={t('declineTitle')}>
            <Field name="note" label={t('note')} value={form.get('note')} maxlength={LIMITS.note} />
            <Field
              name="substitute"
              label={t('substitute')}
              hint={t('substituteHint')}
              value={form.get('substitute')}
              error={wrongIn(lang, errors, 'substitute')}
            />
            <Actions>
              <Button>{t('decline')}</Button>
            </Actions>
          </Form>
        </details>
      ) : null}
    </>
  )
}

function AskerPart({ place, view, form, errors }: PageProps) {
  const { lang, csrf } = place
  const t = consultWords(lang)
  const at = to(lang, `/consultations/${view.code}`)
  return (
    <section id="close">
      <h2>{t('close')}</h2>
      <Form action={`${at}/close`} csrf={csrf} label={t('close')}>
        <Field
          name="summary"
          type="textarea"
          label={t('summary')}
          hint={t('summaryHint')}
          value={form.get('summary')}
          error={wrongIn(lang, errors, 'summary')}
          rows={4}
          maxlength={LIMITS.summary}
          required
        />
        {errors['summary'] === 'identity' ? (
          <Field name="confirmed" id="confirmed-summary" type="checkbox" label={t('confirm')} required />
        ) : null}
        <Actions>
          <Button kind="primary">{t('close')}</Button>
        </Actions>
      </Form>
      <p class="cc-cancel">
        <Act action={`${at}/cancel`} csrf={csrf} label={t('cancel')} />
      </p>
    </section>
  )
}
