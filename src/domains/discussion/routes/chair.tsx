import type { App, Ctx } from '#src/platform/http/env.ts'
import { fail, invalid, STATUS, type Outcome } from '#src/platform/outcome.ts'
import { Island, type Json } from '#src/ui/island.tsx'
import { setDiscussion } from '../commands/discussion.ts'
import { merge, moderate } from '../commands/moderate.ts'
import { actOnPoll, createPoll } from '../commands/polls.ts'
import type { ItemKind } from '../items.ts'
import { onPages } from '../page-messages.ts'
import { Chair } from '../pages/chair.tsx'
import { blank, type ChairProps, type FormState } from '../pages/view.ts'
import { canModerate } from '../policy.ts'
import { boardOf, PLANNED, standingOf } from '../queries/board.ts'
import { casesIn } from '../queries/cases.ts'
import { actSchema, mergeSchema, parse, pollActSchema, pollSchema, stateSchema } from '../schema.ts'
import { frame, ViewLinks, type Status } from './frame.tsx'
import {
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

/** The chair's table: to everyone else it is not there. */
export function chairRoutes(app: App, kind: ItemKind): void {
  const path = `/events/:slug/${kind}s/:code/discussion`
  app.get(`${path}/chair`, async (c) => {
    const o = await openAsChair(c, kind)
    return o ? show(c, o) : c.notFound()
  })
  app.post(`${path}/state`, (c) =>
    perform(c, kind, async (o, values) => {
      const parsed = parse(stateSchema, values)
      return parsed.ok ? setDiscussion(c.var.ctx, c.var.actor, o.place, parsed.value.state) : fail('not-found')
    }),
  )
  app.post(`${path}/moderation`, (c) =>
    perform(c, kind, async (o, values) => {
      const parsed = parse(actSchema, values)
      return parsed.ok
        ? moderate(c.var.ctx, c.var.actor, o.place, { questionId: parsed.value.question, act: parsed.value.act })
        : fail('not-found')
    }),
  )
  app.post(`${path}/merge`, (c) =>
    perform(c, kind, async (o, values) => {
      const parsed = parse(mergeSchema, values)
      return parsed.ok
        ? merge(c.var.ctx, c.var.actor, o.place, { questionId: parsed.value.question, into: parsed.value.into })
        : fail('conflict')
    }),
  )
  app.post(`${path}/polls`, (c) =>
    perform(c, kind, async (o, values) => {
      const parsed = parse(pollSchema, values)
      return parsed.ok ? createPoll(c.var.ctx, c.var.actor, o.place, parsed.value, c.var.lang) : invalid(parsed.fields)
    }),
  )
  app.post(`${path}/polls/act`, (c) =>
    perform(c, kind, async (o, values) => {
      const parsed = parse(pollActSchema, values)
      return parsed.ok
        ? actOnPoll(c.var.ctx, c.var.actor, o.place, {
            pollId: parsed.value.poll,
            act: parsed.value.act,
            word: parsed.value.word,
          })
        : fail('not-found')
    }),
  )
}

/** The discussion for who moderates it, else null: its forms answer others like addresses that do not exist. */
async function openAsChair(c: Ctx, kind: ItemKind): Promise<Opened | null> {
  const o = await open(c, kind)
  return o && canModerate(c.var.actor, standingOf(o.place, PLANNED)) ? o : null
}

async function perform(
  c: Ctx,
  kind: ItemKind,
  act: (o: Opened, values: Record<string, string>) => Promise<Outcome<unknown>>,
): Promise<Response> {
  const o = await openAsChair(c, kind)
  if (!o) return c.notFound()
  const { values } = await posted(c)
  const wait = hurry(c, o.p, LIMITS.write)
  const outcome = wait > 0 ? fail('too-many', { detail: { seconds: wait } }) : await act(o, values)
  if (wantsJson(c)) return outcome.ok ? okJson(c, { value: outcome.value ?? null }) : failureJson(c, outcome)
  if (outcome.ok) return c.redirect(`${o.base}/chair`, 303)
  return show(c, o, stateAfter(outcome, values), STATUS[outcome.code])
}

async function show(c: Ctx, o: Opened, form: FormState = blank, status: Status = 200): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = onPages(lang)
  const board = await boardOf(ctx, o.place.item, 'chair')
  const props: ChairProps = {
    ...viewOf(c, o),
    cases: await casesIn(ctx, actor, lang, board),
    board,
    key: ctx.ids.id(),
    form,
    connected: null,
  }
  return frame(
    c,
    o,
    `${t('chairView')}: ${props.title.text}`,
    t('chairView'),
    <Island name="discussion/chair" props={props as unknown as Json}>
      <Chair props={props} />
    </Island>,
    status,
    { tools: <ViewLinks c={c} o={o} here="chair" />, compact: true, noindex: true, generated: props.board.generated },
  )
}
