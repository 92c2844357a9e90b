/** `routine`: days; `urgent`: hours; `emergency`: as soon as somebody can. None of them replaces an emergency service. */
export const URGENCIES = ['routine', 'urgent', 'emergency'] as const
export type Urgency = (typeof URGENCIES)[number]
export const isUrgency = (value: string): value is Urgency => URGENCIES.includes(value as Urgency)

/** Hours that the form proposes. */
export const USUAL_HOURS: Readonly<Record<Urgency, number>> = { routine: 72, urgent: 12, emergency: 1 }

export const CONSULTATION_STATES = ['open', 'closed', 'cancelled'] as const
export type ConsultationState = (typeof CONSULTATION_STATES)[number]

/**
 * `proposed`: named by an expert in their place, waits for who asks; `refused`: who asks did not want them;
 * `removed`: who asks took the question back from them.
 */
export const EXPERT_STATES = ['asked', 'accepted', 'answered', 'declined', 'proposed', 'refused', 'removed'] as const
export type ExpertState = (typeof EXPERT_STATES)[number]

export type ExpertAct = 'accept' | 'decline' | 'answer' | 'admit' | 'refuse' | 'remove'

/** Where each act leads from; what is not here is refused. */
const STEPS: Readonly<Record<ExpertAct, { readonly from: readonly ExpertState[]; readonly to: ExpertState }>> = {
  accept: { from: ['asked'], to: 'accepted' },
  decline: { from: ['asked', 'accepted'], to: 'declined' },
  answer: { from: ['asked', 'accepted', 'answered'], to: 'answered' },
  admit: { from: ['proposed'], to: 'asked' },
  refuse: { from: ['proposed'], to: 'refused' },
  remove: { from: ['asked', 'accepted'], to: 'removed' },
}

/** The state after an act, or null where it is not possible. */
export const after = (state: ExpertState, act: ExpertAct): ExpertState | null =>
  STEPS[act].from.includes(state) ? STEPS[act].to : null

/** Whether the case is open to an expert in this state; who has declined or was not wanted sees nothing any more. */
export const letsIn = (state: ExpertState): boolean => state === 'asked' || state === 'accepted' || state === 'answered'

/** Nobody has answered by the time that was asked for. */
export const isOverdue = (
  c: { readonly state: ConsultationState; readonly dueAt: number; readonly answers: number },
  now: number,
): boolean => c.state === 'open' && c.answers === 0 && now >= c.dueAt

/** When experts who are silent are reminded: half of the time before it is due, at most a day, at least a quarter of an hour. */
export function remindAt(createdAt: number, dueAt: number): number {
  const span = dueAt - createdAt
  const before = Math.min(span / 2, 24 * 3_600_000)
  return dueAt - Math.max(before, Math.min(span / 2, 900_000))
}

export const LIMITS = { question: 4_000, answer: 8_000, summary: 4_000, note: 500, experts: 10, days: 90 } as const
