import { qrPath } from '#src/domains/discussion/index.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import { markdown } from '#src/lib/text/markdown.ts'
import { pick, say, type Lang } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { ReadingContext, type Reading } from '#src/ui/context.tsx'
import { to } from '#src/ui/link.ts'
import { HeadAssets, TailAssets } from '#src/ui/page-assets.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { pictureUrl } from '../discussion/pages/comment.tsx'
import { viewerPath } from '../discussion/pin.ts'
import { CODE } from '../discussion/routes/request.ts'
import { keyPictures } from '../pictures/queries.ts'
import { caseFor, type CaseView } from '../queries/case.ts'
import { hidesAnswers, withoutAnswers } from '../quiz/gate.ts'
import { asked, questionsOf } from '../quiz/queries.ts'
import { scopeOf } from '../share/scope.ts'
import { presentWords } from './messages.ts'
import { stepsOf, type Step } from './steps.ts'

const ENTRY = 'src/domains/cases/client/present.ts'

/** A case for the hall: one screen a page, big, nothing but the case; next and back are links. */
export function presentPages(app: App): void {
  app.get(`/cases/${CODE}/present`, present)
}

async function present(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await caseFor(ctx, actor, c.req.param('code') ?? '')
  if (!found) return c.notFound()
  const { images } = await scopeOf(ctx, actor, found)
  const hidden = await hidesAnswers(ctx, actor, found)
  const steps = stepsOf({
    content: hidden ? withoutAnswers(found.content) : found.content,
    pictures: images ? await keyPictures(ctx, actor, found) : [],
    questions: found.quiz ? (await questionsOf(ctx.db, found.id)).map(asked) : [],
    quiz: found.quiz,
    hidden,
  })
  const wanted = Number(c.req.query('step') ?? 1)
  const n = Number.isInteger(wanted) ? Math.min(Math.max(1, wanted), steps.length) : 1
  const t = presentWords(lang)
  const shell = await shellOf(c)
  const reading: Reading = { lang, islands: false, hangul: true }
  const at = (step: number): string => to(lang, `${found.path}/present?step=${step}`)
  const leave = to(lang, found.path)
  const title = pick(found.title, lang)
  const step = steps[n - 1]!
  const quizUrl = `${ctx.config.baseUrl}${href(lang, `${found.path}/quiz`)}`
  return page(
    c,
    <html lang={lang} data-theme="dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${n}/${steps.length} ${title.text}`}</title>
        <HeadAssets shell={shell} entries={[ENTRY]} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {n < steps.length ? <link rel="prefetch" href={at(n + 1)} /> : null}
      </head>
      <body>
        <ReadingContext.Provider value={reading}>
          <main class={`cp cp-${step.kind}`} data-present="">
            <Screen lang={lang} found={found} step={step} at={n} quizUrl={quizUrl} />
            <nav class="cp-nav" aria-label={t('present')}>
              {n > 1 ? (
                <a href={at(n - 1)} rel="prev" data-go="previous">
                  ← {t('previous')}
                </a>
              ) : (
                <a href={leave}>{t('end')}</a>
              )}
              <span class="cp-n" aria-label={t('step', { n, of: steps.length })}>
                {n} / {steps.length}
              </span>
              {n < steps.length ? (
                <a href={at(n + 1)} rel="next" data-go="next">
                  {t('next')} →
                </a>
              ) : (
                <a href={leave} data-leave="">
                  {t('end')}
                </a>
              )}
            </nav>
          </main>
          <TailAssets shell={shell} reading={reading} entries={[ENTRY]} />
        </ReadingContext.Provider>
      </body>
    </html>,
  )
}

function Screen(props: { lang: Lang; found: CaseView; step: Step; at: number; quizUrl: string }) {
  const { lang, found, step, at, quizUrl } = props
  const t = presentWords(lang)
  if (step.kind === 'title') {
    const title = pick(found.title, lang)
    return (
      <div class="cp-body">
        <h1 lang={title.lang}>{title.text}</h1>
        {found.synthetic ? <p class="cp-note">{t('synthetic')}</p> : null}
        <p class="cp-keys">{t('keys')}</p>
      </div>
    )
  }
  if (step.kind === 'hidden') return <p class="cp-body">{t('hiddenRest')}</p>
  if (step.kind === 'image') {
    const pin = encodeView(step.view)
    const caption = pick(step.caption, lang)
    return (
      <figure class="cp-figure">
        <img src={pictureUrl(found.path, pin, 1280)} alt={caption.text || t('image', { n: step.n })} />
        <figcaption>
          <span lang={caption.lang}>{caption.text}</span>{' '}
          <a href={to(lang, `${viewerPath(found.path, pin)}&hall=${at}${step.bare ? '&bare' : ''}`)} data-go="viewer">
            {t('viewer')}
          </a>
        </figcaption>
      </figure>
    )
  }
  if (step.kind === 'question') return <Question lang={lang} step={step} quizUrl={quizUrl} />
  return (
    <div class="cp-body">
      <h2>{t(step.name)}</h2>
      {step.texts.map((text, i) => {
        const words = pick(text, lang)
        return (
          <div key={i} class="cp-words" lang={words.lang} dangerouslySetInnerHTML={{ __html: markdown(words.text) }} />
        )
      })}
    </div>
  )
}

function Question({ lang, step, quizUrl }: { lang: Lang; step: Extract<Step, { kind: 'question' }>; quizUrl: string }) {
  const t = presentWords(lang)
  const prompt = pick(step.question.prompt, lang)
  const qr = qrPath(quizUrl)
  return (
    <div class="cp-body cp-ask">
      <div>
        <h2 lang={prompt.lang}>{prompt.text}</h2>
        {step.question.options.length > 0 ? (
          <ol class="cp-options">
            {step.question.options.map((option, i) => (
              <li key={i}>{say(option, lang)}</li>
            ))}
          </ol>
        ) : null}
      </div>
      <figure class="cp-qr">
        <svg viewBox={`-3 -3 ${qr.size + 6} ${qr.size + 6}`} role="img" aria-label={`${t('answerHere')}: ${quizUrl}`}>
          <rect x="-3" y="-3" width={qr.size + 6} height={qr.size + 6} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
        <figcaption>{t('answerHere')}</figcaption>
      </figure>
    </div>
  )
}
