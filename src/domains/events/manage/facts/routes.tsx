import type { App, Ctx } from '#src/platform/http/env.ts'
import { holdUpTo } from '#src/platform/http/body-limit.ts'
import { href } from '#src/platform/http/language.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Form } from '#src/ui/forms.tsx'
import { changeEventState, createEvent, updateEvent } from '../../event/event-commands.ts'
import { TRANSITIONS, type Event } from '../../event/event.ts'
import { canCreateEvent } from '../../policy.ts'
import { eventBySlug } from '../../queries.ts'
import { EVENT_STATES, type EventState } from '../../tables.ts'
import { clashes, ConflictNotice } from '../conflict.tsx'
import { managePage, managePath, StateTag } from '../frame.tsx'
import { frameMessages } from '../frame-messages.ts'
import { posted } from '../form-data.ts'
import { managed, type Managed } from '../gate.ts'
import { blankFacts, factsOf, factsTag, readFacts, type FactsInput } from './form.ts'
import { factsMessages } from './messages.ts'
import { FactsForm, LABELS } from './page.tsx'
import { createSeries, listSeries } from './series.ts'

/** Logos of the organisers come with the form. */
function withLogos(c: Ctx) {
  holdUpTo(c, 20_000_000)
  return posted(c)
}

/** What an event is: made, changed, published, archived. */
export function factsPages(app: App): void {
  app.get('/manage/events/new', async (c) => (canCreateEvent(c.var.actor) ? newPage(c) : c.notFound()))
  app.post('/manage/events/new', async (c) => {
    if (!canCreateEvent(c.var.actor)) return c.notFound()
    const input = await readFacts(c.var.ctx, await withLogos(c), null)
    const made = await createEvent(c.var.ctx, c.var.actor, input.draft)
    if (made.ok) return c.redirect(href(c.var.lang, `${managePath(made.value)}?done=created`), 303)
    if (made.code !== 'invalid') return c.notFound()
    const errors: Record<string, string> = { ...input.errors, ...made.fields }
    // The address is made from the name when none is typed: the name is then what is missing.
    if (input.draft.slug === '' && errors['title']) delete errors['slug']
    return newPage(c, { ...input, errors })
  })
  app.get('/manage/events/:slug', async (c) => {
    const found = await managed(c)
    return found ? factsPage(c, found) : c.notFound()
  })
  app.post('/manage/events/:slug', async (c) => {
    const found = await managed(c)
    return found ? saveFacts(c, found) : c.notFound()
  })
  app.get('/manage/events/:slug/state/:to', async (c) => {
    const found = await managed(c)
    const to = EVENT_STATES.find((state) => state === c.req.param('to'))
    return found && to && found.can.changeState && TRANSITIONS[found.event.state].includes(to)
      ? confirmPage(c, found, to)
      : c.notFound()
  })
  app.post('/manage/events/:slug/state/:to', async (c) => {
    const found = await managed(c)
    const to = EVENT_STATES.find((state) => state === c.req.param('to'))
    if (!found || !to) return c.notFound()
    const changed = await changeEventState(c.var.ctx, c.var.actor, found.event.id, to)
    if (!changed.ok && changed.code === 'not-found') return c.notFound()
    return c.redirect(
      href(c.var.lang, `${managePath(found.event)}?done=${changed.ok ? 'state' : 'state-refused'}`),
      303,
    )
  })
}

async function newPage(c: Ctx, input?: FactsInput): Promise<Response> {
  const { lang, ctx } = c.var
  const t = factsMessages(lang)
  return managePage(c, {
    title: t('newEvent'),
    section: 'events',
    trail: [{ label: t('newEvent') }],
    status: input ? 422 : 200,
    children: (
      <>
        <h1>{t('newEvent')}</h1>
        <FactsForm
          lang={lang}
          action={href(lang, '/manage/events/new')}
          csrf={c.var.csrf}
          draft={input?.draft ?? blankFacts()}
          base=""
          series={[]}
          errors={input?.errors}
          brief
          submit={t('create')}
          now={ctx.clock.now()}
        />
      </>
    ),
  })
}

interface Again {
  readonly input: FactsInput
  readonly status: 409 | 422
}

async function factsPage(c: Ctx, { event, can }: Managed, again?: Again): Promise<Response> {
  const { lang, ctx } = c.var
  const t = factsMessages(lang)
  const series = await listSeries(ctx)
  const clashing =
    again?.status === 409 ? clashes(factsOf(event), again.input.draft, (f) => (LABELS[f] ? t(LABELS[f]) : null)) : null
  return managePage(c, {
    title: t('title'),
    section: 'facts',
    managed: { event, can },
    status: again?.status ?? 200,
    flash: flashOf(c),
    children: (
      <>
        <h1>{t('title')}</h1>
        <State c={c} event={event} allowed={can.changeState} />
        {clashing ? <ConflictNotice lang={lang} rows={clashing} /> : null}
        <FactsForm
          lang={lang}
          action={href(lang, managePath(event))}
          csrf={c.var.csrf}
          draft={again?.input.draft ?? factsOf(event)}
          newSeries={again?.input.newSeries}
          base={factsTag(event)}
          series={series}
          errors={again?.input.errors}
          submit={t('saveFacts')}
          now={ctx.clock.now()}
        />
      </>
    ),
  })
}

