import type { Lang } from '#src/lib/text/multilingual.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Time } from '#src/ui/time.tsx'
import { Act, PinPicture, type Place } from '../../discussion/pages/comment.tsx'
import { errorText } from '../../messages/errors.ts'
import type { Form as Posted } from '#src/platform/http/form.ts'
import { LIMITS, type QuizQuestion } from '../model.ts'
import { quizWords } from '../messages.ts'
import { encodeView, decodeView } from '#src/lib/imaging/view-address.ts'
import type { ReaderResult } from '../queries.ts'

export interface EditProps {
  readonly place: Place
  readonly on: boolean
  readonly questions: readonly QuizQuestion[]
  readonly results: readonly ReaderResult[]
  readonly hasImages: boolean
  readonly form: Posted | null
  readonly errors: Readonly<Record<string, string>>
}

export const quizError = (lang: Lang, code: string): string =>
  code === 'two-options' || code === 'right-option' ? quizWords(lang)(code) : errorText(lang, code)

/** Writing the quiz, and who answered it. */
export function EditQuiz({ place, on, questions, results, hasImages, form, errors }: EditProps) {
  const { lang, casePath, csrf } = place
  const t = quizWords(lang)
  const at = `${casePath}/quiz/edit`
  return (
    <>
      <Notice tone={on ? 'success' : 'info'} title={t('quiz')}>
        <p>{t(on ? 'isOn' : 'isOff')}</p>
        <Act action={to(lang, `${at}/on`)} csrf={csrf} label={t(on ? 'off' : 'on')} fields={{ on: on ? '' : '1' }} />
      </Notice>
      {questions.length === 0 ? (
        <p>{t('usualNote', { question: t('usual') })}</p>
      ) : (
        <ol class="cq-list">
          {questions.map((question) => (
            <li key={question.id}>
              <p>
                {pick(question.prompt, lang).text} <Tag tone="quiet">{t(`kind.${question.kind}`)}</Tag>
              </p>
              {question.options.length > 0 ? (
                <ul class="cq-texts">
                  {question.options.map((option, i) => (
                    <li key={i}>
                      {pick(option.text, lang).text} {option.right ? <Tag tone="success">{t('right')}</Tag> : null}
                    </li>
                  ))}
                </ul>
              ) : null}
              {question.target ? <PinPicture place={place} pin={targetPin(question)} side={240} /> : null}
              <Act action={to(lang, `${at}/${question.id}/remove`)} csrf={csrf} label={t('remove')} />
            </li>
          ))}
        </ol>
      )}
      <h2 id="add">{t('add')}</h2>
      {hasImages ? (
        <p>
          <a href={to(lang, `${at}/target`)}>{t('addArrow')}</a>
        </p>
      ) : null}
      <Form action={to(lang, at)} csrf={csrf} label={t('add')}>
        <Field
          name="kind"
          type="radio"
          label={t('kind')}
          value={form?.get('kind') || 'single'}
          required
          options={(['single', 'multiple', 'text'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <QuestionTexts lang={lang} form={form} errors={errors} />
        <Field
          name="options"
          type="textarea"
          label={t('options')}
          hint={t('optionsHint')}
          value={form?.get('options')}
          error={errors['options'] ? quizError(lang, errors['options']) : undefined}
          rows={5}
        />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
      <h2>{t('results')}</h2>
      {results.length === 0 ? (
        <Empty title={t('noAnswers')} />
      ) : (
        <>
          <p>
            {t('answeredBy', { n: results.length })} · <a href={to(lang, `${casePath}/quiz`)}>{t('seeResults')}</a>
          </p>
          <table class="table">
            <thead>
              <tr>
                <th>{t('who')}</th>
                <th class="to-right">{t('score')}</th>
                <th>{t('when')}</th>
              </tr>
            </thead>
            <tbody>
              {results.map((one, i) => (
                <tr key={i}>
                  <td>{one.name || t('anonymous')}</td>
                  <td class="to-right">
                    {round(one.score)} / {one.most}
                  </td>
                  <td>
                    <Time at={one.at} zone={place.zone} show="short" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}

export const round = (score: number): string => String(Math.round(score * 100) / 100)

const targetPin = ({ view, target }: QuizQuestion): string => {
  const shown = decodeView(view)
  return shown && target ? encodeView({ ...shown, shapes: [target.shape] }) : ''
}

export function QuestionTexts({
  lang,
  form,
  errors,
}: {
  lang: Lang
  form: Posted | null
  errors: Readonly<Record<string, string>>
}) {
  const t = quizWords(lang)
  return (
    <>
      <MultilingualField
        name="prompt"
        label={t('prompt')}
        value={form?.text('prompt')}
        langs={[lang, ...(['vi', 'en', 'ko'] as const).filter((other) => other !== lang)]}
        errors={errors['prompt'] ? { [lang]: quizError(lang, errors['prompt']) } : {}}
        maxlength={LIMITS.prompt}
        required
      />
      <MultilingualField
        name="explanation"
        label={t('explanation')}
        value={form?.text('explanation')}
        langs={[lang, ...(['vi', 'en', 'ko'] as const).filter((other) => other !== lang)]}
        multiline
        rows={3}
        maxlength={LIMITS.explanation}
      />
    </>
  )
}
