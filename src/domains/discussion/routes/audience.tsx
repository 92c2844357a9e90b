import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, invalid, STATUS, type Failure, type Outcome } from '#src/platform/outcome.ts'
import { Island, type Json } from '#src/ui/island.tsx'
import { answer, removeAnswer } from '../commands/answers.ts'
import { ask, withdraw } from '../commands/ask.ts'
import { giveBallot } from '../commands/polls.ts'
import { vote } from '../commands/votes.ts'
import type { ItemKind } from '../items.ts'
import { onPages } from '../page-messages.ts'
import { Audience } from '../pages/audience.tsx'
import { blank, type Asking, type AudienceProps, type FormState } from '../pages/view.ts'
import { canAnswer, canModerate, isAdmitted } from '../policy.ts'
import { boardOf, ownOf, standingOf } from '../queries/board.ts'
import { casesIn, namedCases } from '../queries/cases.ts'
import { answerSchema, askSchema, ballotSchema, idSchema, parse, voteSchema } from '../schema.ts'
import { frame, ViewLinks } from './frame.tsx'
import {
  facilityOf,
  failureJson,
  hurry,
  LIMITS,
  okJson,
  open,
  posted,
  stateAfter,
  viewOf,
  wantsJson,
  type Opened,
} from './request.ts'

/** The audience: reading, asking, voting, ballots, answers in writing. */
export function audienceRoutes(app: App, kind: ItemKind): void {
  const path = `/events/:slug/${kind}s/:code/discussion`
  app.get(path, async (c) => {
    const o = await open(c, kind)
    return o ? show(c, o) : c.notFound()
  })

  // What a question that comes while one reads points to; the stream is the same for all and says only its code.
  app.get(`${path}/cases`, async (c) => {
    const o = await open(c, kind)
    if (!o) return c.notFound()
    const codes = (c.req.query('codes') ?? '').split(',').slice(0, 50)
    return c.json(await namedCases(c.var.ctx, c.var.actor, c.var.lang, codes), 200, { 'cache-control': 'no-store' })
  })
  app.post(`${path}/questions`, (c) =>
    perform(
      c,
      kind,
      async (o, { values }) => {
        const wait = hurry(c, o.p, LIMITS.ask, LIMITS.askFrom)
        if (wait > 0) return fail('too-many', { detail: { seconds: wait } })
        const parsed = parse(askSchema, values)
        return parsed.ok ? ask(c.var.ctx, o.p, o.place, o.settings, parsed.value, c.var.lang) : invalid(parsed.fields)
      },
      '#mine',
    ),
  )

  app.post(`${path}/votes`, (c) =>
    perform(
      c,
      kind,
      async (o, { values }) => {
        const wait = hurry(c, o.p, LIMITS.vote, LIMITS.voteFrom)
        if (wait > 0) return fail('too-many', { detail: { seconds: wait } })
        const parsed = parse(voteSchema, values)
        return parsed.ok
          ? vote(c.var.ctx, o.p, o.place, o.settings, { questionId: parsed.value.question, on: parsed.value.on })
          : fail('not-found')
      },
      (values) => `#q-${values['question']}`,
    ),
  )

  app.post(`${path}/withdraw`, (c) =>
    perform(c, kind, async (o, { values }) => {
      const parsed = parse(idSchema, values)
      return parsed.ok ? withdraw(c.var.ctx, o.p, o.place, parsed.value.id) : fail('not-found')
    }),
  )

  app.post(`${path}/ballots`, (c) =>
    perform(
      c,
      kind,
      async (o, { values, lists }) => {
        const wait = hurry(c, o.p, LIMITS.vote, LIMITS.voteFrom)
        if (wait > 0) return fail('too-many', { detail: { seconds: wait } })
        const parsed = parse(ballotSchema, { poll: values['poll'], choices: lists['choices'] ?? [] })
        return parsed.ok
          ? giveBallot(c.var.ctx, o.p, o.place, o.settings, {
              pollId: parsed.value.poll,
              choices: parsed.value.choices,
            })
          : fail('not-found')
      },
      (values) => `#p-${values['poll']}`,
    ),
  )

  app.post(`${path}/answers`, (c) =>
    perform(
      c,
      kind,
      async (o, { values }) => {
        const parsed = parse(answerSchema, values)
        if (!parsed.ok) return 'body' in parsed.fields ? invalid({ answer: parsed.fields['body'] }) : fail('not-found')
        const { question, body, key } = parsed.value
        return answer(c.var.ctx, c.var.actor, o.place, { questionId: question, body, key }, c.var.lang)
      },
      (values) => `#q-${values['question']}`,
    ),
  )

  app.post(`${path}/answers/remove`, (c) =>
    perform(c, kind, async (o, { values }) => {
      const parsed = parse(idSchema, values)
      return parsed.ok ? removeAnswer(c.var.ctx, c.var.actor, o.place, parsed.value.id) : fail('not-found')
    }),
  )
}

