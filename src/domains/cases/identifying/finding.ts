export const FINDING_KINDS = ['name', 'date', 'age', 'id', 'record', 'phone', 'email', 'address'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** A place in a text that may tell who the patient is. */
export interface Finding {
  readonly kind: FindingKind
  /** Offsets in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly excerpt: string
}

/** What is kept of an excerpt, in characters. */
const LONGEST = 80

export const finding = (kind: FindingKind, text: string, start: number, end: number): Finding => ({
  kind,
  start,
  end,
  excerpt: text.slice(start, Math.min(end, start + LONGEST)),
})

/** All matches of a pattern; the group named `it` is what is pointed at, else the whole match. */
export function* matches(
  text: string,
  pattern: RegExp,
): Generator<{ start: number; end: number; match: RegExpExecArray }> {
  for (const match of text.matchAll(pattern)) {
    const it = match.groups?.['it']
    const start = it === undefined ? match.index : match.index + match[0].indexOf(it)
    yield { start, end: start + (it ?? match[0]).length, match }
  }
}
