import { decodeView, encodeView } from '#src/lib/imaging/view-address.ts'
import type { Shape } from '#src/lib/imaging/view.ts'
import { markdown } from '#src/lib/text/markdown.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { PinPicture, type Place } from '../../discussion/pages/comment.tsx'
import { quizWords } from '../messages.ts'
import type { Compared } from '../queries.ts'

/** A question with its right answer, one's own and everybody's. */
export function Comparison({ place, compared, n }: { place: Place; compared: Compared; n: number }) {
  const { lang } = place
  const t = quizWords(lang)
  const { question, own, answers, mean } = compared
  const prompt = pick(question.prompt, lang)
  const explanation = pick(question.explanation, lang)
  return (
    <section class="cq-compared">
      <h3 lang={prompt.lang}>
        {n}. {prompt.text}
      </h3>
      <p class="quiet">
        {t('answeredBy', { n: answers })}
        {mean === null ? null : ` · ${t('mean', { n: Math.round(mean * 100) })}`}
        {own?.kind === 'unknown' ? ` · ${t('yours')}: ${t('unknown')}` : null}
      </p>
      <Answers place={place} compared={compared} />
      {explanation.text ? (
        <div class="prose" lang={explanation.lang} dangerouslySetInnerHTML={{ __html: markdown(explanation.text) }} />
      ) : null}
      <p class="quiet cq-how">{howScored(lang, compared)}</p>
    </section>
  )
}

function howScored(lang: Place['lang'], { question }: Compared): string {
  const t = quizWords(lang)
  if (question.kind === 'single') return t('scoreSingle')
  if (question.kind === 'multiple') return t('scoreMultiple')
  return question.kind === 'text' ? t('scoreText') : t('scoreArrow', { n: Math.round(question.target?.tolerance ?? 0) })
}

function Answers({ place, compared }: { place: Place; compared: Compared }) {
  const { lang } = place
  const t = quizWords(lang)
  const { question, own, answers, chosen, texts } = compared
  if (question.kind === 'arrow') return <PinPicture place={place} pin={arrowsPin(compared)} />
  if (question.kind === 'text')
    return (
      <>
        {own?.kind === 'text' ? (
          <p>
            <strong>{t('yourAnswer')}:</strong> {own.text}
          </p>
        ) : null}
        {texts.length > 0 ? (
          <details>
            <summary>{t('others')}</summary>
            <ul class="cq-texts">
              {texts.map((text, i) => (
                <li key={i}>{text}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </>
    )
  return (
    <ul class="cq-options">
      {question.options.map((option, i) => {
        const text = pick(option.text, lang)
        const n = chosen[i] ?? 0
        const mine = own?.kind === 'choice' && own.options.includes(i)
        return (
          <li key={i} class={option.right ? 'cq-right' : undefined}>
            <span class="cq-option" lang={text.lang}>
              {text.text} {option.right ? <Tag tone="success">{t('right')}</Tag> : null}{' '}
              {mine ? <Tag tone="signal">{t('yours')}</Tag> : null}
            </span>
            <progress max={answers || 1} value={n} aria-label={text.text}>
              {n}
            </progress>
            <span class="cq-n">
              {n} · {answers > 0 ? Math.round((n / answers) * 100) : 0} %
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The image with the right area, one's own arrow and where others pressed. */
function arrowsPin({ question, own, points }: Compared): string {
  const view = decodeView(question.view)
  if (!view || !question.target) return ''
  const shapes: Shape[] = [
    question.target.shape,
    ...points.map((point): Shape => ({ kind: 'point', points: [point] })),
    ...(own?.kind === 'point'
      ? [{ kind: 'arrow' as const, points: [own.point, [own.point[0] + 25, own.point[1] - 25] as const] }]
      : []),
  ]
  return encodeView({ ...view, shapes })
}
