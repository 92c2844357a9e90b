import { fold } from '#src/lib/text/search-keys.ts'

export const EDIT_MINUTES = 15
export const LIMITS = { body: 8_000, name: 80, comments: 2_000, experts: 30, mentions: 20 } as const

export const REPORT_REASONS = ['identity', 'rude', 'wrong', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]
export const isReportReason = (value: string): value is ReportReason => REPORT_REASONS.includes(value as ReportReason)

export const MAIL_CHOICES = ['all', 'mentions', 'none'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]
export const isMailChoice = (value: string): value is MailChoice => MAIL_CHOICES.includes(value as MailChoice)

/** Somebody who can be named in a comment: they may see the case. */
export interface Candidate {
  readonly id: string
  readonly name: string
  /** Latin form of a name in another script, else ''. */
  readonly latin: string
}

/** Spaces and diacritics do not tell names apart in running text. */
const key = (text: string): string => fold(text).replace(/\s+/g, ' ').trim()

/**
 * Who is named by `@` in a text: the longest name of the candidates that stands behind each `@`, whatever its case and
 * diacritics. In the order of the text, each once; at most LIMITS.mentions.
 */
export function mentionsIn(body: string, candidates: readonly Candidate[]): string[] {
  const names = candidates
    .flatMap(({ id, name, latin }) => [name, latin].filter((n) => n !== '').map((n) => ({ id, key: key(n) })))
    .filter((n) => n.key.length > 1)
    .toSorted((a, b) => b.key.length - a.key.length)
  const found = new Set<string>()
  for (const match of body.matchAll(/@/g)) {
    const rest = key(body.slice(match.index + 1, match.index + 121))
    const hit = names.find((n) => rest.startsWith(n.key) && !/^[\p{Script=Latin}\p{N}]/u.test(rest.slice(n.key.length)))
    if (hit) found.add(hit.id)
  }
  return [...found].slice(0, LIMITS.mentions)
}

/** Whether a comment's own author may still change its words. */
export const isFresh = (createdAt: number, now: number): boolean => now - createdAt < EDIT_MINUTES * 60_000

/** The language of a text as far as its letters tell; `otherwise` where they do not. */
export function langOfText(text: string, otherwise: string): string {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  if (/[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu.test(text.normalize('NFC'))) return 'vi'
  return otherwise
}