interface Posted {
  readonly values: Record<string, string>
  readonly lists: Record<string, string[]>
}

/** Does what a form asks: for the island as JSON, for a browser without JavaScript as a page or on to the next one. */
async function perform(
  c: Ctx,
  kind: ItemKind,
  act: (o: Opened, form: Posted) => Promise<Outcome<unknown>>,
  anchor: string | ((values: Record<string, string>) => string) = '',
): Promise<Response> {
  const o = await open(c, kind)
  if (!o) return c.notFound()
  const form = await posted(c)
  const outcome = await act(o, form)
  if (wantsJson(c)) return outcome.ok ? okJson(c, { value: outcome.value ?? null }) : failureJson(c, outcome)
  if (outcome.ok) return c.redirect(`${backTo(c, o)}${typeof anchor === 'string' ? anchor : anchor(form.values)}`, 303)
  if (outcome.code === 'sign-in')
    return c.redirect(href(c.var.lang, `/sign-in?next=${encodeURIComponent(o.base)}`), 303)
  return refused(c, o, outcome, form.values)
}

/** Who moderates answers from the chair's table too, and goes back there. */
const backTo = (c: Ctx, o: Opened): string =>
  new URL(c.req.header('referer') ?? 'http://x/').pathname === `${o.base}/chair` ? `${o.base}/chair` : o.base

const refused = (c: Ctx, o: Opened, failure: Failure, values: Record<string, string>): Promise<Response> => {
  // An answer names its question; its text must not come back as a question of one's own.
  const answering = values['question'] !== undefined && values['body'] !== undefined
  const state = stateAfter(failure, answering ? { question: values['question']!, answer: values['body']! } : values)
  if (failure.code === 'too-many') c.header('retry-after', state.values['wait'])
  return show(c, o, state, STATUS[failure.code])
}

/** The page; nineteen statements at most, whatever the number of questions. */
async function show(
  c: Ctx,
  o: Opened,
  form: FormState = blank,
  status: (typeof STATUS)[keyof typeof STATUS] | 200 = 200,
): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const board = await boardOf(ctx, o.place.item, 'public')
  const standing = standingOf(o.place, board.head)
  const props: AudienceProps = {
    ...viewOf(c, o),
    cases: await casesIn(ctx, actor, lang, board),
    board,
    own: await ownOf(ctx, o.place.item.id, o.p),
    order: c.req.query('order') === 'new' ? 'new' : 'top',
    asking: await askingOf(c, o, isAdmitted(o.p, standing, o.settings)),
    mayAnswer: canAnswer(actor, standing, ctx.clock.now()),
    askOpen: board.questions.length < 3 || Object.keys(form.errors).length > 0,
    form,
    queued: [],
    stuck: false,
    connected: null,
  }
  const moderates = canModerate(actor, standing)
  return frame(
    c,
    o,
    `${onPages(lang)('discussion')}: ${props.title.text}`,
    onPages(lang)('discussion'),
    <Island name="discussion/audience" props={props as unknown as Json}>
      <Audience props={props} />
    </Island>,
    status,
    {
      tools: moderates ? <ViewLinks c={c} o={o} here="audience" /> : undefined,
      noindex: board.head.state === 'planned',
      generated: board.generated,
    },
  )
}

async function askingOf(c: Ctx, { place, settings, base }: Opened, admitted: boolean): Promise<Asking> {
  const { ctx, actor, lang } = c.var
  return {
    admitted: admitted ? 'yes' : actor.personId ? 'delegates' : 'sign-in',
    hall: !admitted && settings.asking === 'hall' && settings.hallCode !== '' && place.event.state !== 'archived',
    signIn: href(lang, `/sign-in?next=${encodeURIComponent(base)}`),
    hallPath: href(lang, `/hall?next=${encodeURIComponent(base)}`),
    name: actor.name,
    facility: admitted ? await facilityOf(c) : '',
    signedIn: actor.personId !== null,
    moderated: settings.moderated,
    naming: settings.naming,
    chairSees: settings.chairSees,
    key: ctx.ids.id(),
  }
}
