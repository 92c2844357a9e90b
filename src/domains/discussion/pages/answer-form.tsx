import type { QuestionView } from '../board.ts'
import { said, wrongText } from '../messages.ts'
import { LIMITS_OF } from '../model.ts'
import { Token } from './question.tsx'
import type { FormState, View } from './view.ts'

/** Where a speaker or chair answers in writing; folded away until wanted. */
export function AnswerForm({
  q,
  view,
  keyFor,
  form,
}: {
  q: QuestionView
  view: View
  keyFor: string
  form: FormState
}) {
  const t = said(view.lang)
  const mine = form.values['question'] === q.id && form.values['answer'] !== undefined
  const id = `f-answer-${q.id}`
  return (
    <details class="dq-answering" open={mine || undefined}>
      <summary>{t('answerIt')}</summary>
      <form class="form" method="post" action={`${view.base}/answers`} data-live="answer">
        <Token view={view} />
        <input type="hidden" name="question" value={q.id} />
        <input type="hidden" name="key" value={keyFor} />
        <div class="field">
          <label class="label" for={id}>
            {t('yourAnswer')}
          </label>
          {mine && form.errors['answer'] ? (
            <p class="error" id={`${id}-error`}>
              {wrongText(t, form.errors['answer'])}
            </p>
          ) : null}
          <textarea
            class="input"
            id={id}
            name="body"
            rows={4}
            maxLength={LIMITS_OF.answer}
            required
            aria-describedby={mine && form.errors['answer'] ? `${id}-error` : undefined}
          >
            {mine ? (form.values['answer'] ?? '') : ''}
          </textarea>
        </div>
        <div class="actions">
          <button class="button button-primary">{t('sendAnswer')}</button>
        </div>
      </form>
    </details>
  )
}
