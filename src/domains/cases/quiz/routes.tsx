import { knownImages } from '#src/domains/imaging/index.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { ImagePoint, Shape } from '#src/lib/imaging/view.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { Actions, Button, Form, Field } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import { Empty } from '#src/ui/feedback.tsx'
import { Time } from '#src/ui/time.tsx'
import type { Place } from '../discussion/pages/comment.tsx'
import { PlacePage, sideOf } from '../discussion/pages/place.tsx'
import { readPin } from '../discussion/pin.ts'
import { talkFrame } from '../discussion/routes/pages.tsx'
import { chosenPlace, pressed } from '../discussion/routes/place.tsx'
import { CODE, ID } from '../discussion/routes/request.ts'
import { formOf, posted, type Form as Posted } from '#src/platform/http/form.ts'
import { errorsOf, show, societyZone, statusOf, type Errors, type Status } from '../kit.tsx'
import { caseFor, type CaseView } from '../queries/case.ts'
import { visibleCases } from '../policy.ts'
import { textOf } from '../json.ts'
import { scopeOf } from '../share/scope.ts'
import { addQuestion, answerQuiz, removeQuestion, setQuiz } from './commands.ts'
import { givenFrom, optionsFrom, writePoint } from './form.ts'
import { hidesAnswers } from './gate.ts'
import { quizWords } from './messages.ts'
import { isQuestionKind, type Given } from './model.ts'
import { Ask } from './pages/ask.tsx'
import { Comparison } from './pages/compare.tsx'
import { EditQuiz, QuestionTexts, round } from './pages/edit.tsx'
import { asked, comparedAnswers, ownQuestions, questionsOf, resultsOf } from './queries.ts'
import { knownReader, readerOf } from './reader.ts'

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
  const edit = (path: string, act: (c: Ctx, found: CaseView) => Promise<Response>, method: 'get' | 'post' = 'post') =>
    app[method](`${PATH}/edit${path}`, async (c) => {
      const found = await open(c)
      return found?.can.edit ? await act(c, found) : c.notFound()
    })
  edit('', (c, found) => editPage(c, found), 'get')
  edit('', add)
  edit('/target', (c, found) => targetPage(c, found), 'get')
  edit('/on', async (c, found) => {
    await setQuiz(c.var.ctx, c.var.actor, found, (await posted(c)).checked('on'))
    return c.redirect(href(c.var.lang, `${found.path}/quiz/edit`), 303)
  })
  edit(`/${ID}/remove`, async (c, found) => {
    const done = await removeQuestion(c.var.ctx, c.var.actor, found, c.req.param('id') ?? '')
    return done.ok ? c.redirect(href(c.var.lang, `${found.path}/quiz/edit`), 303) : c.notFound()
  })
}

const open = (c: Ctx): Promise<CaseView | null> => caseFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')

const placeOf = async (c: Ctx, found: CaseView): Promise<Place> => ({
  lang: c.var.lang,
  casePath: found.path,
  zone: await societyZone(c.var.ctx),
  csrf: c.var.csrf ?? null,
})

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
  if (wait > 0) return c.text('', 429, { 'retry-after': String(wait) })
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

async function editPage(
  c: Ctx,
  found: CaseView,
  form: Posted | null = null,
  errors: Errors = {},
  status: Status = 200,
) {
  const { ctx, lang } = c.var
  const t = quizWords(lang)
  return await talkFrame(
    c,
    { found },
    t('edit'),
    <>
      <h1>{t('edit')}</h1>
      <EditQuiz
        place={await placeOf(c, found)}
        on={found.quiz}
        questions={await ownQuestions(ctx.db, found.id)}
        results={await resultsOf(ctx, found)}
        hasImages={found.imagingCaseId !== null}
        form={form}
        errors={errors}
      />
    </>,
    status,
  )
}

async function add(c: Ctx, found: CaseView): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const form = await posted(c)
  const kind = form.get('kind')
  if (!isQuestionKind(kind)) return c.notFound()
  const view = readPin(form.get('view'))
  const shape = view?.shapes?.[0]
  const done = await addQuestion(ctx, actor, found, {
    kind,
    prompt: form.text('prompt'),
    explanation: form.text('explanation'),
    options: kind === 'single' || kind === 'multiple' ? optionsFrom(form.get('options'), lang) : [],
    view: kind === 'arrow' && view ? encodeView({ ...view, shapes: [] }) : '',
    target:
      kind === 'arrow' && view && shape
        ? { instance: view.instance, frame: view.frame, shape, tolerance: toleranceOf(shape) }
        : null,
  })
  if (done.ok) return c.redirect(href(lang, `${found.path}/quiz/edit`), 303)
  if (done.code === 'not-found') return c.notFound()
  if (kind === 'arrow') return await targetPage(c, found, form, errorsOf(done), statusOf(done))
  return await editPage(c, found, form, errorsOf(done), statusOf(done))
}

