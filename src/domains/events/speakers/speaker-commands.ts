import { assignRole, invite, withdrawRole } from '#src/domains/people/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { MailMessage } from '#src/platform/mail/queue.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { recordPatch } from '../edits/edit-commands.ts'
import type { Change } from '../edits/edit-patch.ts'
import { eventFrom, type Event } from '../event/event.ts'
import { contactsOf, type Contact } from '../manage/contacts.ts'
import type { Span } from '../programme/overlaps.ts'
import { canEditProgramme, canSeeWorkingCopy } from '../policy.ts'
import type { Part, PartState, Programme } from '../programme/programme.ts'
import { speakersOf, type SpeakerRow } from './speaker-queries.ts'
import type { ItemRef } from '../programme/warnings.ts'
import { loadWorkingCopy } from '../working-copy/working-copy.ts'

/** The purpose of links by which a speaker answers without an account. */
export const SPEAKER_LINK = 'speaker'
const DAY = 86_400_000

/** What a mail of invitation or reminder is made from. */
export interface InvitationMail {
  readonly event: Event
  readonly programme: Programme
  readonly to: Contact
  readonly row: SpeakerRow
  readonly token: string
  readonly reminder: boolean
}

export interface Invited {
  readonly sent: number
  /** Names of those who could not be written to. */
  readonly withoutMail: readonly string[]
}

/**
 * Writes to people of the programme with a link by which they answer: those who were not asked yet (`pending`, who then
 * count as invited), or again to those who have not answered (`remind`). `personIds` empty: all of them.
 */
export async function inviteSpeakers(
  ctx: Context,
  actor: Actor,
  eventId: string,
  options: {
    readonly personIds: readonly string[]
    readonly remind: boolean
    readonly compose: (mail: InvitationMail) => MailMessage
  },
): Promise<Outcome<Invited>> {
  return write(ctx, actor, async (tx) => {
    const row = await tx.db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst()
    if (!row || !canSeeWorkingCopy(actor, row)) return fail('not-found')
    if (!canEditProgramme(actor, row)) return fail('conflict', { detail: { reason: 'archived' } })
    const event = eventFrom(row)
    const { programme } = (await loadWorkingCopy(ctx, tx.db, eventId))!
    const wanted = new Set(options.personIds)
    const state: PartState = options.remind ? 'invited' : 'pending'
    const rows = speakersOf(programme).filter(
      (one) => (wanted.size === 0 || wanted.has(one.person.id)) && one.items.some((item) => item.state === state),
    )
    const contacts = await contactsOf(
      tx.db,
      rows.map((one) => one.person.id),
    )
    const reached = rows.filter((one) => contacts.get(one.person.id)?.email)
    if (reached.length === 0 && rows.length > 0) return ok({ sent: 0, withoutMail: rows.map((one) => one.person.name) })
    const batch = `speakers:${ctx.ids.id()}`
    for (const one of reached) {
      // Open until some weeks after the event: slides are sent in late.
      const days = Math.max(30, Math.ceil((Date.parse(`${event.endsOn}T00:00:00Z`) - tx.now) / DAY) + 30)
      const { token } = await invite(tx, { personId: one.person.id, eventId, purpose: SPEAKER_LINK, days })
      const mail = options.compose({
        event,
        programme,
        to: contacts.get(one.person.id)!,
        row: one,
        token,
        reminder: options.remind,
      })
      await tx.mail({ ...mail, batch })
    }
    if (!options.remind) {
      const asked = new Set(reached.map((one) => one.person.id))
      const marked = await setStates(tx, eventId, (personId, now) =>
        asked.has(personId) && now === 'pending' ? 'invited' : now,
      )
      if (!marked.ok) return marked
    }
    await tx.audit({
      action: options.remind ? 'speakers.remind' : 'speakers.invite',
      entity: 'event',
      id: eventId,
      eventId,
      after: { people: reached.map((one) => one.person.id) },
    })
    return ok({
      sent: reached.length,
      withoutMail: rows.filter((one) => !reached.includes(one)).map((one) => one.person.name),
    })
  })
}

