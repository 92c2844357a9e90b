import { type Grey, meanOf, subtract, subtractionWindow } from '#src/lib/imaging/subtraction.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { Loader } from '../load/loader.ts'
import type { Stack } from '../load/stack.ts'
import type { Decoded } from '../load/store.ts'
import type { Picture } from '../pane/picture.ts'
import { StackSource } from '../pane/source.ts'

/** Which frames are the mask, and how it is moved. */
export interface MaskChoice {
  /** Indices in the stack, from 0. */
  readonly frames: readonly number[]
  /** Columns to the right, rows down; parts of a pixel too. */
  readonly shift: readonly [column: number, row: number]
}

/** As many differences as a run of a few seconds back and forth. */
const KEPT = 24

/** An angiogram from which its mask is subtracted: stored values, which tables of the file are not for (PS3.4 N.2.5). */
export class SubtractionSource extends StackSource {
  private readonly made = new Map<number, { live: Decoded; mask: Grey; shift: string; picture: Picture }>()
  private mask: { text: string; from: readonly Decoded[]; grey: Grey } | null = null
  /** What is level in the difference: exposure is rarely the same in mask and live frames. null: not known yet. */
  private ground: number | null = null
  private masked = ''
  choice: MaskChoice

  constructor(
    stack: Stack,
    private readonly from: Loader,
    choice: MaskChoice,
  ) {
    super(stack, from)
    this.choice = choice
  }

  override fileWindow(index: number): Window {
    const { intensity, allocated, bits } = this.unit(index).of
    const usual = subtractionWindow(intensity ?? '', Math.min(bits, allocated))
    return { ...usual, center: usual.center + Math.round(this.ground ?? 0) }
  }

  original(index: number): Picture | null {
    return super.picture(index, null)
  }

  override picture(index: number): Picture | null {
    const unit = this.unit(index)
    const live = this.from.store.picture(unit)
    const mask = live && this.maskFor(live, unit.of.intensity ?? '')
    if (!live || !mask) return null
    const shift = this.choice.shift.join()
    const known = this.made.get(index)
    if (known && known.live === live && known.mask === mask && known.shift === shift) return known.picture
    // A smaller picture is moved by as much less.
    const part = live.columns / unit.of.columns
    const moved = [this.choice.shift[0] * part, this.choice.shift[1] * part] as const
    const pixels = subtract(live, mask, moved, unit.of.intensity ?? '')
    // From the first frame that is no mask itself, and the same for all: the run would flicker else.
    if (this.masked !== this.mask!.text || (this.ground === null && !this.choice.frames.includes(index))) {
      this.masked = this.mask!.text
      this.ground = this.choice.frames.includes(index) ? null : middleOf(pixels, live.rows, live.columns)
    }
    const picture: Picture = {
      rows: unit.of.rows,
      columns: unit.of.columns,
      pixels,
      pixelRows: live.rows,
      pixelColumns: live.columns,
      samples: 1,
      ybr: false,
      bitmap: null,
      slope: 1,
      intercept: 0,
      luts: [],
      negative: unit.of.inverse === true,
      quality: live.score === 100 ? 'exact' : live.rows === unit.of.rows ? 'near' : 'coarse',
      key: pixels,
    }
    this.made.delete(index)
    this.made.set(index, { live, mask, shift, picture })
    if (this.made.size > KEPT) this.made.delete(this.made.keys().next().value!)
    return picture
  }

  /** The mean of the mask frames at the size of the live picture; null while they have not come so. */
  private maskFor(live: Decoded, intensity: 'LIN' | 'LOG' | ''): Grey | null {
    const frames = this.choice.frames.map((i) => this.from.store.picture(this.unit(i)))
    if (frames.some((f) => f === null)) return null
    const from = frames as Decoded[]
    const text = `${this.choice.frames.join()} ${live.rows}`
    if (this.mask?.text === text && this.mask.from.every((f, i) => f === from[i])) return this.mask.grey
    const grey = meanOf(
      from.map((f) => (f.rows === live.rows ? f : resized(f, live.rows, live.columns))),
      intensity,
    )
    if (grey) this.mask = { text, from, grey }
    return grey
  }
}

/** The median of the middle of the picture: the collimator's black stays out. Sampled. */
function middleOf(pixels: Int16Array, rows: number, columns: number): number {
  const sample: number[] = []
  const step = Math.max(1, Math.round(columns / 64))
  for (let y = Math.round(rows * 0.2); y < rows * 0.8; y += step)
    for (let x = Math.round(columns * 0.2); x < columns * 0.8; x += step) sample.push(pixels[y * columns + x]!)
  sample.sort((a, b) => a - b)
  return sample[sample.length >> 1] ?? 0
}

/** A picture at another size, nearest pixel: for the moment in which live and mask have come differently far. */
function resized({ rows, columns, pixels }: Decoded, toRows: number, toColumns: number): Grey {
  const out = new Float32Array(toRows * toColumns)
  for (let y = 0, i = 0; y < toRows; y += 1) {
    const row = Math.floor((y * rows) / toRows) * columns
    for (let x = 0; x < toColumns; x += 1, i += 1) out[i] = pixels[row + Math.floor((x * columns) / toColumns)]!
  }
  return { rows: toRows, columns: toColumns, pixels: out }
}
