import type { Session, Talk } from '../../programme/programme.ts'
import type { Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'

/** Chairs or speakers in one line. */
export const namesOf = (book: Book, slot: Slot): string | undefined =>
  slot.parts.length === 0
    ? undefined
    : book
        .people(slot.parts)
        .map((person) => book.name(person))
        .join(' · ')

/** How an entry looks: a break is thin, a session is a heading. */
export const levelOf = (item: Session | Talk): 'session' | 'talk' | 'discussion' | 'break' =>
  item.kind === 'break'
    ? 'break'
    : item.kind === 'discussion'
      ? 'discussion'
      : item.kind === 'talk'
        ? 'talk'
        : 'session'
