import type { Completeness } from './completeness.ts'
import type { Consent, ConsentType, Licence } from './model.ts'

/** What has to be so before a case leaves its authors. */
export const CONDITIONS = ['images', 'looked', 'consent', 'licence', 'complete', 'cleared'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface Facts {
  readonly synthetic: boolean
  readonly studies: readonly { readonly lookedAt: number | null }[]
  readonly consent: Consent | null
  readonly licence: Licence | ''
  readonly completeness: Completeness
  /** Somebody has said that the texts identify nobody, and nothing new looks like it since. */
  readonly cleared: boolean
}

/** `not-needed` is for generated images alone: every other patient was asked, or an ethics board said why not. */
export const consentFits = (type: ConsentType | undefined, synthetic: boolean): boolean =>
  type !== undefined && (type !== 'not-needed' || synthetic)

/** Each condition with whether it is met, in the order in which they are worked off. */
export function preconditions(facts: Facts): readonly { readonly condition: Condition; readonly met: boolean }[] {
  const met: Readonly<Record<Condition, boolean>> = {
    images: facts.studies.length > 0,
    looked: facts.studies.length > 0 && facts.studies.every((study) => study.lookedAt !== null),
    consent: consentFits(facts.consent?.type, facts.synthetic),
    licence: facts.licence !== '',
    complete: facts.completeness.missing.every((one) => !one.needed || one.part === 'images'),
    cleared: facts.cleared,
  }
  return CONDITIONS.map((condition) => ({ condition, met: met[condition] }))
}
