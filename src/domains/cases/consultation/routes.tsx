import type { ComponentChildren } from 'preact'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import type { Outcome } from '#src/platform/outcome.ts'
import { to } from '#src/ui/link.ts'
import { chosenPlace, arrowAt } from '../discussion/routes/place.tsx'
import { talkFrame } from '../discussion/routes/pages.tsx'
import { CODE, LIMITS as WRITE_LIMITS } from '../discussion/routes/request.ts'
import { findMembers } from '../discussion/people.ts'
import { PlacePage } from '../discussion/pages/place.tsx'
import { talkWords } from '../discussion/messages.ts'
import { TALK_ENTRY } from '../discussion/section.tsx'
import { formOf, posted, type Form as Posted } from '#src/platform/http/form.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { errorsOf, show, societyZone, statusOf, type Errors, type Status } from '../kit.tsx'
import { caseFor, type CaseView } from '../queries/case.ts'
import {
  accept,
  answerConsultation,
  askConsultation,
  cancelConsultation,
  closeConsultation,
  decideExpert,
  decline,
} from './commands.ts'
import { consultWords } from './messages.ts'
import { AnswerForm, ConsultationPage } from './pages/consultation.tsx'
import { AskPage } from './pages/ask.tsx'
import { ConsultationLists } from './pages/lists.tsx'
import { mayAsk } from './policy.ts'
import { consultationFor, consultationsOf, lateExperts, type ConsultationView } from './queries.ts'

const CONSULT = '/consultations/:consult{[0-9A-Za-z]{8}}'

/** Consultations between hospitals (hội chẩn): asked, answered, closed; all by plain forms. */
export function consultationPages(app: App): void {
  app.get('/consultations', lists)
  app.get(`/cases/${CODE}/consult`, async (c) => {
    const found = await own(c)
    return found ? await askPage(c, found) : c.notFound()
  })
  app.post(`/cases/${CODE}/consult`, ask)
  app.get(CONSULT, async (c) => {
    const view = await open(c)
    return view ? await page(c, view) : signInOr404(c)
  })
  app.get(`${CONSULT}/place`, place)
  app.post(`${CONSULT}/answer`, answer)
  act(app, 'accept', (c) => accept(c.var.ctx, c.var.actor, codeOf(c)))
  act(app, 'cancel', (c) => cancelConsultation(c.var.ctx, c.var.actor, codeOf(c)))
  act(app, 'close', (c, form) => {
    const input = { summary: form.get('summary'), confirmed: form.checked('confirmed') }
    return closeConsultation(c.var.ctx, c.var.actor, codeOf(c), input)
  })
  for (const what of ['admit', 'refuse', 'remove'] as const)
    act(app, what, (c, form) => decideExpert(c.var.ctx, c.var.actor, codeOf(c), form.get('person'), what))
  app.post(`${CONSULT}/decline`, declineForm)
}

const codeOf = (c: Ctx): string => (c.req.param('consult') ?? '').toUpperCase()
const open = (c: Ctx): Promise<ConsultationView | null> =>
  consultationFor(c.var.ctx, c.var.actor, codeOf(c), c.var.lang)
const pathOf = (view: Pick<ConsultationView, 'code'>): string => `/consultations/${view.code}`

/** Whoever comes by a mail signs in first; for somebody signed in it is simply not there. */
function signInOr404(c: Ctx): Response | Promise<Response> {
  if (c.var.actor.personId !== null) return c.notFound()
  return c.redirect(to(c.var.lang, `/sign-in?next=${encodeURIComponent(new URL(c.req.url).pathname)}`), 303)
}

async function own(c: Ctx): Promise<CaseView | null> {
  const found = await caseFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')
  return found && mayAsk(c.var.actor, found) ? found : null
}

function act(app: App, name: string, run: (c: Ctx, form: Posted) => Promise<Outcome<unknown>>): void {
  app.post(`${CONSULT}/${name}`, async (c) => {
    const form = await posted(c)
    const done = await run(c, form)
    if (done.ok && name === 'cancel') return c.redirect(href(c.var.lang, '/consultations'), 303)
    if (done.ok || done.code === 'conflict') return c.redirect(href(c.var.lang, `/consultations/${codeOf(c)}`), 303)
    const view = done.fields ? await open(c) : null
    return view ? await page(c, view, form, errorsOf(done), statusOf(done)) : c.notFound()
  })
}

async function lists(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  if (actor.personId === null) return signInOr404(c)
  const t = consultWords(lang)
  return await show(
    c,
    { title: t('consultations'), scripts: [TALK_ENTRY], width: 'wide' },
    <ConsultationLists lang={lang} zone={await societyZone(ctx)} {...await consultationsOf(ctx, actor)} />,
  )
}

