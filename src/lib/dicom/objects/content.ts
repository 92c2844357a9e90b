import { type Dataset, decimal, type Element, limited } from './build.ts'
import { type Code, codeItem } from './codes.ts'
import type { ImagePoint } from '#src/lib/imaging/view.ts'
import { type ObjectRef, sopReference } from './modules.ts'

/** Content items of structured reports (PS3.3 C.17.3). Each is a data set with its relationship to what is above it. */
export type Relation =
  | 'CONTAINS'
  | 'HAS CONCEPT MOD'
  | 'HAS OBS CONTEXT'
  | 'HAS ACQ CONTEXT'
  | 'INFERRED FROM'
  | 'SELECTED FROM'

function item(
  relation: Relation | null,
  kind: string,
  name: Code | null,
  own: Dataset,
  children: readonly Dataset[],
): Dataset {
  const out: Element[] = [[0x0040a040, kind], ...own]
  if (relation) out.push([0x0040a010, relation])
  if (name) out.push([0x0040a043, [codeItem(name)]])
  if (children.length > 0) out.push([0x0040a730, children])
  return out
}

/** `template`: number of the template that this container follows (DCMR). */
export const container = (
  relation: Relation | null,
  name: Code,
  children: readonly Dataset[],
  template?: string,
): Dataset =>
  item(
    relation,
    'CONTAINER',
    name,
    [
      [0x0040a050, 'SEPARATE'],
      ...(template
        ? [
            [
              0x0040a504,
              [
                [
                  [0x00080105, 'DCMR'],
                  [0x0040db00, template],
                ],
              ],
            ] satisfies Element,
          ]
        : []),
    ],
    children,
  )

export const codeOf = (relation: Relation, name: Code, value: Code, children: readonly Dataset[] = []): Dataset =>
  item(relation, 'CODE', name, [[0x0040a168, [codeItem(value)]]], children)

export const textItem = (relation: Relation, name: Code, value: string): Dataset =>
  item(relation, 'TEXT', name, [[0x0040a160, limited(value, 1024) || '-']], [])

export const uidItem = (relation: Relation, name: Code, value: string): Dataset =>
  item(relation, 'UIDREF', name, [[0x0040a124, value]], [])

export const personItem = (relation: Relation, name: Code, value: string): Dataset =>
  item(relation, 'PNAME', name, [[0x0040a123, limited(value.replace(/[\^=]/g, ' '), 64)]], [])

export const number = (name: Code, value: number, unit: Code, children: readonly Dataset[] = []): Dataset =>
  item(
    'CONTAINS',
    'NUM',
    name,
    [
      [
        0x0040a300,
        [
          [
            [0x0040a30a, decimal(value)],
            [0x004008ea, [codeItem(unit)]],
          ],
        ],
      ],
    ],
    children,
  )

export const image = (
  relation: Relation,
  ref: Pick<ObjectRef, 'sopClass' | 'sopUid'>,
  frames: readonly number[] = [],
): Dataset => item(relation, 'IMAGE', null, [[0x00081199, [sopReference(ref, frames)]]], [])

/** Spatial coordinates on an image: from the top left corner of its top left pixel, as all points here (C.18.6.1.2). */
export const coordinates = (
  relation: Relation,
  name: Code | null,
  type: 'POINT' | 'POLYLINE' | 'ELLIPSE',
  points: readonly ImagePoint[],
  on: Dataset,
): Dataset =>
  item(
    relation,
    'SCOORD',
    name,
    [
      [0x00700022, points.flat()],
      [0x00700023, type],
    ],
    [on],
  )
