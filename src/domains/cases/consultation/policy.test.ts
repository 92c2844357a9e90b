import { expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { CONSULTATION_STATES, EXPERT_STATES } from './model.ts'
import { mayAnswer, mayLead, mayRead, type ConsultationStanding } from './policy.ts'

const actor = (id: string): Actor => ({ ...stranger, personId: id })
const admin: Actor = { ...actor('x'), society: new Set(['administrator', 'secretariat']) }

test('role by state: who reads, answers, leads', () => {
  const table: Record<string, string> = {}
  for (const state of CONSULTATION_STATES) {
    const s: ConsultationStanding = { askerId: 'asker', state, expert: null }
    const say = (who: Actor, at: ConsultationStanding) =>
      [mayRead(who, at) && 'r', mayAnswer(who, at) && 'a', mayLead(who, at) && 'l'].filter(Boolean).join('')
    table[`${state} asker`] = say(actor('asker'), s)
    table[`${state} stranger`] = say(stranger, s)
    table[`${state} member`] = say(actor('m'), s)
    table[`${state} admin`] = say(admin, s)
    for (const expert of EXPERT_STATES) table[`${state} ${expert}`] = say(actor('e'), { ...s, expert })
  }
  expect(Object.fromEntries(Object.entries(table).filter(([, may]) => may !== ''))).toEqual({
    'open asker': 'rl',
    'open asked': 'ra',
    'open accepted': 'ra',
    'open answered': 'ra',
    'closed asker': 'r',
    'closed answered': 'r',
    'cancelled asker': 'r',
  })
})
