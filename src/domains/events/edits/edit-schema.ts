import * as v from 'valibot'
import { parseLocal } from '#src/lib/time/zoned.ts'
import type { Command } from './edit-types.ts'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const ref = v.strictObject({ type: v.picklist(['session', 'talk']), id })
const instant = v.pipe(v.number(), v.safeInteger(), v.multipleOf(60_000))
const length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_440))
const expect = v.optional(v.strictObject({ roomId: v.nullable(id), start: v.nullable(instant), minutes: v.number() }))

/** What a client may send to the editor's one address. The way back is not among them: undo names an edit's number. */
export const commandSchema: v.GenericSchema<unknown, Command> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('place'),
    item: ref,
    expect,
    roomId: v.nullable(id),
    start: instant,
    minutes: v.optional(length),
    sessionId: v.optional(v.nullable(id)),
  }),
  v.strictObject({ kind: v.literal('resize'), item: ref, expect, minutes: length }),
  v.strictObject({ kind: v.literal('unschedule'), item: ref, expect }),
  v.strictObject({ kind: v.literal('cancel'), item: ref, expect, cancelled: v.boolean() }),
  v.strictObject({
    kind: v.literal('push'),
    item: ref,
    expect,
    minutes: v.pipe(v.number(), v.integer(), v.minValue(-1_440), v.maxValue(1_440), v.notValue(0)),
  }),
  v.strictObject({ kind: v.literal('swap'), one: ref, other: ref }),
  v.strictObject({ kind: v.literal('copy-break'), sessionId: id, roomIds: v.pipe(v.array(id), v.maxLength(500)) }),
  v.strictObject({ kind: v.literal('lay-out'), sessionId: id }),
])

/** A field of the plain form that could not be read, by name, with the code of what is wrong. */
export type FormFailure = { readonly ok: false; readonly fields: { readonly [name: string]: 'required' | 'malformed' } }

type Fields = { readonly [name: string]: string | undefined }

const itemOf = (text: string | undefined): unknown => {
  const [type, ...rest] = (text ?? '').split(':')
  return { type, id: rest.join(':') }
}

const whole = (text: string | undefined): number | undefined => (/^-?\d+$/.test(text ?? '') ? Number(text) : undefined)

/**
 * The command of a plain form. Fields: `kind`; `item` (and `one`, `other`) as `talk:ID`; `room` ('' none); `date`
 * `YYYY-MM-DD` and `time` `HH:MM` in the event's zone; `minutes`; `session` (given: moves a talk, '' out of any);
 * `rooms` separated by blanks; `cancelled` `1`; and `was`, JSON of the place the form was filled in for.
 */
export function commandFromForm(
  fields: Fields,
  zone: string,
): { readonly ok: true; readonly value: Command } | FormFailure {
  const wrong: Record<string, 'required' | 'malformed'> = {}
  const { kind = '', room, session } = fields
  const draft: Record<string, unknown> = { kind }
  const minutes = whole(fields['minutes'])
  if (fields['minutes'] && minutes === undefined) wrong['minutes'] = 'malformed'
  if (kind === 'swap') {
    draft['one'] = itemOf(fields['one'])
    draft['other'] = itemOf(fields['other'])
  } else if (kind === 'copy-break' || kind === 'lay-out') {
    draft['sessionId'] = session
    if (kind === 'copy-break') draft['roomIds'] = (fields['rooms'] ?? '').split(/\s+/).filter(Boolean)
  } else {
    draft['item'] = itemOf(fields['item'])
    if (fields['was']) draft['expect'] = parsed(fields['was'])
    if (kind === 'cancel') draft['cancelled'] = fields['cancelled'] === '1'
    if (kind === 'resize' || kind === 'push') {
      if (minutes === undefined) wrong['minutes'] ??= 'required'
      draft['minutes'] = minutes
    }
  }
  if (kind === 'place') {
    for (const name of ['date', 'time'] as const) if (!fields[name]) wrong[name] = 'required'
    const start = parseLocal(zone, fields['date'] ?? '', fields['time'] ?? '')
    if (start === null) for (const name of ['date', 'time'] as const) wrong[name] ??= 'malformed'
    draft['start'] = start
    draft['roomId'] = room ? room : null
    if (minutes !== undefined) draft['minutes'] = minutes
    if (session !== undefined) draft['sessionId'] = session === '' ? null : session
  }
  if (Object.keys(wrong).length > 0) return { ok: false, fields: wrong }
  const result = v.safeParse(commandSchema, draft)
  if (result.success) return { ok: true, value: result.output }
  // By the form's names: what the schema calls roomId the form calls room.
  const names: { readonly [key: string]: string } = {
    roomId: 'room',
    sessionId: 'session',
    roomIds: 'rooms',
    expect: 'was',
    start: 'time',
  }
  for (const issue of result.issues) {
    const key = String(issue.path?.[0]?.key ?? 'kind')
    wrong[names[key] ?? key] = 'malformed'
  }
  return { ok: false, fields: wrong }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return json
  }
}
