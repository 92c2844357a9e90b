import * as v from 'valibot'
import { ACTS, ASKING_RULES, LIMITS_OF, POLL_KINDS, SHOWN } from './model.ts'

/** One line of text as people type it: no control characters, spaces made one. */
const line = (max: number) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform((s) =>
      s
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
    v.maxLength(max, 'too-long'),
  )

/** Text of several lines; direction overrides are dropped, since they could make one text look like another. */
const text = (max: number) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform((s) =>
      s
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    ),
    v.minLength(1, 'required'),
    v.maxLength(max, 'too-long'),
  )

const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'choose'))
const id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/, 'choose'))
const ticked = v.pipe(
  v.optional(v.string(), ''),
  v.transform((s) => s === 'on' || s === '1'),
)

/** The code of a case as people give it: itself, or out of the address of its page in any language, whole or only a path. */
export const caseCodeOf = (given: string): string =>
  (/(?:^|\/)cases\/([0-9a-z]{8})(?:[/?#]|$)/i.exec(given.trim())?.[1] ?? given.trim()).toUpperCase()

export const askSchema = v.object({
  key,
  body: text(LIMITS_OF.question),
  shown: v.picklist(SHOWN, 'choose'),
  name: line(LIMITS_OF.name),
  facility: line(LIMITS_OF.facility),
  consent: ticked,
  talkId: v.pipe(
    v.optional(v.string(), ''),
    v.transform((s) => s || null),
    v.nullable(id),
  ),
  slide: v.pipe(
    v.optional(v.string(), ''),
    v.transform((s) => (s.trim() === '' ? null : Number(s))),
    v.nullable(
      v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'number'), v.maxValue(LIMITS_OF.slide, 'number')),
    ),
  ),
  caseCode: v.pipe(v.optional(v.string(), ''), v.transform(caseCodeOf), v.regex(/^([0-9A-Z]{4,12})?$/, 'case')),
})
export type AskInput = v.InferOutput<typeof askSchema>

export const voteSchema = v.object({ question: id, on: ticked })
export const idSchema = v.object({ id })
export const actSchema = v.object({ question: id, act: v.picklist(ACTS, 'choose') })
export const mergeSchema = v.object({ question: id, into: id })
export const answerSchema = v.object({ question: id, key, body: text(LIMITS_OF.answer) })
export const stateSchema = v.object({ state: v.picklist(['open', 'closed'], 'choose') })

/** Options come one a line. */
export const pollSchema = v.pipe(
  v.object({
    kind: v.picklist(POLL_KINDS, 'choose'),
    title: v.pipe(line(LIMITS_OF.pollTitle), v.minLength(1, 'required')),
    options: v.pipe(
      v.optional(v.string(), ''),
      v.transform((s) => [
        ...new Set(
          s
            .split('\n')
            .map((o) =>
              o
                .normalize('NFC')
                .replace(/\p{Cc}+/gu, ' ')
                .trim(),
            )
            .filter(Boolean),
        ),
      ]),
      v.array(v.pipe(v.string(), v.maxLength(LIMITS_OF.option, 'too-long'))),
      v.maxLength(LIMITS_OF.options, 'too-many-options'),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['kind'], ['options']],
      ({ kind, options }) => (kind === 'single' || kind === 'multiple' ? options.length >= 2 : true),
      'options',
    ),
    ['options'],
  ),
)
export type PollInput = v.InferOutput<typeof pollSchema>

export const POLL_ACTS = ['open', 'close', 'show', 'hide', 'remove', 'hide-word'] as const
export const pollActSchema = v.object({ poll: id, act: v.picklist(POLL_ACTS, 'choose'), word: line(LIMITS_OF.word) })
export const ballotSchema = v.object({ poll: id, choices: v.array(v.string()) })

export const settingsSchema = v.object({
  asking: v.picklist(ASKING_RULES, 'choose'),
  moderated: ticked,
  naming: v.pipe(v.array(v.picklist(SHOWN, 'choose')), v.minLength(1, 'choose')),
  chairSees: ticked,
  newCode: ticked,
  answerDays: v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/, 'number'),
    v.transform(Number),
    v.minValue(0, 'number'),
    v.maxValue(365, 'number'),
  ),
})
export type SettingsInput = v.InferOutput<typeof settingsSchema>

export const hallSchema = v.object({
  code: v.pipe(
    v.optional(v.string(), ''),
    v.transform((s) =>
      s
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, '')
        .slice(0, 12),
    ),
  ),
})

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fields: Record<string, string> }

/** Parses outside data; each wrong field with the code of what is wrong. */
export function parse<S extends v.GenericSchema>(schema: S, data: unknown): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, data)
  if (result.success) return { ok: true, value: result.output }
  const fields: Record<string, string> = {}
  for (const issue of result.issues) {
    const key: unknown = issue.path?.[0]?.key
    fields[typeof key === 'string' ? key : ''] ??= issue.message
  }
  return { ok: false, fields }
}
