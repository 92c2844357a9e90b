import type { Pixels } from '#src/lib/dicom/codecs/index.ts'
import type { Plane } from '#src/lib/imaging/geometry.ts'
import { type NamedPacked, unpackTable } from '#src/lib/imaging/lut/pack.ts'
import { stretchOf, throughTable } from '#src/lib/imaging/lut/table.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { Loader } from '../load/loader.ts'
import { isColour, type Stack, type Unit } from '../load/stack.ts'
import { EXACT, type Decoded } from '../load/store.ts'
import type { Picture } from './picture.ts'

/** What a pane scrolls through: a series, or cuts through a volume. */
export interface Source {
  readonly kind: 'stack' | 'plane'
  readonly count: number
  /** The best picture that there is now; null: nothing yet. `window` is what a server painting would have to use. */
  picture(index: number, window: Window | null): Picture | null
  plane(index: number): Plane | null
  unit(index: number): Unit | null
  /** Height of a pixel over its width. */
  aspect(index: number): number
  /** Size of the image. */
  size(index: number): { readonly rows: number; readonly columns: number }
  /** Window that the file names. */
  fileWindow(index: number): Window | null
  /** Nothing will ever come for this one. */
  failed(index: number): boolean
  /** Where what is shown is a difference: the image that figures are made of, as the server makes them. */
  original?(index: number): Picture | null
}

const aspectOf = (unit: Unit): number => {
  const { spacing, aspect } = unit.of
  return spacing ? spacing[0] / spacing[1] : (aspect ?? 1)
}

const picturesOf = new WeakMap<object, Picture>()

/** What the file names first: its first table, else its first window. */
export function firstWindow({ of }: Unit): Window | null {
  const [lut] = of.luts ?? []
  return lut ? lutWindow(lut, 1) : (of.windows[0] ?? null)
}

/** A table (from 1) as a window. */
export const lutWindow = (lut: NamedPacked, number: number): Window => ({ ...stretchOf(unpackTable(lut)), lut: number })

const behindTables = new WeakMap<object, Pixels>()

/** Pixels behind the Modality LUT, where the file has one: what is rescaled, windowed, cut and measured. */
export function valuesOf({ of }: Unit, decoded: Decoded): Pixels {
  if (!of.modalityLut) return decoded.pixels
  const known = behindTables.get(decoded)
  if (known) return known
  const values = throughTable(decoded.pixels, unpackTable(of.modalityLut))
  behindTables.set(decoded, values)
  return values
}

/** A decoded frame as a picture. */
export function pictureOf(unit: Unit, decoded: Decoded): Picture {
  const known = picturesOf.get(decoded)
  if (known) return known
  const { of } = unit
  const picture: Picture = {
    rows: of.rows,
    columns: of.columns,
    pixels: valuesOf(unit, decoded),
    pixelRows: decoded.rows,
    pixelColumns: decoded.columns,
    samples: of.samples,
    ybr: of.ybr === true,
    bitmap: null,
    slope: of.slope,
    intercept: of.intercept,
    luts: of.luts ?? [],
    negative: of.inverse === true,
    quality: decoded.score === EXACT ? 'exact' : decoded.rows === of.rows ? 'near' : 'coarse',
    key: decoded,
  }
  picturesOf.set(decoded, picture)
  return picture
}

export class StackSource implements Source {
  readonly kind = 'stack'

  constructor(
    readonly stack: Stack,
    private readonly loader: Loader,
  ) {}

  get count(): number {
    return this.stack.units.length
  }

  unit = (index: number): Unit => this.stack.units[index]!
  plane = (index: number): Plane | null => this.unit(index).plane
  aspect = (index: number): number => aspectOf(this.unit(index))
  size = (index: number) => this.unit(index).of

  picture(index: number, window: Window | null): Picture | null {
    const unit = this.unit(index)
    if (this.loader.decodable(unit)) {
      const decoded = this.loader.store.picture(unit)
      return decoded ? pictureOf(unit, decoded) : null
    }
    this.loader.painted.want(unit, isColour(unit.of) ? null : window)
    const painted = this.loader.painted.get(unit)
    if (!painted) return null
    const { bitmap } = painted
    return {
      rows: unit.of.rows,
      columns: unit.of.columns,
      pixels: null,
      pixelRows: bitmap.height,
      pixelColumns: bitmap.width,
      samples: unit.of.samples,
      ybr: false,
      bitmap,
      slope: 1,
      intercept: 0,
      luts: [],
      negative: false,
      quality: 'near',
      key: painted,
    }
  }

  fileWindow(index: number): Window | null {
    return firstWindow(this.unit(index))
  }

  failed(index: number): boolean {
    return this.loader.painted.failed.has(this.unit(index).key)
  }
}
