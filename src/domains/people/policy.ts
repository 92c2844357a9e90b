import {
  hasSocietyRole,
  managesEvent,
  managesSociety,
  type Actor,
  type EventRole,
  type SocietyRole,
} from '#src/platform/authz.ts'

/** What is asked about a person, without the rest of the record. */
export interface PersonState {
  readonly id: string
  /** Nobody has claimed the record: it was made by an organiser or an import. */
  readonly unclaimed: boolean
  /** Whether its owner lets it have a public page. */
  readonly page: boolean
  readonly erased: boolean
  /** Roles in the society, which only administrators may touch the owner of. */
  readonly administrator: boolean
}

export const isSelf = (actor: Actor, person: { readonly id: string }): boolean => actor.personId === person.id

/** The public page: those who allow it, themselves, and whoever manages the society. */
export const maySeePerson = (actor: Actor, person: PersonState): boolean =>
  !person.erased && (person.page || isSelf(actor, person) || managesSociety(actor))

/** The list with addresses and roles. */
export const mayManagePeople = (actor: Actor): boolean => managesSociety(actor)

/** Looking people up by name to put them into a programme: no addresses are shown. */
export const mayFindPeople = (actor: Actor): boolean =>
  managesSociety(actor) || [...actor.events.values()].some((roles) => roles.has('organiser'))

/** The secretariat keeps everybody's record except an administrator's, so that it cannot take that account over. */
export const mayEditPerson = (actor: Actor, person: PersonState): boolean =>
  !person.erased &&
  (isSelf(actor, person) ||
    hasSocietyRole(actor, 'administrator') ||
    (hasSocietyRole(actor, 'secretariat') && !person.administrator))

/** What is public is the person's choice; before they have claimed the record, the secretariat's. */
export const mayChoosePublicity = (actor: Actor, person: PersonState): boolean =>
  !person.erased && (isSelf(actor, person) || (person.unclaimed && mayEditPerson(actor, person)))

export const mayMergePeople = (actor: Actor, from: PersonState, into: PersonState): boolean =>
  from.id !== into.id &&
  !from.erased &&
  !into.erased &&
  managesSociety(actor) &&
  mayEditPerson(actor, from) &&
  mayEditPerson(actor, into)

/** One's own data: only oneself, and the system for whoever asked in writing. */
export const mayExportData = (actor: Actor, person: PersonState): boolean =>
  !person.erased && (isSelf(actor, person) || actor.system !== undefined)

export const mayErase = (actor: Actor, person: PersonState): boolean =>
  !person.erased && (isSelf(actor, person) || hasSocietyRole(actor, 'administrator'))

/** Administrators grant everything in the society, the secretariat nothing there. */
export const mayGrantSociety = (actor: Actor, _role: SocietyRole): boolean => hasSocietyRole(actor, 'administrator')

/** Organisers fill their event's roles, except their own rank, which the secretariat gives. */
export const mayGrantEvent = (actor: Actor, eventId: string, role: EventRole): boolean =>
  managesSociety(actor) || (role !== 'organiser' && managesEvent(actor, eventId))

export const mayManageFacilities = (actor: Actor): boolean => managesSociety(actor)

/** Whoever fills in a form with a facility in it may look facilities up; their names are public. */
export const mayFindFacilities = (_actor: Actor): boolean => true
