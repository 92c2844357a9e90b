import type { Lang } from '#src/lib/text/multilingual.ts'

export const SOCIETY_ROLES = ['administrator', 'secretariat'] as const
export type SocietyRole = (typeof SOCIETY_ROLES)[number]

export const EVENT_ROLES = ['organiser', 'chair', 'reviewer', 'speaker', 'check-in', 'delegate'] as const
export type EventRole = (typeof EVENT_ROLES)[number]

/** Who asks. Every query and command takes one; what it may do is each domain's `policy.ts`, deny by default. */
export interface Actor {
  /** null: not signed in. */
  readonly personId: string | null
  readonly name: string
  readonly lang: Lang | null
  readonly society: ReadonlySet<SocietyRole>
  readonly events: ReadonlyMap<string, ReadonlySet<EventRole>>
  /** Set for work that no person asked for: jobs, the command line, the demonstration. */
  readonly system?: string
  /** Hashes of the share links that the browser was handed, whoever is signed in; absent where it was handed none. */
  readonly keys?: readonly string[]
  /** With `keys`: the moment (epoch milliseconds) that the ends of what they open are compared with. */
  readonly keysAt?: number
  /** Not signed in: hash of the cookie by which the browser is known to have answered something; absent without one. */
  readonly browser?: string
}

export const stranger: Actor = { personId: null, name: '', lang: null, society: new Set(), events: new Map() }

/** The system itself, named by what runs (`cli`, `job:…`, `demo`); it stands as such in the audit log. */
export const systemActor = (system: string): Actor => ({
  ...stranger,
  name: system,
  system,
  society: new Set(SOCIETY_ROLES),
})

export const hasSocietyRole = (actor: Actor, ...roles: readonly SocietyRole[]): boolean =>
  roles.some((role) => actor.society.has(role))

export const hasEventRole = (actor: Actor, eventId: string, ...roles: readonly EventRole[]): boolean => {
  const held = actor.events.get(eventId)
  return held !== undefined && roles.some((role) => held.has(role))
}

/** Administrators and the secretariat run the society; organisers run their event. */
export const managesSociety = (actor: Actor): boolean => hasSocietyRole(actor, 'administrator', 'secretariat')
export const managesEvent = (actor: Actor, eventId: string): boolean =>
  managesSociety(actor) || hasEventRole(actor, eventId, 'organiser')
