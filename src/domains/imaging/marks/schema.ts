import * as v from 'valibot'
import { isSite } from '#src/lib/dicom/objects/codes.ts'
import { MOST_MASK_FRAMES } from '#src/lib/imaging/view-address.ts'
import { MOST_LUTS, WINDOW_CURVES } from '#src/lib/imaging/view.ts'
import { fitsKind, MARK_KINDS, MOST_POINTS } from '#src/lib/imaging/mark.ts'

const number = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6))
const point = v.tuple([number, number])
const uid = v.pipe(v.string(), v.regex(/^[0-9.]{1,64}$/))

const view = v.object({
  mask: v.optional(
    v.object({
      frames: v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
        v.minLength(1),
        v.maxLength(MOST_MASK_FRAMES),
      ),
      shift: point,
    }),
  ),
  window: v.optional(
    v.object({
      center: number,
      width: v.pipe(number, v.gtValue(0)),
      curve: v.optional(v.picklist(WINDOW_CURVES)),
      lut: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_LUTS))),
    }),
  ),
  invert: v.optional(v.boolean()),
  zoom: v.optional(v.pipe(number, v.gtValue(0), v.maxValue(1000))),
  center: v.optional(point),
  turns: v.optional(v.picklist([0, 1, 2, 3])),
})

const state = {
  kind: v.picklist(MARK_KINDS),
  points: v.pipe(v.array(point), v.maxLength(MOST_POINTS)),
  // 200 characters as people count them; control characters have no place in a label.
  text: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) =>
      text
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .normalize('NFC'),
    ),
    v.check((text) => [...text].length <= 200, 'long'),
  ),
  site: v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text === '' || isSite(text), 'unknown'),
  ),
  view: v.optional(view, {}),
  shared: v.optional(v.boolean(), false),
}

export const newMark = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
    study: uid,
    series: uid,
    instance: uid,
    frame: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    ...state,
  }),
  v.check((mark) => fitsKind(mark.kind, mark.points.length), 'points'),
)

/** The whole new state, and the version that it was made from. */
export const changedMark = v.pipe(
  v.object({ version: v.pipe(v.number(), v.integer(), v.minValue(1)), ...state }),
  v.check((mark) => fitsKind(mark.kind, mark.points.length), 'points'),
)

export type NewMark = v.InferOutput<typeof newMark>
export type ChangedMark = v.InferOutput<typeof changedMark>
