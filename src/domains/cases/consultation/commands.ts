import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { newCode } from '../commands/create.ts'
import { letIn } from '../commands/guests.ts'
import { checkedPin, cleanBody, identityIn } from '../discussion/commands.ts'
import { langOfText } from '../discussion/model.ts'
import type { CaseView } from '../queries/case.ts'
import { after, isUrgency, letsIn, LIMITS, remindAt, type ExpertAct, type ExpertState } from './model.ts'
import { mayAnswer, mayAsk, mayLead, type ConsultationStanding } from './policy.ts'
import type { ConsultationTable } from './tables.ts'

export interface NewConsultation {
  readonly question: string
  readonly urgency: string
  /** Hours from now by which an answer is expected. */
  readonly hours: number
  readonly experts: readonly string[]
  readonly confirmed: boolean
}

const checkWords = (text: string, most: number, confirmed: boolean): string | null => {
  if (text === '') return 'required'
  if (text.length > most) return 'too-long'
  return !confirmed && identityIn(text).length > 0 ? 'identity' : null
}

/** Sends a case to named experts with a question and a time; they see it from now on, and are told by a mail that says nothing of it. */
export function askConsultation(
  ctx: Context,
  actor: Actor,
  found: CaseView,
  input: NewConsultation,
  lang: Lang,
): Promise<Outcome<{ code: string }>> {
  return write(ctx, actor, async (tx) => {
    if (!mayAsk(actor, found)) return fail('not-found')
    const question = cleanBody(input.question)
    const wrong: Record<string, string> = {}
    const bad = checkWords(question, LIMITS.question, input.confirmed)
    if (bad) wrong['question'] = bad
    if (!isUrgency(input.urgency)) wrong['urgency'] = 'required'
    if (!(input.hours > 0 && input.hours <= LIMITS.days * 24)) wrong['hours'] = 'invalid'
    const experts = await known(tx, input.experts)
    if (experts.length === 0) wrong['experts'] = 'required'
    if (experts.length > LIMITS.experts) wrong['experts'] = 'too-many'
    // A draft may still show who the patient is.
    if (found.state === 'draft') wrong[''] = 'draft'
    if (Object.keys(wrong).length > 0 || !isUrgency(input.urgency)) return invalid(wrong)
    const [id, code] = [ctx.ids.id(), newCode(ctx)]
    const dueAt = tx.now + Math.round(input.hours * 3_600_000)
    await tx.db
      .insertInto('consultation')
      .values({
        id,
        code,
        case_id: found.id,
        asker_id: actor.personId!,
        question,
        lang: langOfText(question, lang),
        urgency: input.urgency,
        due_at: dueAt,
        state: 'open',
        summary: '',
        created_at: tx.now,
        closed_at: null,
        reminded_at: null,
        escalated_at: null,
      })
      .execute()
    await tx.db
      .insertInto('consultation_expert')
      .values(
        experts.map((person_id) => ({
          consultation_id: id,
          person_id,
          state: 'asked' as const,
          proposed_by: null,
          note: '',
          asked_at: tx.now,
          changed_at: null,
        })),
      )
      .execute()
    await keepExperts(tx, id)
    for (const personId of experts) await tx.enqueue('cases:consult-asked', { id, personId })
    await tx.enqueue('cases:consult-remind', { id }, { runAt: remindAt(tx.now, dueAt) })
    await tx.enqueue('cases:consult-due', { id }, { runAt: dueAt })
    await tx.audit({
      action: 'consultation.ask',
      entity: 'consultation',
      id,
      after: { case: found.id, experts: experts.length, urgency: input.urgency },
    })
    return ok({ code })
  })
}

/** Persons with an account, each once, without who asks. */
async function known(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)].filter((id) => id !== tx.actor.personId).slice(0, LIMITS.experts + 1)
  if (wanted.length === 0) return []
  const rows = await tx.db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select('person.id')
    .where('person.id', 'in', wanted)
    .where('person.erased_at', 'is', null)
    .execute()
  return wanted.filter((id) => rows.some((row) => row.id === id))
}

