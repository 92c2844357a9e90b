import type { AnyDb } from '#src/platform/db/types.ts'
import { SHOWN, type AskingRule, type Shown } from './model.ts'
import './tables.ts'

/** How an event holds its discussions. */
export interface Settings {
  readonly asking: AskingRule
  readonly moderated: boolean
  /** Ways to stand before the public that the asker may choose from; never empty. */
  readonly naming: readonly Shown[]
  /** Whether the chair may see who asked anonymously; the asker is told before asking. */
  readonly chairSees: boolean
  /** '' where the hall has none. */
  readonly hallCode: string
  /** How long questions are answered in writing after the discussion was closed. */
  readonly answerDays: number
}

export const DEFAULTS: Settings = {
  asking: 'signed-in',
  moderated: true,
  naming: SHOWN,
  chairSees: true,
  hallCode: '',
  answerDays: 28,
}

/** The event's choices, or those of an event that made none. One statement. */
export async function settingsOf(db: AnyDb, eventId: string): Promise<Settings> {
  const row = await db.selectFrom('discussion_setting').selectAll().where('event_id', '=', eventId).executeTakeFirst()
  if (!row) return DEFAULTS
  return {
    asking: row.asking,
    moderated: row.moderated === 1,
    naming: JSON.parse(row.naming) as Shown[],
    chairSees: row.chair_sees === 1,
    hallCode: row.hall_code,
    answerDays: row.answer_days,
  }
}
