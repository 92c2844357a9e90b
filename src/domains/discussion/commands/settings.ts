import type { Event } from '#src/domains/events/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { canChangeSettings } from '../policy.ts'
import type { SettingsInput } from '../schema.ts'
import { settingsOf } from '../settings.ts'

/** The event's choices for its discussions. What was promised to those who asked before is not touched by it. */
export function saveSettings(ctx: Context, actor: Actor, event: Event, input: SettingsInput): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!canChangeSettings(actor, { id: event.id, archived: event.state === 'archived' })) return fail('not-found')
    const before = await settingsOf(tx.db, event.id)
    const hallCode =
      input.asking !== 'hall'
        ? before.hallCode
        : before.hallCode === '' || input.newCode
          ? ctx.ids.code()
          : before.hallCode
    const row = {
      asking: input.asking,
      moderated: input.moderated ? 1 : 0,
      naming: JSON.stringify(input.naming),
      chair_sees: input.chairSees ? 1 : 0,
      hall_code: hallCode,
      answer_days: input.answerDays,
      updated_at: tx.now,
    }
    await tx.db
      .insertInto('discussion_setting')
      .values({ event_id: event.id, ...row })
      .onConflict((oc) => oc.column('event_id').doUpdateSet(row))
      .execute()
    const { hallCode: _, ...was } = before
    const { newCode, ...is } = input
    await tx.audit({
      action: 'discussion.settings',
      entity: 'event',
      id: event.id,
      eventId: event.id,
      before: was,
      after: { ...is, newCode },
    })
    return ok()
  })
}