/** The case is open to exactly those whom the consultation lets in now. */
async function keepExperts(tx: Tx, id: string): Promise<void> {
  const row = await tx.db
    .selectFrom('consultation')
    .select(['case_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const experts = await tx.db
    .selectFrom('consultation_expert')
    .select(['person_id', 'state'])
    .where('consultation_id', '=', id)
    .execute()
  const inside = experts.filter(({ state }) =>
    row.state === 'open' ? letsIn(state) : row.state === 'closed' && state === 'answered',
  )
  await letIn(
    tx,
    row.case_id,
    `consultation:${id}`,
    inside.map((expert) => expert.person_id),
  )
}

interface Locked {
  readonly row: ConsultationTable
  readonly standing: ConsultationStanding
}

/** The consultation with the actor's own part, locked by writing to it, so that two acts follow each other. */
async function locked(tx: Tx, code: string): Promise<Locked | null> {
  const [row] = await tx.db
    .updateTable('consultation')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('code', '=', code)
    .returningAll()
    .execute()
  if (!row) return null
  const own = await tx.db
    .selectFrom('consultation_expert')
    .select('state')
    .where('consultation_id', '=', row.id)
    .where('person_id', '=', tx.actor.personId ?? '')
    .executeTakeFirst()
  return { row, standing: { askerId: row.asker_id, state: row.state, expert: own?.state ?? null } }
}

async function setExpert(tx: Tx, id: string, personId: string, act: ExpertAct, note = ''): Promise<ExpertState | null> {
  const row = await tx.db
    .selectFrom('consultation_expert')
    .select('state')
    .where('consultation_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const state = row ? after(row.state, act) : null
  if (!state) return null
  await tx.db
    .updateTable('consultation_expert')
    .set({ state, changed_at: tx.now, ...(note === '' ? {} : { note }) })
    .where('consultation_id', '=', id)
    .where('person_id', '=', personId)
    .execute()
  await tx.audit({ action: `consultation.${act}`, entity: 'consultation', id, after: { person: personId } })
  return state
}

/** An expert takes the question on. */
export const accept = (ctx: Context, actor: Actor, code: string): Promise<Outcome> =>
  write(ctx, actor, async (tx) => {
    const found = await locked(tx, code)
    if (!found || !mayAnswer(actor, found.standing)) return fail('not-found')
    return (await setExpert(tx, found.row.id, actor.personId!, 'accept')) ? ok() : fail('conflict')
  })

/** An expert cannot: the case closes to them at once. They may name somebody in their place, whom who asks decides about. */
export const decline = (
  ctx: Context,
  actor: Actor,
  code: string,
  { note, substitute }: { readonly note: string; readonly substitute: string },
): Promise<Outcome> =>
  write(ctx, actor, async (tx) => {
    const found = await locked(tx, code)
    if (!found || !mayAnswer(actor, found.standing)) return fail('not-found')
    const { id, asker_id } = found.row
    const words = cleanBody(note).slice(0, LIMITS.note)
    const named = substitute === '' ? [] : await known(tx, [substitute])
    if (substitute !== '' && (named.length === 0 || named[0] === asker_id)) return invalid({ substitute: 'invalid' })
    if (!(await setExpert(tx, id, actor.personId!, 'decline', words))) return fail('conflict')
    for (const person_id of named)
      await tx.db
        .insertInto('consultation_expert')
        .values({
          consultation_id: id,
          person_id,
          state: 'proposed',
          proposed_by: actor.personId,
          note: '',
          asked_at: tx.now,
          changed_at: null,
        })
        .onConflict((oc) => oc.doNothing())
        .execute()
    await keepExperts(tx, id)
    await tx.enqueue('cases:consult-news', { id, what: named.length > 0 ? 'proposed' : 'declined', at: tx.now })
    return ok()
  })

export interface NewAnswer {
  readonly body: string
  readonly pin: string
  readonly key: string
  readonly confirmed: boolean
}

/** What an expert says; more may follow until the consultation is closed. Sent twice, it is one answer. */
export async function answerConsultation(
  ctx: Context,
  actor: Actor,
  code: string,
  found: CaseView,
  input: NewAnswer,
  lang: Lang,
): Promise<Outcome<{ id: string }>> {
  const body = cleanBody(input.body)
  const pin = await checkedPin(ctx, actor, found, input.pin)
  return await write(ctx, actor, async (tx) => {
    const at = await locked(tx, code)
    if (!at || at.row.case_id !== found.id || !mayAnswer(actor, at.standing)) return fail('not-found')
    const wrong: Record<string, string> = {}
    const bad = checkWords(body, LIMITS.answer, input.confirmed)
    if (bad) wrong['body'] = bad
    if (pin === null) wrong['pin'] = 'pin'
    if (pin === null || bad) return invalid(wrong)
    if (!/^[\w-]{16,64}$/.test(input.key)) return fail('invalid')
    const known = await tx.db
      .selectFrom('consultation_answer')
      .select(['id', 'person_id'])
      .where('consultation_id', '=', at.row.id)
      .where('client_key', '=', input.key)
      .executeTakeFirst()
    if (known) return known.person_id === actor.personId ? ok({ id: known.id }) : fail('conflict')
    if (!(await setExpert(tx, at.row.id, actor.personId!, 'answer'))) return fail('conflict')
    const id = ctx.ids.id()
    await tx.db
      .insertInto('consultation_answer')
      .values({
        id,
        consultation_id: at.row.id,
        person_id: actor.personId!,
        body,
        lang: langOfText(body, lang),
        pin,
        client_key: input.key,
        created_at: tx.now,
      })
      .execute()
    await tx.enqueue('cases:consult-news', { id: at.row.id, what: 'answered', at: tx.now })
    return ok({ id })
  })
}

/** Who asks decides about a proposed substitute, or takes the question back from somebody who has not answered. */
export const decideExpert = (
  ctx: Context,
  actor: Actor,
  code: string,
  personId: string,
  act: 'admit' | 'refuse' | 'remove',
): Promise<Outcome> =>
  write(ctx, actor, async (tx) => {
    const found = await locked(tx, code)
    if (!found || !mayLead(actor, found.standing)) return fail('not-found')
    const { id } = found.row
    if (!(await setExpert(tx, id, personId, act))) return fail('conflict')
    await keepExperts(tx, id)
    if (act === 'admit') await tx.enqueue('cases:consult-asked', { id, personId })
    return ok()
  })

/** Ends it with what was decided; experts who answered keep reading, the others see it no more. */
export const closeConsultation = (
  ctx: Context,
  actor: Actor,
  code: string,
  { summary: text, confirmed }: { readonly summary: string; readonly confirmed: boolean },
): Promise<Outcome> =>
  write(ctx, actor, async (tx) => {
    const found = await locked(tx, code)
    if (!found || !mayLead(actor, found.standing)) return fail('not-found')
    const summary = cleanBody(text)
    const bad = checkWords(summary, LIMITS.summary, confirmed)
    if (bad) return invalid({ summary: bad })
    await end(tx, found.row.id, 'closed', summary)
    await tx.enqueue('cases:consult-news', { id: found.row.id, what: 'closed', at: tx.now })
    return ok()
  })

/** Takes the question back: nobody who was asked sees the case any more. */
export const cancelConsultation = (ctx: Context, actor: Actor, code: string): Promise<Outcome> =>
  write(ctx, actor, async (tx) => {
    const found = await locked(tx, code)
    if (!found || !mayLead(actor, found.standing)) return fail('not-found')
    await end(tx, found.row.id, 'cancelled', '')
    return ok()
  })

async function end(tx: Tx, id: string, state: 'closed' | 'cancelled', summary: string): Promise<void> {
  await tx.db.updateTable('consultation').set({ state, summary, closed_at: tx.now }).where('id', '=', id).execute()
  await keepExperts(tx, id)
  await tx.audit({ action: `consultation.${state}`, entity: 'consultation', id })
}
