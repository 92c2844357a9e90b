import { imageOfView, knownImages } from '#src/domains/imaging/index.ts'
import { publicPeople } from '#src/domains/people/index.ts'
import { markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { readPin } from '../discussion/pin.ts'
import { textOf } from '../json.ts'
import { caseById, type CaseView } from '../queries/case.ts'
import { isOverdue, type ConsultationState, type ExpertState, type Urgency } from './model.ts'
import { mayAnswer, mayLead, mayRead } from './policy.ts'

export interface ListedConsultation {
  readonly code: string
  readonly title: Text
  readonly urgency: Urgency
  readonly state: ConsultationState
  readonly dueAt: number
  readonly createdAt: number
  readonly answers: number
  readonly overdue: boolean
  /** One's own part, null for those that one asked. */
  readonly mine: ExpertState | null
}

/** One's own consultations: asked, and asked of one; what is urgent and due first. One statement. */
export async function consultationsOf(
  ctx: Context,
  actor: Actor,
): Promise<{ asked: ListedConsultation[]; ofMe: ListedConsultation[] }> {
  const { personId } = actor
  if (personId === null) return { asked: [], ofMe: [] }
  const now = ctx.clock.now()
  const rows = await ctx.db
    .selectFrom('consultation')
    .innerJoin('case_record', 'case_record.id', 'consultation.case_id')
    .leftJoin('consultation_expert as me', (join) =>
      join.onRef('me.consultation_id', '=', 'consultation.id').on('me.person_id', '=', personId),
    )
    .select([
      'consultation.code',
      'case_record.title',
      'case_record.state as case_state',
      'consultation.urgency',
      'consultation.state',
      'consultation.due_at',
      'consultation.created_at',
      'consultation.asker_id',
      'me.state as mine',
    ])
    .select((eb) =>
      eb
        .selectFrom('consultation_answer')
        .select((e) => e.fn.countAll<number>().as('n'))
        .whereRef('consultation_answer.consultation_id', '=', 'consultation.id')
        .as('answers'),
    )
    .where((eb) => eb.or([eb('consultation.asker_id', '=', personId), eb('me.person_id', '=', personId)]))
    .orderBy('consultation.created_at', 'desc')
    .limit(500)
    .execute()
  const all = rows
    .filter((row) => row.case_state !== 'withdrawn')
    .filter((row) => mayRead(actor, { askerId: row.asker_id, state: row.state, expert: row.mine }))
    .map((row) => ({
      asker: row.asker_id,
      code: row.code,
      title: textOf(row.title),
      urgency: row.urgency,
      state: row.state,
      dueAt: row.due_at,
      createdAt: row.created_at,
      answers: Number(row.answers ?? 0),
      overdue: isOverdue({ state: row.state, dueAt: row.due_at, answers: Number(row.answers ?? 0) }, now),
      mine: row.mine,
    }))
  const order = (a: ListedConsultation, b: ListedConsultation): number =>
    Number(b.state === 'open') - Number(a.state === 'open') ||
    (a.state === 'open' ? a.dueAt - b.dueAt : b.createdAt - a.createdAt)
  return {
    asked: all.filter((one) => one.asker === personId).toSorted(order),
    ofMe: all.filter((one) => one.asker !== personId).toSorted(order),
  }
}

export interface ConsultationView {
  readonly id: string
  readonly code: string
  readonly found: CaseView
  readonly asker: Named
  readonly html: string
  readonly lang: string
  readonly urgency: Urgency
  readonly state: ConsultationState
  readonly createdAt: number
  readonly dueAt: number
  readonly closedAt: number | null
  readonly overdue: boolean
  readonly summary: string
  readonly experts: readonly (Named & {
    readonly state: ExpertState
    readonly note: string
    readonly proposedBy: string
    readonly changedAt: number | null
  })[]
  readonly answers: readonly {
    readonly id: string
    readonly by: Named
    readonly html: string
    readonly lang: string
    readonly pin: string
    readonly at: number
  }[]
  readonly mine: ExpertState | null
  readonly can: { readonly answer: boolean; readonly lead: boolean }
}

interface Named {
  readonly id: string
  readonly name: string
  readonly facility: string
}

/** A consultation for who asks and for its experts; null, which is 404, for all others. Six statements, however many answer. */
export async function consultationFor(
  ctx: Context,
  actor: Actor,
  code: string,
  lang: Lang,
): Promise<ConsultationView | null> {
  if (actor.personId === null) return null
  const row = await ctx.db
    .selectFrom('consultation')
    .selectAll()
    .where('code', '=', code.toUpperCase())
    .executeTakeFirst()
  if (!row) return null
  const experts = await ctx.db
    .selectFrom('consultation_expert')
    .selectAll()
    .where('consultation_id', '=', row.id)
    .orderBy('asked_at')
    .orderBy('person_id')
    .execute()
  const mine = experts.find((expert) => expert.person_id === actor.personId)?.state ?? null
  const standing = { askerId: row.asker_id, state: row.state, expert: mine }
  const found = mayRead(actor, standing) ? await caseById(ctx, actor, row.case_id) : null
  if (!found) return null
  const answers = await ctx.db
    .selectFrom('consultation_answer')
    .selectAll()
    .where('consultation_id', '=', row.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const images = await knownImages(
    ctx,
    actor,
    answers.flatMap((answer) => readPin(answer.pin)?.instance ?? []),
  )
  const people = new Map(
    (
      await publicPeople(ctx, [
        row.asker_id,
        ...experts.flatMap((expert) => [expert.person_id, expert.proposed_by ?? '']),
        ...answers.map((answer) => answer.person_id),
      ])
    ).map((person) => [person.id, person]),
  )
  const named = (id: string): Named => {
    const person = people.get(id)
    return { id, name: person?.name ?? '', facility: pick(person?.facility, lang).text }
  }
  const seen = (pin: string): string => {
    const view = readPin(pin)
    return view && imageOfView(images, view) ? pin : ''
  }
  const lead = mayLead(actor, standing)
  return {
    id: row.id,
    code: row.code,
    found,
    asker: named(row.asker_id),
    html: markdown(row.question),
    lang: row.lang,
    urgency: row.urgency,
    state: row.state,
    createdAt: row.created_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    overdue: isOverdue({ state: row.state, dueAt: row.due_at, answers: answers.length }, ctx.clock.now()),
    summary: row.summary === '' ? '' : markdown(row.summary),
    experts: experts
      // Who declined, and who was named in their place, is between them and who asks.
      .filter((expert) => actor.personId === row.asker_id || ['asked', 'accepted', 'answered'].includes(expert.state))
      .map((expert) => ({
        ...named(expert.person_id),
        state: expert.state,
        note: actor.personId === row.asker_id ? expert.note : '',
        proposedBy: expert.proposed_by === null ? '' : named(expert.proposed_by).name,
        changedAt: expert.changed_at,
      })),
    answers: answers.map((answer) => ({
      id: answer.id,
      by: named(answer.person_id),
      html: markdown(answer.body),
      lang: answer.lang,
      pin: seen(answer.pin),
      at: answer.created_at,
    })),
    mine,
    can: { answer: mayAnswer(actor, standing), lead },
  }
}

/** Whom this person asked lately, to be chosen again. One statement. */
export async function lateExperts(ctx: Context, personId: string): Promise<{ id: string; name: string }[]> {
  return await ctx.db
    .selectFrom('consultation_expert')
    .innerJoin('consultation', 'consultation.id', 'consultation_expert.consultation_id')
    .innerJoin('person', 'person.id', 'consultation_expert.person_id')
    .select(['person.id', 'person.name'])
    .select((eb) => eb.fn.max('consultation_expert.asked_at').as('last'))
    .where('consultation.asker_id', '=', personId)
    .where('consultation_expert.proposed_by', 'is', null)
    .where('person.erased_at', 'is', null)
    .groupBy(['person.id', 'person.name'])
    .orderBy('last', 'desc')
    .limit(8)
    .execute()
}
