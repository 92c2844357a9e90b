import { knownImages } from '#src/domains/imaging/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { formOf, type Form as Posted } from '#src/platform/http/form.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { Actions, Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import type { Place } from '../discussion/pages/comment.tsx'
import { sideOf } from '../discussion/pages/place.tsx'
import { readPin } from '../discussion/pin.ts'
import { talkFrame } from '../discussion/routes/pages.tsx'
import { pressed } from '../discussion/routes/place.tsx'
import { CODE } from '../discussion/routes/request.ts'
import type { Status } from '../kit.tsx'
import type { CaseView } from '../queries/case.ts'
import { scopeOf } from '../share/scope.ts'
import { answerQuiz } from './commands.ts'
import { editQuizPages } from './edit-routes.tsx'
import { givenFrom, writePoint } from './form.ts'
import { hidesAnswers } from './gate.ts'
import { quizWords } from './messages.ts'
import type { Given } from './model.ts'
import { Ask } from './pages/ask.tsx'
import { Comparison } from './pages/compare.tsx'
import { round } from './pages/edit.tsx'
import { open, placeOf } from './place.ts'
import { asked, comparedAnswers, questionsOf } from './queries.ts'
import { knownReader, readerOf } from './reader.ts'
import { scores } from './scores.tsx'

const ANSWER: Limit = { name: 'case-quiz', burst: 60, perSeconds: 600 }
/** A hall answers by one address. */
const ANSWER_FROM: Limit = { name: 'case-quiz-from', burst: 1_500, perSeconds: 600 }

/** The quiz of a case: asked, answered, compared, written. */
export function quizPages(app: App): void {
  const PATH = `/cases/${CODE}/quiz`
  app.get('/cases/scores', scores)
  app.get(PATH, async (c) => {
    const found = await open(c)
    return found?.quiz || found?.can.edit ? await quizPage(c, found) : c.notFound()
  })
  app.post(PATH, answer)
  editQuizPages(app)
}

/** To be answered, or compared once it is; nothing of the answer is in a page before. */
async function quizPage(
  c: Ctx,
  found: CaseView,
  form: Posted = formOf({}),
  missing: ReadonlySet<string> = new Set(),
  status: Status = 200,
): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = quizWords(lang)
  const place = await placeOf(c, found)
  const reader = readerOf(actor)
  if (!(await hidesAnswers(ctx, actor, found))) return await resultsPage(c, found, place, reader)
  const questions = (await questionsOf(ctx.db, found.id)).map(asked)
  const { images } = await scopeOf(ctx, actor, found)
  const instances = questions.flatMap((question) => readPin(question.view)?.instance ?? [])
  const known = images ? await knownImages(ctx, actor, instances) : new Map()
  return await talkFrame(
    c,
    { found },
    t('quiz'),
    <>
      <h1>{t('quiz')}</h1>
      <p class="lead">{t('lead')}</p>
      <Ask
        place={place}
        questions={questions}
        images={known}
        values={form.all}
        missing={missing}
        signedIn={actor.personId !== null}
      />
    </>,
    status,
  )
}

async function resultsPage(c: Ctx, found: CaseView, place: Place, reader: string): Promise<Response> {
  const { ctx, lang } = c.var
  const t = quizWords(lang)
  const all = await comparedAnswers(ctx, found, reader)
  const scored = all.filter((one) => one.own !== null && one.question.kind !== 'text')
  const sum = scored.reduce((total, one) => total + (one.score ?? 0), 0)
  return await talkFrame(
    c,
    { found },
    t('results'),
    <>
      <h1>{t('results')}</h1>
      {scored.length > 0 ? <p class="lead">{t('yourScore', { score: round(sum), most: scored.length })}</p> : null}
      {all.map((compared, i) => (
        <Comparison key={compared.question.id} place={place} compared={compared} n={i + 1} />
      ))}
      <Actions>
        <Button href={to(lang, found.path)} kind="primary">
          {t('toCase')}
        </Button>
        {found.can.edit ? <Button href={to(lang, `${found.path}/quiz/edit`)}>{t('edit')}</Button> : null}
      </Actions>
    </>,
  )
}

/** Takes the form: a press on an image places the arrow and shows the form again, the button answers. */
async function answer(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await open(c)
  if (!found?.quiz || found.can.edit || found.can.review) return c.notFound()
  const wait = actor.personId === null ? tooMany(c, ANSWER_FROM) : tooMany(c, ANSWER, actor.personId)
  if (wait > 0) throw new Refused('too-many', wait)
  const fields: Record<string, unknown> = { ...(await c.req.parseBody({ all: true })) }
  const questions = await questionsOf(ctx.db, found.id)
  const images = await knownImages(
    ctx,
    actor,
    questions.flatMap((question) => question.target?.instance ?? []),
  )
  let placing = false
  for (const { id, kind, target } of questions) {
    // Not knowing stands among the options of a single choice.
    if (kind === 'single' && fields[`q-${id}`] === 'unknown') fields[`u-${id}`] = 'on'
    const image = target && images.get(target.instance)
    if (kind !== 'arrow' || !image) continue
    const [x, y] = [fields[`at-${id}.x`], fields[`at-${id}.y`]]
    if (typeof x !== 'string' || typeof y !== 'string') continue
    const point = pressed(x, y, image, sideOf(false))
    if (!point) continue
    placing = true
    fields[`p-${id}`] = writePoint(point)
    delete fields[`u-${id}`]
  }
  const form = formOf(fields)
  if (placing) return await quizPage(c, found, form)
  const given = new Map<string, Given>()
  for (const question of questions) {
    const one = givenFrom(form, question)
    if (one) given.set(question.id, one)
  }
  const missing = new Set(questions.filter((question) => !given.has(question.id)).map(({ id }) => id))
  if (missing.size > 0) return await quizPage(c, found, form, missing, 422)
  const done = await answerQuiz(ctx, actor, found, knownReader(c), given)
  return done.ok ? c.redirect(href(lang, `${found.path}/quiz`), 303) : c.notFound()
}
