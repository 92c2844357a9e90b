import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Board, Order } from '../board.ts'
import type { Shown } from '../model.ts'
import type { Words } from '../messages.ts'

/** What every part of a discussion's page knows; plain data, so that the island gets it as the server had it. */
export interface View {
  readonly lang: Lang
  /** Address of the audience's page, with language. */
  readonly base: string
  /** Address of the live stream. */
  readonly live: string
  readonly csrf: string
  readonly zone: string
  readonly kind: 'session' | 'talk'
  readonly title: { readonly text: string; readonly lang: string }
  readonly talks: readonly {
    readonly id: string
    readonly title: string
    readonly lang: string
    readonly href: string
  }[]
  /** Cases that questions name, by code: those that this reader may see, and no other. */
  readonly cases: NamedCases
}

export type NamedCases = Readonly<
  Record<string, { readonly title: string; readonly lang: string; readonly href: string }>
>

/** What is shown again when a form was refused: what was typed, and what is wrong by field. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  /** The question that was just asked, once the server has it. */
  readonly sent?: 'waiting' | 'shown'
}
export const blank: FormState = { values: {}, errors: {} }

export interface OwnQuestion {
  readonly id: string
  readonly body: string
  readonly lang: string
  readonly waiting: boolean
  readonly mayWithdraw: boolean
}

/** A question that waits on the device for a connection. */
export interface Queued {
  readonly key: string
  readonly body: string
  readonly fields: Readonly<Record<string, string>>
  /** Set when the server refused it for good. */
  readonly refused: boolean
  /** Codes of what was wrong then, by field. */
  readonly errors?: Readonly<Record<string, string>> | undefined
}

export interface Asking {
  /** Whether the event's rule admits this reader; what they could do otherwise. */
  readonly admitted: 'yes' | 'sign-in' | 'delegates'
  /** Whether the hall's code would do. */
  readonly hall: boolean
  readonly signIn: string
  readonly hallPath: string
  readonly name: string
  readonly facility: string
  readonly signedIn: boolean
  readonly moderated: boolean
  readonly naming: readonly Shown[]
  readonly chairSees: boolean
  /** Idempotency key of the next question. */
  readonly key: string
}

export interface AudienceProps extends View {
  readonly board: Board
  readonly own: {
    readonly questions: readonly OwnQuestion[]
    readonly votes: readonly string[]
    readonly ballots: { readonly [pollId: string]: readonly string[] }
  }
  readonly order: Order
  readonly asking: Asking
  readonly mayAnswer: boolean
  /** Whether the form to ask stands open at first: while there is little else to read. */
  readonly askOpen: boolean
  readonly form: FormState
  readonly queued: readonly Queued[]
  /** Whether the last try to send one of them reached no server. */
  readonly stuck: boolean
  /** Null until the browser has tried. */
  readonly connected: boolean | null
}

export interface ChairProps extends View {
  readonly board: Board
  readonly key: string
  readonly form: FormState
  readonly connected: boolean | null
}

export interface ScreenProps extends View {
  readonly board: Board
  readonly event: { readonly text: string; readonly lang: string }
  /** Modules of the QR code as an SVG path, and how many there are on a side. */
  readonly qr: { readonly path: string; readonly size: number } | null
  readonly joinUrl: string
  readonly hallCode: string
  /** What is said of a demonstration's discussion; '' of a real one. */
  readonly generated: string
  readonly connected: boolean | null
}

/** `lang` of a text where it is not the page's. */
export const langAttr = (lang: string, view: { lang: string }): string | undefined =>
  lang === view.lang ? undefined : lang

export type { Words }
