import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { countLinks, LINKS_REFUSED } from './spam.ts'

export const COMMENT_STATES = ['public', 'held', 'refused', 'spam', 'deleted'] as const
export type CommentState = (typeof COMMENT_STATES)[number]

export const EDIT_MINUTES = 15
/** Reports by so many readers hide a comment until a moderator has looked. */
export const REPORTS_TO_HIDE = 3
export const REPORT_REASONS = ['spam', 'offence', 'patient', 'wrong'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

export const LIMITS = { name: 80, email: 200, body: 4_000 } as const

export interface CommentWords {
  readonly name: string
  readonly email: string
  readonly body: string
}

const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/

export const isEmail = (text: string): boolean => text.length <= LIMITS.email && EMAIL.test(text)
export const normalEmail = (text: string): string => text.trim().normalize('NFC').toLowerCase()

/** Checks what was written; a guest must say who they are. */
export function checkWords(given: CommentWords, guest: boolean): Outcome<CommentWords> {
  const words = {
    name: given.name.replace(/\s+/g, ' ').trim(),
    email: normalEmail(given.email),
    body: given.body.trim(),
  }
  const errors: Record<string, string> = {}
  if (guest && words.name === '') errors['name'] = 'required'
  if (guest && words.email === '') errors['email'] = 'required'
  else if (guest && !isEmail(words.email)) errors['email'] = 'email'
  if (words.body === '') errors['body'] = 'required'
  if (words.name.length > LIMITS.name) errors['name'] = 'too-long'
  if (words.body.length > LIMITS.body) errors['body'] = 'too-long'
  if (countLinks(words.body) > LINKS_REFUSED) errors['body'] = 'too-many-links'
  return Object.keys(errors).length > 0 ? invalid(errors) : ok(words)
}
