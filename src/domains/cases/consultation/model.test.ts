import { describe, expect, test } from 'vitest'
import { after, EXPERT_STATES, isOverdue, letsIn, remindAt, type ExpertAct, type ExpertState } from './model.ts'

const table: Record<ExpertState, Partial<Record<ExpertAct, ExpertState>>> = {
  asked: { accept: 'accepted', decline: 'declined', answer: 'answered', remove: 'removed' },
  accepted: { decline: 'declined', answer: 'answered', remove: 'removed' },
  answered: { answer: 'answered' },
  declined: {},
  proposed: { admit: 'asked', refuse: 'refused' },
  refused: {},
  removed: {},
}

describe('an expert who is asked', () => {
  test.each(EXPERT_STATES)('from %s exactly the steps of the table', (state) => {
    for (const act of ['accept', 'decline', 'answer', 'admit', 'refuse', 'remove'] as const)
      expect(after(state, act), `${state} ${act}`).toBe(table[state][act] ?? null)
  })
  test('sees the case while asked, and not after leaving', () => {
    expect(EXPERT_STATES.filter(letsIn)).toEqual(['asked', 'accepted', 'answered'])
  })
})

describe('time', () => {
  const hour = 3_600_000
  test('reminds in the second half, at most a day before', () => {
    expect(remindAt(0, 72 * hour)).toBe(48 * hour)
    expect(remindAt(0, 12 * hour)).toBe(6 * hour)
    expect(remindAt(0, hour)).toBe(0.5 * hour)
  })
  test('is over only where nobody answered', () => {
    expect(isOverdue({ state: 'open', dueAt: 10, answers: 0 }, 10)).toBe(true)
    expect(isOverdue({ state: 'open', dueAt: 10, answers: 0 }, 9)).toBe(false)
    expect(isOverdue({ state: 'open', dueAt: 10, answers: 1 }, 99)).toBe(false)
    expect(isOverdue({ state: 'closed', dueAt: 10, answers: 0 }, 99)).toBe(false)
  })
})