async function saveFacts(c: Ctx, found: Managed): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const input = await readFacts(ctx, await withLogos(c), found.event)
  if (Object.keys(input.errors).length > 0) return factsPage(c, found, { input, status: 422 })
  let draft = input.draft
  // Edits of the programme raise the event's revision too; only a change of the facts themselves is a conflict here.
  for (let tries = 0; tries < 4; tries++) {
    const event = await eventBySlug(ctx, actor, found.event.slug)
    if (!event) return c.notFound()
    if (factsTag(event) !== input.base) return factsPage(c, { ...found, event }, { input, status: 409 })
    if (Object.values(input.newSeries).some((name) => name.trim() !== '') && draft.seriesId === input.draft.seriesId) {
      const series = await createSeries(ctx, actor, input.newSeries)
      if (series.ok) draft = { ...draft, seriesId: series.value.id }
    }
    const saved = await updateEvent(ctx, actor, event.id, event.revision, draft)
    if (saved.ok) return c.redirect(href(lang, `${managePath(saved.value)}?done=saved`), 303)
    if (saved.code === 'not-found') return c.notFound()
    if (saved.code === 'invalid')
      return factsPage(c, { ...found, event }, { input: { ...input, errors: { ...saved.fields } }, status: 422 })
    if (saved.detail?.['reason'] !== 'changed-meanwhile')
      return factsPage(c, { ...found, event }, { input, status: 409 })
  }
  return factsPage(c, found, { input, status: 409 })
}

function flashOf(c: Ctx) {
  const t = factsMessages(c.var.lang)
  const done = c.req.query('done')
  if (done === 'created')
    return (
      <Notice tone="success" live>
        {<p>{t('created')}</p>}
      </Notice>
    )
  if (done === 'saved') return <Notice tone="success" title={frameMessages(c.var.lang)('saved')} live />
  if (done === 'state') return <Notice tone="success" title={t('stateChanged')} live />
  if (done === 'state-refused')
    return (
      <Notice tone="danger" live>
        {<p>{t('stateRefused')}</p>}
      </Notice>
    )
  return null
}

const STATE_TEXT = { draft: 'stateDraft', published: 'statePublished', archived: 'stateArchived' } as const

/** Which words ask for and confirm the step from one state to the next. */
const step = (from: EventState, to: EventState) =>
  to === 'draft'
    ? ({ ask: 'toDraft', about: 'confirmDraft', yes: 'yesDraft' } as const)
    : to === 'archived'
      ? ({ ask: 'toArchived', about: 'confirmArchived', yes: 'yesArchive' } as const)
      : from === 'archived'
        ? ({ ask: 'fromArchive', about: 'confirmFromArchive', yes: 'yesFromArchive' } as const)
        : ({ ask: 'toPublished', about: 'confirmPublished', yes: 'yesPublish' } as const)

function State({ c, event, allowed }: { c: Ctx; event: Event; allowed: boolean }) {
  const { lang } = c.var
  const t = factsMessages(lang)
  return (
    <section class="state-bar" aria-label={t('state')}>
      <p>
        <StateTag event={event} lang={lang} /> {t(STATE_TEXT[event.state])}
      </p>
      {allowed ? (
        <Actions>
          {TRANSITIONS[event.state].map((to) => (
            <Button key={to} size="small" href={href(lang, managePath(event, `/state/${to}`))}>
              {t(step(event.state, to).ask)}
            </Button>
          ))}
        </Actions>
      ) : null}
    </section>
  )
}

function confirmPage(c: Ctx, found: Managed, to: EventState): Promise<Response> {
  const { lang } = c.var
  const t = factsMessages(lang)
  const { event } = found
  const words = step(event.state, to)
  return managePage(c, {
    title: t(words.yes),
    section: 'facts',
    managed: found,
    trail: [{ label: t(words.yes) }],
    children: (
      <>
        <h1>{t(words.yes)}</h1>
        <p>{t(words.about, { title: say(event.title, lang) })}</p>
        <Form action={href(lang, managePath(event, `/state/${to}`))} csrf={c.var.csrf}>
          <Actions>
            <Button kind={to === 'draft' ? 'danger' : 'primary'}>{t(words.yes)}</Button>
            <Button href={href(lang, managePath(event))}>{frameMessages(lang)('cancel')}</Button>
          </Actions>
        </Form>
      </>
    ),
  })
}