/** Changes answers in the working copy, by an edit like any other. Nothing to change is no failure. */
async function setStates(
  tx: Tx,
  eventId: string,
  next: (personId: string, now: PartState, ref: ItemRef) => PartState,
): Promise<Outcome> {
  const done = await recordPatch(tx, eventId, (p) => {
    const changes: Change[] = []
    const renewed = (parts: readonly Part[], ref: ItemRef): readonly Part[] =>
      parts.map((part) => ({ ...part, state: next(part.personId, part.state, ref) }))
    const differ = (a: readonly Part[], b: readonly Part[]): boolean => a.some((part, n) => part.state !== b[n]!.state)
    for (const before of p.sessions) {
      const chairs = renewed(before.chairs, { type: 'session', id: before.id })
      if (differ(before.chairs, chairs)) changes.push({ list: 'sessions', before, after: { ...before, chairs } })
    }
    for (const before of p.talks) {
      const speakers = renewed(before.speakers, { type: 'talk', id: before.id })
      if (differ(before.speakers, speakers)) changes.push({ list: 'talks', before, after: { ...before, speakers } })
    }
    return ok({ kind: 'patch', changes })
  })
  return done.ok || done.fields?.['edit'] === 'nothing-to-do' ? ok() : done
}

/**
 * A person's own answer to what they are asked to do. The caller knows who they are: by their session, or by the link
 * that was sent to them. Whoever says yes gets the event's role of speaker or chair.
 */
export async function answerPart(
  ctx: Context,
  actor: Actor,
  personId: string,
  eventId: string,
  item: ItemRef,
  answer: 'confirmed' | 'declined',
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const event = await tx.db.selectFrom('event').select(['id', 'state']).where('id', '=', eventId).executeTakeFirst()
    const part = await tx.db
      .selectFrom('part')
      .select('state')
      .where('event_id', '=', eventId)
      .where('item_id', '=', item.id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (!event || !part) return fail('not-found')
    if (event.state === 'archived') return fail('conflict', { detail: { reason: 'archived' } })
    const set = await setStates(tx, eventId, (id, now, ref) => (id === personId && ref.id === item.id ? answer : now))
    if (!set.ok) return set
    const left = await tx.db
      .selectFrom('part')
      .select('item_kind')
      .where('event_id', '=', eventId)
      .where('person_id', '=', personId)
      .where('state', '=', 'confirmed')
      .execute()
    for (const [kind, role] of [
      ['talk', 'speaker'],
      ['session', 'chair'],
    ] as const) {
      if (left.some((row) => row.item_kind === kind)) await assignRole(tx, { personId, eventId, role })
      else if (item.type === kind) await withdrawRole(tx, { personId, eventId, role })
    }
    return ok()
  })
}

/** How a person says when they can come: null takes the statement back. An empty list says: not at all. */
export async function setAvailability(
  ctx: Context,
  actor: Actor,
  personId: string,
  eventId: string,
  spans: readonly Span[] | null,
): Promise<Outcome> {
  if (spans?.some((span) => span.end < span.start)) return fail('invalid', { fields: { availability: 'before-start' } })
  return write(ctx, actor, async (tx) => {
    const event = await tx.db.selectFrom('event').select(['id', 'state']).where('id', '=', eventId).executeTakeFirst()
    const part = await tx.db
      .selectFrom('part')
      .select('item_id')
      .where('event_id', '=', eventId)
      .where('person_id', '=', personId)
      .limit(1)
      .executeTakeFirst()
    if (!event || !part) return fail('not-found')
    if (event.state === 'archived') return fail('conflict', { detail: { reason: 'archived' } })
    await tx.db.deleteFrom('availability').where('event_id', '=', eventId).where('person_id', '=', personId).execute()
    // No row means "has not said"; somebody who cannot come at all is kept as a span without length.
    const rows = spans?.length === 0 ? [{ start: 0, end: 0 }] : (spans ?? [])
    if (rows.length > 0) {
      await tx.db
        .insertInto('availability')
        .values(
          rows.map(({ start, end }) => ({ id: ctx.ids.id(), event_id: eventId, person_id: personId, start, end })),
        )
        .execute()
    }
    await tx.audit({ action: 'speaker.availability', entity: 'person', id: personId, eventId, after: { spans: rows } })
    return ok()
  })
}