/** As far beside the shape as it is wide. */
const toleranceOf = ({ points: [centre, edge] }: Shape): number =>
  centre && edge ? Math.round(2 * Math.hypot(edge[0] - centre[0], edge[1] - centre[1])) : 20

const RADII = { small: 0.02, medium: 0.045, large: 0.09 } as const

async function targetPage(
  c: Ctx,
  found: CaseView,
  form: Posted | null = null,
  errors: Errors = {},
  status: Status = 200,
) {
  const { lang } = c.var
  if (found.imagingCaseId === null) return c.notFound()
  const t = quizWords(lang)
  const place = await placeOf(c, found)
  const r = (['small', 'medium', 'large'] as const).find((name) => name === c.req.query('r')) ?? 'medium'
  const circle = ([x, y]: ImagePoint, image: { columns: number; rows: number }): Shape => {
    const radius = Math.round(Math.max(image.columns, image.rows) * RADII[r] * 10) / 10
    return {
      kind: 'ellipse',
      points: [
        [x, y],
        [x + radius, y],
        [x, y + radius],
      ],
    }
  }
  const chosen = await chosenPlace(c, found.imagingCaseId, circle)
  const sent = form?.get('view')
  const view = sent && readPin(sent) ? sent : chosen.view?.shapes ? encodeView(chosen.view) : ''
  const at = `${found.path}/quiz/edit`
  const question = view ? (
    <Form action={to(lang, at)} csrf={place.csrf} label={t('kind.arrow')}>
      <input type="hidden" name="kind" value="arrow" />
      <input type="hidden" name="view" value={view} />
      <QuestionTexts lang={lang} form={form} errors={errors} />
      <Actions>
        <Button kind="primary">{t('save')}</Button>
      </Actions>
    </Form>
  ) : null
  return await talkFrame(
    c,
    { found },
    t('kind.arrow'),
    <>
      <h1>{t('kind.arrow')}</h1>
      {form ? (
        question
      ) : (
        <>
          <Form action={to(lang, `${at}/target`)} csrf={null} method="get" layout="row" label={t('radius')}>
            {chosen.chosen ? <input type="hidden" name="series" value={chosen.chosen.seriesUid} /> : null}
            <input type="hidden" name="n" value={chosen.number} />
            <Field
              name="r"
              type="select"
              label={t('radius')}
              value={r}
              required
              options={(['small', 'medium', 'large'] as const).map((value) => ({ value, label: t(`radius.${value}`) }))}
            />
            <Button>OK</Button>
          </Form>
          <PlacePage
            {...chosen}
            place={place}
            here={`${at}/target`}
            query={{ r }}
            lead={t('targetLead')}
            back={{ href: at, label: t('back') }}
          >
            {question}
          </PlacePage>
        </>
      )}
    </>,
    status,
    'wide',
  )
}

/** One's own scores, of cases that one may still see. One statement. */
async function scores(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  if (actor.personId === null)
    return c.redirect(to(lang, `/sign-in?next=${encodeURIComponent(to(lang, '/cases/scores'))}`), 303)
  const t = quizWords(lang)
  const zone = await societyZone(ctx)
  const rows = await ctx.db
    .selectFrom('case_quiz_reader')
    .innerJoin('case_record', 'case_record.id', 'case_quiz_reader.case_id')
    .select(['case_record.code', 'case_record.title', 'score', 'most', 'done_at'])
    .where('case_quiz_reader.person_id', '=', actor.personId)
    .where('case_record.id', 'in', visibleCases(ctx.db, actor, ctx.clock.now()))
    .orderBy('done_at', 'desc')
    .limit(500)
    .execute()
  return await show(
    c,
    { title: t('myScores') },
    <>
      <h1>{t('myScores')}</h1>
      {rows.length === 0 ? (
        <Empty title={t('noAnswers')} />
      ) : (
        <Listing>
          {rows.map((row) => {
            const title = pick(textOf(row.title), lang)
            return (
              <ListingItem
                key={row.code}
                title={title.text}
                titleLang={title.lang}
                href={to(lang, `/cases/${row.code}/quiz`)}
                aside={<Time at={row.done_at} zone={zone} show="date" />}
                meta={row.most > 0 ? t('yourScore', { score: round(row.score), most: row.most }) : t('scoreText')}
              />
            )
          })}
        </Listing>
      )}
    </>,
  )
}
