import { planeOf, type Plane } from '#src/lib/imaging/geometry.ts'
import type { InstanceIndex, SeriesIndex } from '#src/lib/imaging/study-index.ts'
import type { FrameRef } from '#src/lib/imaging/view.ts'

/** One picture of a stack. */
export interface Unit extends FrameRef {
  /** `<instance id>.<frame>`. */
  readonly key: string
  /** Place in its stack, from 0. */
  readonly ordinal: number
  /** Its object, with what this frame says otherwise. */
  readonly of: InstanceIndex
  readonly plane: Plane | null
}

/** A series as it is scrolled: every frame of every instance. */
export interface Stack {
  readonly study: string
  readonly series: SeriesIndex
  readonly units: readonly Unit[]
}

export function stackOf(study: string, series: SeriesIndex): Stack {
  let ordinal = 0
  const units = series.instances.flatMap((of) => {
    return Array.from({ length: of.frames }, (_, n): Unit => {
      const own = of.perFrame ? { ...of, ...of.perFrame[n] } : of
      const place = of.planes?.[n]
      const plane = place ? planeOf({ ...own, position: place }) : of.frames === 1 ? planeOf(of) : null
      const key = `${of.id}.${n + 1}`
      return { study, series: series.uid, instance: of.uid, frame: n + 1, key, ordinal: ordinal++, of: own, plane }
    })
  })
  return { study, series, units }
}

/** Colours, also those of a table: no values to window or to measure. */
export const isColour = ({ samples, photometric }: InstanceIndex): boolean =>
  samples > 1 || photometric === 'PALETTE COLOR'

export const indexOfFrame = (stack: Stack, ref: Pick<FrameRef, 'instance' | 'frame'>): number =>
  stack.units.findIndex(({ instance, frame }) => instance === ref.instance && frame === ref.frame)

/** Stacks open in the middle, where the organ is; films at their beginning. */
export const opening = ({ units }: Stack): number =>
  units[0]?.of.frames === 1 && units.length > 2 ? units.length >> 1 : 0
