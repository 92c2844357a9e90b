import { dot, length, minus, type Plane, times, type Vec } from '#src/lib/imaging/geometry.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import {
  type Cut,
  cutAxes,
  type CutAxes,
  cutVolume,
  indexAt,
  planeAt,
  sizeOf,
  type Slab,
  type Volume,
} from '#src/lib/imaging/volume.ts'
import type { Loader } from '../load/loader.ts'
import type { Stack, Unit } from '../load/stack.ts'
import { EXACT } from '../load/store.ts'
import type { Picture } from '../pane/picture.ts'
import { firstWindow, type Source, valuesOf } from '../pane/source.ts'

/** How thick cuts are, shared by the three panes. */
export interface SlabChoice {
  /** mm; 0: one voxel. */
  thickness: number
  mode: Slab
}

/** The slices of a series as a volume, as far as they have come. */
export class StackVolume {
  /** Grows when a slice comes or gets better. */
  revision = 0
  private readonly shape: Omit<Volume, 'slices'>

  constructor(
    readonly stack: Stack,
    private readonly loader: Loader,
  ) {
    const [first] = stack.units
    const last = stack.units.at(-1)!
    const plane = first!.plane!
    const whole = minus(last.plane!.origin, plane.origin)
    const gap = Math.abs(dot(whole, plane.normal)) / (stack.units.length - 1)
    const through: Vec = times(whole, 1 / length(whole))
    this.shape = {
      rows: first!.of.rows,
      columns: first!.of.columns,
      steps: [plane.spacing[1], plane.spacing[0], gap],
      axes: [plane.right, plane.down, through],
      origin: plane.origin,
    }
  }

  volume(): Volume {
    const slices = this.stack.units.map((unit) => {
      const decoded = this.loader.store.picture(unit)
      return decoded ? { rows: decoded.rows, columns: decoded.columns, pixels: valuesOf(unit, decoded) } : null
    })
    return { ...this.shape, slices }
  }

  /** The slice that speaks for all of them. */
  get middleUnit(): Unit {
    return this.stack.units[this.stack.units.length >> 1]!
  }

  /** Without slices: for places and sizes. */
  get frame(): Volume {
    return { ...this.shape, slices: this.stack.units.map(() => null) }
  }

  /** Whether every slice has come, and every bit of it. */
  quality(): Picture['quality'] {
    let worst: Picture['quality'] = 'exact'
    for (const unit of this.stack.units) {
      const decoded = this.loader.store.peek(unit)
      if (!decoded) return 'coarse'
      if (decoded.score !== EXACT) worst = decoded.rows === unit.of.rows ? 'near' : 'coarse'
      if (worst === 'coarse') return worst
    }
    return worst
  }

  get middle(): Vec {
    const { origin, axes, steps } = this.shape
    const size = sizeOf(this.frame)
    return [0, 1, 2].reduce<Vec>((at, i) => {
      const step = times(axes[i]!, (steps[i]! * (size[i]! - 1)) / 2)
      return [at[0] + step[0], at[1] + step[1], at[2] + step[2]]
    }, origin)
  }
}

/** One of the three cuts of a volume. */
export class CutSource implements Source {
  readonly kind = 'plane'
  readonly axes: CutAxes
  readonly count: number
  private kept: { text: string; picture: Picture } | null = null
  private readonly frame: Volume

  constructor(
    readonly volume: StackVolume,
    readonly cut: Cut,
    private readonly slab: SlabChoice,
  ) {
    this.frame = volume.frame
    this.axes = cutAxes(this.frame, cut)
    this.count = sizeOf(this.frame)[this.axes.through]
  }

  unit = () => null
  failed = () => false
  plane = (index: number): Plane => planeAt(this.frame, this.axes, index)
  indexAt = (place: Vec): number => indexAt(this.frame, this.axes, place)
  fileWindow = (): Window | null => firstWindow(this.volume.middleUnit)

  aspect(): number {
    const { steps } = this.frame
    return steps[this.axes.down] / steps[this.axes.right]
  }

  size(): { rows: number; columns: number } {
    const size = sizeOf(this.frame)
    return { rows: size[this.axes.down], columns: size[this.axes.right] }
  }

  /** mm between neighbouring cuts. */
  get step(): number {
    return this.frame.steps[this.axes.through]
  }

  picture(index: number): Picture {
    const { thickness, mode } = this.slab
    const text = `${index} ${thickness} ${mode} ${this.volume.revision}`
    if (this.kept?.text === text) return this.kept.picture
    const { of } = this.volume.stack.units[0]!
    const signed = of.signed && !of.modalityLut
    const empty = Math.round(((of.unit === 'HU' ? -1024 : 0) - of.intercept) / of.slope)
    const image = cutVolume(this.volume.volume(), this.axes, index, {
      thickness: Math.max(1, Math.round(thickness / this.step)),
      slab: mode,
      signed,
      empty: signed ? empty : Math.max(0, empty),
    })
    const picture: Picture = {
      rows: image.rows,
      columns: image.columns,
      pixels: image.pixels,
      pixelRows: image.rows,
      pixelColumns: image.columns,
      samples: 1,
      ybr: false,
      bitmap: null,
      slope: of.slope,
      intercept: of.intercept,
      luts: this.volume.middleUnit.of.luts ?? [],
      negative: of.inverse === true,
      quality: this.volume.quality(),
      key: image,
    }
    this.kept = { text, picture }
    return picture
  }
}
