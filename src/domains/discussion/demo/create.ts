import { currentRelease, eventBySlug, type Event } from '#src/domains/events/index.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import { stranger, systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { answer } from '../commands/answers.ts'
import { ask } from '../commands/ask.ts'
import { setDiscussion } from '../commands/discussion.ts'
import { merge, moderate } from '../commands/moderate.ts'
import { actOnPoll, createPoll, giveBallot } from '../commands/polls.ts'
import { vote } from '../commands/votes.ts'
import { itemsOf, type Place } from '../items.ts'
import type { Act } from '../model.ts'
import { keyOf, type Participant } from '../participant.ts'
import { DEFAULTS, type Settings } from '../settings.ts'
import { congressDiscussion } from './congress.ts'
import type { DemoDiscussion, DemoPoll, DemoQuestion } from './content.ts'
import { hepatobiliaryDiscussion, intelligenceDiscussion } from './hepatobiliary.ts'
import { tuyenQuangDiscussion } from './tuyen-quang.ts'

const system = systemActor('demo')
const ALL = [tuyenQuangDiscussion, hepatobiliaryDiscussion, intelligenceDiscussion, congressDiscussion]

/** Queues the making of the demonstration's discussions: some hundred votes would delay the first start. */
export async function createDemoDiscussion(ctx: Context): Promise<void> {
  must(
    await write(ctx, system, async (tx) => ok(await tx.enqueue('discussion:demo', {}, { dedupe: 'discussion:demo' }))),
  )
}

/** Makes them by the same commands as everybody; what is there already is left alone, so that it may run again. */
export async function makeDemoDiscussions(ctx: Context): Promise<void> {
  const congress = await eventBySlug(ctx, stranger, congressDiscussion.slug)
  const released = congress && (await currentRelease(ctx, congress))
  if (!released) return
  // Invented speakers of the congress sit at the chair's table of the other meetings, whose announcements name nobody.
  const experts = released.programme.people.slice(0, 4).map((person) => person.id)
  for (const discussion of ALL) {
    const event = await eventBySlug(ctx, stranger, discussion.slug)
    const item =
      event &&
      (await itemsOf(ctx, event)).find(
        (i) => i.kind === discussion.kind && pick(i.title, 'en').text.startsWith(discussion.title),
      )
    if (event && item) await make(ctx, discussion, { event, item }, experts)
  }
}

async function make(ctx: Context, demo: DemoDiscussion, place: Place, experts: readonly string[]): Promise<void> {
  let at = demo.at
  // Of a meeting that is over the moments are those of that day, a minute apart.
  const then: Context = at === null ? ctx : { ...ctx, clock: { ...ctx.clock, now: () => at! } }
  const minute = (): void => {
    if (at !== null) at += 60_000
  }
  // Not the event's own: somebody may have set it otherwise before this ran.
  const settings: Settings = { ...DEFAULTS, asking: 'hall' }
  const hall = { ctx: then, place, settings, minute, experts }
  must(await setDiscussion(then, system, place, 'open'))
  for (const [n, question] of demo.questions.entries()) await put(hall, question, n)
  for (const poll of demo.polls) await hold(hall, poll)
  if (demo.at !== null) must(await setDiscussion(then, system, place, 'closed'))
  await markGenerated(then, place)
}

interface Hall {
  readonly ctx: Context
  readonly place: Place
  readonly settings: Settings
  readonly experts: readonly string[]
  minute(): void
}

const deviceOf = (ctx: Context, event: Event, n: number): Participant => ({
  actor: stranger,
  inHall: true,
  keys: [keyOf(ctx, event.id, { device: `demonstration-${n}` })],
})

async function put(hall: Hall, q: DemoQuestion, n: number): Promise<void> {
  const { ctx, place, settings, minute } = hall
  minute()
  const device = (k: number) => deviceOf(ctx, place.event, k)
  const asked = async (body: string, who: number) =>
    must(
      await ask(
        ctx,
        device(who),
        place,
        settings,
        {
          key: `demonstration-${n}-${who}`,
          body,
          shown: q.shown,
          name: q.name ?? '',
          facility: q.facility ?? '',
          consent: true,
          talkId: null,
          slide: q.slide ?? null,
          caseCode: '',
        },
        q.lang,
      ),
    ).id
  const id = await asked(q.body, 100 + n)
  if (q.state === 'pending') return
  await act(hall, id, 'publish')
  if (q.again) {
    const other = await asked(q.again, 200 + n)
    await merge(ctx, system, place, { questionId: other, into: id })
  }
  const votes = Array.from({ length: q.votes }, (_, k) =>
    vote(ctx, device((n * 3 + k) % 40), place, settings, { questionId: id, on: true }),
  )
  for (const given of await Promise.all(votes)) must(given)
  if (q.pinned) await act(hall, id, 'pin')
  if (q.state === 'current' || q.state === 'later') await act(hall, id, q.state === 'current' ? 'take' : 'later')
  for (const [k, a] of (q.answers ?? []).entries()) {
    minute()
    const personId = a.by === 'speaker' ? place.item.speakers[0] : hall.experts[a.by]
    if (!personId) continue
    const input = { questionId: id, body: a.body, key: `demonstration-${n}-${k}-answer` }
    must(await answer(ctx, expert(place, personId, a.by === 'speaker'), place, input, a.lang))
  }
}

/** Somebody of the congress, at this table as its chair or as the talk's speaker. */
const expert = (place: Place, personId: string, speaker: boolean): Actor => ({
  ...stranger,
  personId,
  name: 'demonstration',
  events: speaker ? new Map() : new Map([[place.event.id, new Set(['chair'] as const)]]),
})

/** What was done by an earlier run is a conflict here, and no harm. */
async function act({ ctx, place }: Hall, questionId: string, what: Act): Promise<void> {
  const done = await moderate(ctx, system, place, { questionId, act: what })
  if (!done.ok && done.code !== 'conflict') must(done)
}

async function hold({ ctx, place, settings, minute }: Hall, poll: DemoPoll): Promise<void> {
  minute()
  const known = await ctx.db
    .selectFrom('discussion_poll')
    .select('id')
    .where('discussion_id', '=', place.item.id)
    .where('title', '=', poll.title)
    .executeTakeFirst()
  const { kind, title } = poll
  const input = { kind, title, options: [...poll.options] }
  const pollId = known?.id ?? must(await createPoll(ctx, system, place, input, poll.lang)).id
  const turn = async (what: 'open' | 'show' | 'close') =>
    must(await actOnPoll(ctx, system, place, { pollId, act: what, word: '' }))
  await turn('open')
  const ballots = poll.ballots.map((choices, n) =>
    giveBallot(ctx, deviceOf(ctx, place.event, n), place, settings, { pollId, choices: choices.map(String) }),
  )
  for (const given of await Promise.all(ballots)) must(given)
  await turn('show')
  if (poll.state === 'closed') await turn('close')
}

async function markGenerated(ctx: Context, place: Place): Promise<void> {
  must(
    await write(ctx, system, async (tx) => {
      await tx.db.updateTable('discussion').set({ generated: 1 }).where('id', '=', place.item.id).execute()
      return ok()
    }),
  )
}

/** The demonstration has no input that could be refused: a refusal is a bug here. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`demonstration: ${outcome.code} ${JSON.stringify({ ...outcome.fields, ...outcome.detail })}`)
  return outcome.value
}
