import type { ComponentChildren } from 'preact'
import type { KnownImage } from '#src/domains/imaging/index.ts'
import { decodeView, encodeView } from '#src/lib/imaging/view-address.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { pictureUrl, type Place } from '../../discussion/pages/comment.tsx'
import { sideOf } from '../../discussion/pages/place.tsx'
import { arrowAt } from '../../discussion/routes/place.tsx'
import { readPoint } from '../form.ts'
import { LIMITS } from '../model.ts'
import { quizWords } from '../messages.ts'
import type { AskedQuestion } from '../queries.ts'

export interface AskProps {
  readonly place: Place
  readonly questions: readonly AskedQuestion[]
  readonly images: ReadonlyMap<string, KnownImage>
  readonly values: (name: string) => readonly string[]
  /** Ids of questions that are still to be answered. */
  readonly missing: ReadonlySet<string>
  readonly signedIn: boolean
}

/** The quiz as one form. Pressing on an image sends the form too; the rest of it comes back as it was. */
export function Ask(props: AskProps) {
  const { place, questions, signedIn } = props
  const t = quizWords(place.lang)
  return (
    <form class="form cq" method="post" action={to(place.lang, `${place.casePath}/quiz`)} noValidate>
      {place.csrf === null ? null : <input type="hidden" name="_csrf" value={place.csrf} />}
      {/* The first button is what Enter presses: it must not be an image. */}
      <button type="submit" class="cq-enter" name="done" value="1" tabindex={-1} aria-hidden="true">
        {t('answer')}
      </button>
      {questions.map((question, n) => (
        <Question key={question.id} {...props} question={question} n={n + 1} />
      ))}
      {signedIn ? <p class="quiet">{t('seen')}</p> : null}
      <Actions>
        <Button kind="primary" name="done" value="1">
          {t('answer')}
        </Button>
      </Actions>
    </form>
  )
}

function Question({ place, question, n, images, values, missing }: AskProps & { question: AskedQuestion; n: number }) {
  const { lang } = place
  const t = quizWords(lang)
  const { id, kind } = question
  const prompt = pick(question.prompt, lang)
  const label = (
    <span lang={prompt.lang === lang ? undefined : prompt.lang}>
      {n}. {prompt.text}
    </span>
  )
  const error = missing.has(id) ? t('missing') : undefined
  const unknown = { value: 'unknown', label: t('unknown') }
  const options = question.options.map((text, i) => ({ value: String(i), label: pick(text, lang).text }))
  if (kind === 'single')
    return (
      <Field
        name={`q-${id}`}
        type="radio"
        label={label}
        value={values(`u-${id}`).length > 0 ? 'unknown' : (values(`q-${id}`)[0] ?? '')}
        options={[...options, unknown]}
        error={error}
        required
      />
    )
  const notKnowing = (
    <Field name={`u-${id}`} type="checkbox" label={t('unknown')} value={values(`u-${id}`).length > 0} required />
  )
  if (kind === 'multiple')
    return (
      <>
        <Field
          name={`q-${id}`}
          type="checkboxes"
          label={label}
          hint={t('several')}
          value={values(`q-${id}`)}
          options={options}
          error={error}
          required
        />
        {notKnowing}
      </>
    )
  if (kind === 'text')
    return (
      <>
        <Field
          name={`q-${id}`}
          type="textarea"
          rows={2}
          label={label}
          value={values(`q-${id}`)[0] ?? ''}
          maxlength={LIMITS.text}
          error={error}
          required
        />
        {notKnowing}
      </>
    )
  return (
    <>
      <ArrowQuestion
        place={place}
        question={question}
        images={images}
        point={values(`p-${id}`)[0] ?? ''}
        label={label}
        error={error}
      />
      {notKnowing}
    </>
  )
}

function ArrowQuestion({
  place,
  question,
  images,
  point,
  label,
  error,
}: Pick<AskProps, 'place' | 'images'> & {
  question: AskedQuestion
  point: string
  label: ComponentChildren
  error?: string
}) {
  const t = quizWords(place.lang)
  const view = decodeView(question.view)
  const image = view && images.get(view.instance)
  const placed = readPoint(point)
  if (!view || !image) return null
  const { study, series, instance, frame, window, invert } = view
  const whole = { study, series, instance, frame, ...(window ? { window } : {}), ...(invert ? { invert } : {}) }
  const shown = placed ? { ...whole, shapes: [arrowAt(placed, image)] } : whole
  const side = sideOf(false)
  const scale = side / Math.max(image.columns, image.rows)
  return (
    <fieldset class={error ? 'field field-wrong ct-place' : 'field ct-place'} id={`q-${question.id}`}>
      <legend class="label">{label}</legend>
      <p class="hint">{placed ? t('pressed') : t('press')}</p>
      {error ? <p class="error">{error}</p> : null}
      <input type="hidden" name={`p-${question.id}`} value={point} />
      <input
        type="image"
        name={`at-${question.id}`}
        src={pictureUrl(place.casePath, encodeView(shown), side)}
        alt={t('press')}
        width={Math.round(image.columns * scale)}
        height={Math.round(image.rows * scale)}
      />
    </fieldset>
  )
}
