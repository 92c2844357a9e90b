import type { Lang } from '#src/lib/text/multilingual.ts'
import type { PollKind, QuestionState, Shown } from '../model.ts'

/** A question of the demonstration; whoever asks is a device of the hall. */
export interface DemoQuestion {
  readonly lang: Lang
  readonly body: string
  readonly shown: Shown
  readonly name?: string
  readonly facility?: string
  readonly votes: number
  /** Where it ends; `open` when not said. */
  readonly state?: Extract<QuestionState, 'pending' | 'open' | 'current' | 'later' | 'answered'>
  readonly pinned?: boolean
  readonly slide?: number
  /** Asked again in other words, and merged into it by the chair. */
  readonly again?: string
  readonly answers?: readonly DemoAnswer[]
}

/** `by` counts the demonstration's experts; the talk's own speaker where it is `speaker`. */
export interface DemoAnswer {
  readonly by: number | 'speaker'
  readonly lang: Lang
  readonly body: string
}

export interface DemoPoll {
  readonly kind: PollKind
  readonly lang: Lang
  readonly title: string
  readonly options: readonly string[]
  /** What each voter chose: numbers of options, or words. */
  readonly ballots: readonly (readonly (number | string)[])[]
  readonly state: 'open' | 'closed'
}

export interface DemoDiscussion {
  readonly slug: string
  readonly kind: 'session' | 'talk'
  /** The item's English title, or how it begins. */
  readonly title: string
  /** When it was held, epoch milliseconds; null: it is going on now. */
  readonly at: number | null
  readonly questions: readonly DemoQuestion[]
  readonly polls: readonly DemoPoll[]
}

/** So many voters for each option. */
export const counted = (...numbers: readonly number[]): number[][] =>
  numbers.flatMap((n, option) => Array.from({ length: n }, () => [option]))
