import type { Actor } from '#src/platform/authz.ts'
import type { CaseView } from '../queries/case.ts'
import { letsIn, type ConsultationState, type ExpertState } from './model.ts'

/** What decides who may do what in a consultation; `expert` is the asking person's own part in it. */
export interface ConsultationStanding {
  readonly askerId: string
  readonly state: ConsultationState
  readonly expert: ExpertState | null
}

/** The case's owner alone answers for the patient, so only they ask. */
export const mayAsk = (actor: Actor, found: Pick<CaseView, 'can'>): boolean =>
  actor.personId !== null && found.can.manage

const isAsker = (actor: Actor, s: ConsultationStanding): boolean =>
  actor.personId !== null && actor.personId === s.askerId

/** Who asks, and the experts while they are asked or once they have answered; nobody by running the society. */
export const mayRead = (actor: Actor, s: ConsultationStanding): boolean =>
  isAsker(actor, s) ||
  (actor.personId !== null &&
    s.expert !== null &&
    (s.state === 'open' ? letsIn(s.expert) : s.state === 'closed' && s.expert === 'answered'))

export const mayAnswer = (actor: Actor, s: ConsultationStanding): boolean =>
  s.state === 'open' && actor.personId !== null && s.expert !== null && letsIn(s.expert)

/** Deciding about experts, closing, taking back. */
export const mayLead = (actor: Actor, s: ConsultationStanding): boolean => s.state === 'open' && isAsker(actor, s)
