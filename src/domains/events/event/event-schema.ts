import * as v from 'valibot'
import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { isZone } from '#src/lib/time/zoned.ts'
import { EVENT_KINDS } from '../programme/programme.ts'

/** Outside data of an event. The message of each check is the code that the form translates. */
const LONGEST = 20_000
export const textSchema = v.pipe(
  v.record(v.string(), v.pipe(v.string(), v.maxLength(LONGEST, 'too-long'))),
  v.check((text) => Object.keys(text).every((tag) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag)), 'language'),
  v.transform((text): Text => cleanText(text)),
)
const named = v.pipe(
  textSchema,
  v.check((text) => Object.keys(text).length > 0, 'required'),
)
const date = v.pipe(
  v.string(),
  v.check((s) => /^\d{4}-\d{2}-\d{2}$/.test(s) && !Number.isNaN(Date.parse(`${s}T00:00:00Z`)), 'date'),
)
const web = v.pipe(
  v.string(),
  v.trim(),
  v.check((s) => s === '' || (/^https?:\/\//.test(s) && URL.canParse(s)), 'url'),
)

export const eventInput = v.pipe(
  v.object({
    slug: v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug'),
      v.minLength(2, 'slug'),
      v.maxLength(60, 'too-long'),
    ),
    kind: v.picklist(EVENT_KINDS, 'required'),
    title: named,
    summary: v.optional(textSchema, {}),
    zone: v.pipe(v.string(), v.check(isZone, 'zone')),
    startsOn: date,
    endsOn: date,
    venueName: v.optional(textSchema, {}),
    venueAddress: v.optional(textSchema, {}),
    mapUrl: v.optional(web, ''),
    contactEmail: v.optional(
      v.pipe(
        v.string(),
        v.trim(),
        v.check((s) => s === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s), 'email'),
      ),
      '',
    ),
    contactPhone: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60, 'too-long')), ''),
    langs: v.pipe(v.array(v.string()), v.minLength(1, 'required')),
    organisers: v.optional(
      v.array(
        v.object({
          name: named,
          url: v.optional(web, ''),
          logo: v.optional(v.string(), ''),
          role: v.picklist(['organiser', 'partner']),
        }),
      ),
      [],
    ),
    seriesId: v.optional(v.nullable(v.string()), null),
    generated: v.optional(v.boolean(), false),
  }),
  v.forward(
    v.check((e) => e.endsOn >= e.startsOn, 'before-start'),
    ['endsOn'],
  ),
)
export type EventInput = v.InferOutput<typeof eventInput>
export type EventDraft = v.InferInput<typeof eventInput>

/** Field name -> code of the first thing wrong with it. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const name = String(issue.path?.[0]?.key ?? 'form')
    fields[name] ??= /^[a-z-]+$/.test(issue.message) ? issue.message : 'invalid'
  }
  return fields
}
