import { hasSocietyRole, type Actor } from '../authz.ts'

/** Jobs and the audit log tell about everything: administrators only. */
export const mayOperate = (actor: Actor): boolean => hasSocietyRole(actor, 'administrator')

/** The outbox is the secretariat's work too. */
export const mayMail = (actor: Actor): boolean => hasSocietyRole(actor, 'administrator', 'secretariat')

/**
 * Mails that belong to an event or a batch are notices; the others are those of accounts, with links that sign a
 * person in, which would make whoever reads them that person.
 */
export const maySeeAccountMail = (actor: Actor): boolean => hasSocietyRole(actor, 'administrator')
