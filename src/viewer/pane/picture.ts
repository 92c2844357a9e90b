import type { Pixels } from '#src/lib/dicom/codecs/index.ts'
import { type NamedPacked, unpackTable } from '#src/lib/imaging/lut/pack.ts'
import { applyTable, rangeOf, windowTable } from '#src/lib/imaging/window.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { ShownFrame } from '../viewport.ts'

/** What a pane paints: grey values, RGB, or a picture that the server has painted. `pixels` may be those of a smaller image. */
export interface Picture {
  /** Of the full image. */
  readonly rows: number
  readonly columns: number
  readonly pixels: Pixels | null
  readonly pixelRows: number
  readonly pixelColumns: number
  readonly samples: number
  readonly ybr: boolean
  readonly bitmap: ImageBitmap | null
  readonly slope: number
  readonly intercept: number
  /** Tables of the file that a window can name. */
  readonly luts: readonly NamedPacked[]
  /** White for low values: MONOCHROME1. */
  readonly negative: boolean
  readonly quality: ShownFrame['quality']
  /** Anything that is another one when the picture is. */
  readonly key: object
}

/** Paints pictures into a canvas of their own size, from which panes draw; painted again only when something changed. */
export class Painter {
  readonly canvas = document.createElement('canvas')
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!
  private image: ImageData | null = null
  private words: Uint32Array | null = null
  private table: { text: string; lut: NamedPacked | undefined; values: Uint32Array } | null = null
  private last: { key: object; text: string; lut: NamedPacked | undefined } | null = null

  paint(picture: Picture, window: Window, inverted: boolean): void {
    const negative = inverted !== picture.negative
    const lut = window.lut === undefined ? undefined : picture.luts[window.lut - 1]
    const text = [window.center, window.width, window.curve, negative, picture.slope, picture.intercept].join(' ')
    if (this.last?.key === picture.key && this.last.text === text && this.last.lut === lut) return
    this.last = { key: picture.key, text, lut }
    const { bitmap, pixels } = picture
    if (bitmap) {
      this.size(bitmap.width, bitmap.height)
      this.context.filter = inverted ? 'invert(1)' : 'none'
      this.context.drawImage(bitmap, 0, 0)
      this.context.filter = 'none'
      this.image = null
      return
    }
    if (!pixels) return
    const { pixelColumns: width, pixelRows: height } = picture
    this.size(width, height)
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      this.image = this.context.createImageData(width, height)
      this.words = new Uint32Array(this.image.data.buffer)
    }
    if (picture.samples === 3) colour(pixels, this.words!, picture.ybr, inverted)
    else {
      const [low, high] = rangeOf(pixels)
      const key = `${text} ${low}`
      if (this.table?.text !== key || this.table.lut !== lut) {
        const table = lut && unpackTable(lut)
        this.table = { text: key, lut, values: windowTable(low, high, picture, window, negative, table) }
      }
      applyTable(pixels, this.table.values, low, this.words!)
    }
    this.context.putImageData(this.image, 0, 0)
  }

  private size(width: number, height: number): void {
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width
      this.canvas.height = height
    }
  }
}

function colour(pixels: Pixels, out: Uint32Array, ybr: boolean, inverted: boolean): void {
  const clamp = (n: number): number => (n < 0 ? 0 : n > 255 ? 255 : Math.round(n))
  for (let i = 0, p = 0; i < out.length; i += 1, p += 3) {
    let [r, g, b] = [pixels[p]!, pixels[p + 1]!, pixels[p + 2]!]
    if (ybr) {
      // PS3.3 C.7.6.3.1.2, YBR_FULL.
      const [y, cb, cr] = [r, g - 128, b - 128]
      r = clamp(y + 1.402 * cr)
      g = clamp(y - 0.344136 * cb - 0.714136 * cr)
      b = clamp(y + 1.772 * cb)
    }
    const word = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0
    out[i] = inverted ? (word ^ 0x00ffffff) >>> 0 : word
  }
}
