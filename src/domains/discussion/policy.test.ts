import { describe, expect, test } from 'vitest'
import { stranger, type Actor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { DiscussionState } from './model.ts'
import type { Participant } from './participant.ts'
import { canAnswer, canAsk, canChangeSettings, canModerate, canVote, canWithdraw, type Standing } from './policy.ts'
import { DEFAULTS } from './settings.ts'

const NOW = 1_000_000
const standing = (state: DiscussionState, archived = false): Standing => ({
  eventId: 'e',
  archived,
  state,
  answerUntil: state === 'closed' ? NOW + 1 : null,
  chairs: ['session-chair'],
  speakers: ['speaker'],
})
const person = (
  personId: string | null,
  event: EventRole[] = [],
  society: SocietyRole[] = [],
  eventId = 'e',
): Actor => ({
  ...stranger,
  personId,
  society: new Set(society),
  events: new Map(event.length > 0 ? [[eventId, new Set(event)]] : []),
})
const WHO = {
  stranger: { actor: stranger, inHall: false },
  hall: { actor: stranger, inHall: true },
  member: { actor: person('member'), inHall: false },
  delegate: { actor: person('delegate', ['delegate']), inHall: false },
  speaker: { actor: person('speaker', ['speaker']), inHall: false },
  sessionChair: { actor: person('session-chair'), inHall: false },
  eventChair: { actor: person('event-chair', ['chair']), inHall: false },
  organiser: { actor: person('organiser', ['organiser']), inHall: false },
  elsewhere: { actor: person('x', ['organiser', 'chair'], [], 'another'), inHall: false },
  secretariat: { actor: person('secretary', [], ['secretariat']), inHall: false },
} as const
type Who = keyof typeof WHO
const all = Object.keys(WHO) as Who[]
const p = (who: Who): Participant => ({ ...WHO[who], keys: who === 'stranger' ? [] : [who] })
const allowed = (may: (who: Who) => boolean) => all.filter(may)

const MODERATORS: Who[] = ['sessionChair', 'eventChair', 'organiser', 'secretariat']

describe('who may do what in which state', () => {
  test('moderating: its chair, the event’s chairs and organisers, the secretariat; in every state, never in the archive', () => {
    for (const state of ['planned', 'open', 'closed'] as const) {
      expect(allowed((who) => canModerate(WHO[who].actor, standing(state)))).toEqual(MODERATORS)
      expect(allowed((who) => canModerate(WHO[who].actor, standing(state, true)))).toEqual([])
    }
  })

  test('asking and voting: by the event’s rule, only while open', () => {
    const rules = {
      delegates: ['delegate', 'speaker', ...MODERATORS],
      'signed-in': [
        'member',
        'delegate',
        'speaker',
        'sessionChair',
        'eventChair',
        'organiser',
        'elsewhere',
        'secretariat',
      ],
      hall: [
        'hall',
        'member',
        'delegate',
        'speaker',
        'sessionChair',
        'eventChair',
        'organiser',
        'elsewhere',
        'secretariat',
      ],
    } as const
    for (const [asking, who] of Object.entries(rules)) {
      const settings = { ...DEFAULTS, asking: asking as keyof typeof rules }
      for (const may of [canAsk, canVote]) {
        expect(allowed((w) => may(p(w), standing('open'), settings))).toEqual(who)
        for (const s of [standing('planned'), standing('closed'), standing('open', true)])
          expect(allowed((w) => may(p(w), s, settings))).toEqual([])
      }
    }
  })

  test('answering: speakers while open and until the last day, moderators always', () => {
    const may = (state: DiscussionState, now = NOW, archived = false) =>
      allowed((who) => canAnswer(WHO[who].actor, standing(state, archived), now))
    expect(may('planned')).toEqual([])
    expect(may('open')).toEqual(['speaker', ...MODERATORS])
    expect(may('closed')).toEqual(['speaker', ...MODERATORS])
    expect(may('closed', NOW + 1)).toEqual(MODERATORS)
    expect(may('open', NOW, true)).toEqual([])
  })

  test('withdrawing: one’s own question, as long as nothing was done with it', () => {
    const own = (state: 'pending' | 'open' | 'current' | 'answered', key = 'member') =>
      canWithdraw(p('member'), standing('open'), { askerKey: key, state })
    expect([own('pending'), own('open'), own('current'), own('answered'), own('open', 'delegate')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('settings: who runs the event', () => {
    expect(allowed((who) => canChangeSettings(WHO[who].actor, { id: 'e', archived: false }))).toEqual([
      'organiser',
      'secretariat',
    ])
    expect(allowed((who) => canChangeSettings(WHO[who].actor, { id: 'e', archived: true }))).toEqual([])
  })
})
