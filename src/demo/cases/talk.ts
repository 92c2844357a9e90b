import { accept, answerConsultation, askConsultation } from '#src/domains/cases/consultation/commands.ts'
import { addComment, resolveThread } from '#src/domains/cases/discussion/commands.ts'
import { inviteExpert } from '#src/domains/cases/discussion/experts.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Images } from './images.ts'
import type { PlannedCase, PlannedComment } from './plan.ts'
import { atTime, idOf, must, PROVINCIAL, talkFor } from './support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface At {
  readonly id: string
  readonly begun: number
}

/** Threads a day apart, answers some hours after each other, at times at which people write. */
export async function discuss(ctx: Context, people: readonly Actor[], plan: PlannedCase, at: At, images: Images) {
  const owner = people[PROVINCIAL]!
  const say = async (then: Context, comment: PlannedComment, thread: string): Promise<string> => {
    const actor = people[comment.by] ?? owner
    // An expert without an account cannot be invited; what they say stands without the badge.
    if (comment.expert && actor.personId !== null)
      await inviteExpert(then, owner, await talkFor(then, owner, at.id), actor.personId)
    const pin = comment.at ? encodeView(images(comment.at)) : ''
    const input = { body: comment.text, thread, pin, key: idOf(plan.key, comment.text), name: '', confirmed: true }
    return must(await addComment(then, actor, await talkFor(then, actor, at.id), input, 'vi')).id
  }
  for (const [n, first] of plan.discussion.entries()) {
    let now = at.begun + 5 * HOUR + n * (26 * HOUR + 17 * MINUTE)
    const thread = await say(atTime(ctx, now), first, '')
    for (const [k, answer] of (first.answers ?? []).entries()) {
      now += k === 0 ? 2 * HOUR + 40 * MINUTE : 47 * MINUTE
      await say(atTime(ctx, now), answer, thread)
    }
    const asked = people[first.by] ?? owner
    const then = atTime(ctx, now + 12 * MINUTE)
    if (first.resolved) must(await resolveThread(then, asked, await talkFor(then, asked, at.id), thread, true))
  }
}

/** Asks an expert, who takes it on and answers with an arrow; it stays open until who asked concludes it. */
export async function consult(ctx: Context, people: readonly Actor[], plan: PlannedCase, at: At, images: Images) {
  const { consultation } = plan
  const expert = people[consultation?.expert ?? -1]
  if (!consultation || !expert?.personId) return
  const owner = people[PROVINCIAL]!
  const asked = async () =>
    await ctx.db.selectFrom('consultation').select('code').where('case_id', '=', at.id).executeTakeFirst()
  const { question, urgency, hours, answer } = consultation
  if (!(await asked())) {
    const then = atTime(ctx, at.begun + 20 * MINUTE)
    const input = { question, urgency, hours, experts: [expert.personId], confirmed: true }
    must(await askConsultation(then, owner, (await talkFor(then, owner, at.id)).found, input, 'vi'))
  }
  const { code } = (await asked())!
  // Accepted already by a run that was cut off: refused, and as it should be.
  await accept(atTime(ctx, at.begun + 34 * MINUTE), expert, code)
  const then = atTime(ctx, at.begun + 71 * MINUTE)
  const input = {
    body: answer.text,
    pin: encodeView(images(answer.at)),
    key: idOf(plan.key, answer.text),
    confirmed: true,
  }
  must(await answerConsultation(then, expert, code, (await talkFor(then, expert, at.id)).found, input, 'vi'))
}