async function askPage(
  c: Ctx,
  found: CaseView,
  form: Posted = formOf({}),
  errors: Errors = {},
  status: Status = 200,
): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const t = consultWords(lang)
  const ids = [...new Set([...form.all('e'), ...(c.req.queries('e') ?? [])])].slice(0, 12)
  const sought = form.get('q') || (c.req.query('q') ?? '')
  const wait = sought === '' ? 0 : tooMany(c, WRITE_LIMITS.find)
  if (wait > 0) throw new Refused('too-many', wait)
  const people =
    ids.length > 0
      ? await ctx.db
          .selectFrom('person')
          .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
          .select(['person.id', 'person.name'])
          .where('person.id', 'in', ids)
          .execute()
      : []
  const chosen = ids.flatMap((id) => people.find((person) => person.id === id) ?? [])
  const isNew = (person: { id: string }) => person.id !== actor.personId && !ids.includes(person.id)
  return await talkFrame(
    c,
    { found },
    t('ask'),
    <AskPage
      lang={lang}
      csrf={csrf ?? null}
      casePath={found.path}
      draft={found.state === 'draft'}
      chosen={chosen}
      late={(await lateExperts(ctx, actor.personId!)).filter(isNew)}
      hits={sought === '' ? null : (await findMembers(ctx.db, sought)).filter(isNew)}
      sought={sought}
      form={form}
      errors={errors}
    />,
    status,
  )
}

async function ask(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await own(c)
  if (!found) return c.notFound()
  const form = await posted(c)
  if (form.get('do') === 'find') return await askPage(c, found, form)
  const done = await askConsultation(
    ctx,
    actor,
    found,
    {
      question: form.get('question'),
      urgency: form.get('urgency'),
      hours: Number(form.get('hours')),
      experts: form.all('e'),
      confirmed: form.checked('confirmed'),
    },
    lang,
  )
  if (done.ok) return c.redirect(href(lang, `/consultations/${done.value.code}`), 303)
  return done.fields ? await askPage(c, found, form, errorsOf(done), statusOf(done)) : c.notFound()
}

async function frame(c: Ctx, view: ConsultationView, body: ComponentChildren, status: Status = 200, wide = false) {
  return await talkFrame(
    c,
    { found: view.found },
    consultWords(c.var.lang)('consultation'),
    body,
    status,
    wide ? 'wide' : 'text',
  )
}

async function page(
  c: Ctx,
  view: ConsultationView,
  form: Posted = formOf({}),
  errors: Errors = {},
  status: Status = 200,
): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const place = { lang, casePath: view.found.path, zone: await societyZone(ctx), csrf: csrf ?? null }
  return await frame(
    c,
    view,
    <ConsultationPage place={place} view={view} sendKey={ctx.ids.token().slice(0, 32)} form={form} errors={errors} />,
    status,
  )
}

async function answer(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const view = await open(c)
  if (!view) return c.notFound()
  const form = await posted(c)
  const done = await answerConsultation(
    ctx,
    actor,
    view.code,
    view.found,
    { body: form.get('body'), pin: form.get('pin'), key: form.get('key'), confirmed: form.checked('confirmed') },
    lang,
  )
  if (done.ok) return c.redirect(`${href(lang, pathOf(view))}#a-${done.value.id}`, 303)
  return done.fields ? await page(c, view, form, errorsOf(done), statusOf(done)) : c.notFound()
}

/** A substitute is named by their whole name or address; it must be exactly one person. */
async function declineForm(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const view = await open(c)
  if (!view?.can.answer) return c.notFound()
  const form = await posted(c)
  const sought = form.get('substitute')
  const wait = sought === '' ? 0 : tooMany(c, WRITE_LIMITS.find)
  if (wait > 0) throw new Refused('too-many', wait)
  const hits = sought === '' ? [] : await findMembers(ctx.db, sought)
  if (sought !== '' && (hits.length !== 1 || hits[0]!.id === actor.personId))
    return await page(c, view, form, { substitute: 'invalid' }, 422)
  const done = await decline(ctx, actor, view.code, { note: form.get('note'), substitute: hits[0]?.id ?? '' })
  if (done.ok || done.code === 'conflict') return c.redirect(href(lang, '/consultations'), 303)
  return done.fields ? await page(c, view, form, errorsOf(done), statusOf(done)) : c.notFound()
}

/** An answer with an arrow, without scripts. */
async function place(c: Ctx): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const view = await open(c)
  if (!view?.can.answer || view.found.imagingCaseId === null) return c.notFound()
  const at = { lang, casePath: view.found.path, zone: await societyZone(ctx), csrf: csrf ?? null }
  const chosen = await chosenPlace(c, view.found.imagingCaseId, arrowAt)
  return await frame(
    c,
    view,
    <>
      <h1>{consultWords(lang)('placePin')}</h1>
      <PlacePage
        {...chosen}
        place={at}
        here={`${pathOf(view)}/place`}
        lead={talkWords(lang)('placeLead')}
        back={{ href: pathOf(view), label: consultWords(lang)('back') }}
      >
        {chosen.view ? (
          <AnswerForm
            place={at}
            view={view}
            sendKey={ctx.ids.token().slice(0, 32)}
            pin={encodeView(chosen.view)}
            form={formOf({})}
            errors={{}}
          />
        ) : null}
      </PlacePage>
    </>,
    200,
    true,
  )
}
