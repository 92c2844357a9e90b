import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { ImagePoint, Shape } from '#src/lib/imaging/view.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { posted, type Form as Posted } from '#src/platform/http/form.ts'
import { href } from '#src/platform/http/language.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { PlacePage } from '../discussion/pages/place.tsx'
import { readPin } from '../discussion/pin.ts'
import { talkFrame } from '../discussion/routes/pages.tsx'
import { chosenPlace } from '../discussion/routes/place.tsx'
import { CODE, ID } from '../discussion/routes/request.ts'
import { errorsOf, statusOf, type Errors, type Status } from '../kit.tsx'
import type { CaseView } from '../queries/case.ts'
import { addQuestion, removeQuestion, setQuiz } from './commands.ts'
import { optionsFrom } from './form.ts'
import { quizWords } from './messages.ts'
import { isQuestionKind } from './model.ts'
import { EditQuiz, QuestionTexts } from './pages/edit.tsx'
import { open, placeOf } from './place.ts'
import { ownQuestions, resultsOf } from './queries.ts'

/** Writing the quiz: its questions, the place of an arrow, on and off. */
export function editQuizPages(app: App): void {
  const PATH = `/cases/${CODE}/quiz`
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
