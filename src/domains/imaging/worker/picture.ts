import type { Frame } from '#src/lib/dicom/codecs/index.ts'
import { pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import type { Mask, Window } from '#src/lib/imaging/view.ts'
import { type DicomFile, eachOverlayPixel, overlayPlanes } from '#src/lib/dicom/index.ts'
import { type Display, displayOf, type Picture, pictureOf } from '../display.ts'
import { decode, load, type Refused, refused } from './read.ts'
import { release } from './release.ts'
import { subtracted } from './subtracted.ts'

export interface RenderInput {
  readonly path: string
  readonly frame: number
  readonly format: 'jpeg' | 'png' | 'webp' | 'avif'
  /** null or none: what the file says first. */
  readonly window?: Window
  /** Overlay planes are painted over the frame. */
  readonly overlays?: boolean
  /** Subtracted from the frame; its frames from 1. */
  readonly mask?: Mask
  /** Largest sides of the picture; it keeps its proportions and is never enlarged. */
  readonly width?: number
  readonly height?: number
  readonly quality?: number
  /** Of WebP and AVIF, from 0. */
  readonly effort?: number
}

/** Pictures for a screen. */
export const pictureTasks = {
  async render({
    path,
    frame,
    window,
    mask,
    overlays = false,
    ...rest
  }: RenderInput): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    const layout = pixelLayout(loaded.file)
    if (!layout.ok) return refused(layout.code)
    if (!layout.frames[frame]) return refused('no-frame')
    const decoded = await decode(loaded.file, layout, frame)
    if ('ok' in decoded) return refused(decoded.code)
    if (!mask) {
      const picture = pictureOf(decoded, displayOf(loaded.file, frame), window)
      if (overlays) paintOverlays(loaded.file, frame, picture)
      return { ok: true, bytes: await encoded(picture, rest) }
    }
    const masks: Frame[] = []
    for (const number of mask.frames) {
      if (!layout.frames[number - 1]) return refused('no-frame')
      const one = await decode(loaded.file, layout, number - 1)
      if ('ok' in one) return refused(one.code)
      masks.push(one)
    }
    const difference = subtracted(loaded.file, decoded, masks, mask.shift)
    if (!difference) return refused('no-frame')
    return { ok: true, bytes: await painted(difference.frame, difference.display, rest, window) }
  },
}

type PictureFile = Omit<RenderInput, 'path' | 'frame' | 'window' | 'mask' | 'overlays'>

/** A frame as a picture file: windowed, no larger than asked for. */
export const painted = (
  frame: Frame,
  display: Display,
  options: PictureFile,
  window?: RenderInput['window'],
): Promise<Uint8Array> => encoded(pictureOf(frame, display, window), options)

/**
 * The outlines of what overlays set are white with a black edge to their right, so that they show on any ground; and outlines
 * alone, so that a region hides no name that is burned in beneath it.
 */
function paintOverlays(file: DicomFile, frame: number, { width, height, channels, data }: Picture): void {
  for (const plane of overlayPlanes(file.bytes, file.elements)) {
    const set = new Uint8Array(width * height)
    eachOverlayPixel(file.bytes, plane, frame, { columns: width, rows: height }, (x, y) => {
      set[y * width + x] = 1
    })
    for (let at = 0; at < set.length; at += 1) {
      if (!set[at]) continue
      const [first, last] = [at % width === 0, at % width === width - 1]
      const inner = !first && !last && set[at - 1] && set[at + 1] && set[at - width] && set[at + width]
      if (inner) continue
      data.fill(255, at * channels, (at + 1) * channels)
      if (!last && !set[at + 1]) data.fill(0, (at + 1) * channels, (at + 2) * channels)
    }
  }
}

async function encoded({ width, height, channels, data }: Picture, options: PictureFile): Promise<Uint8Array> {
  // Loaded at the first picture: most of what workers do needs none.
  const { default: sharp } = await import('sharp')
  // Each picture is another one, and there is a thread for each core already.
  sharp.cache(false)
  sharp.concurrency(1)
  let image = sharp(data, { raw: { width, height, channels } })
  if (options.width || options.height)
    image = image.resize({ width: options.width, height: options.height, fit: 'inside', withoutEnlargement: true })
  const { format, quality = 85, effort } = options
  if (format === 'png') image = image.png()
  else image = image.toFormat(format, { quality, effort })
  // A buffer of its own: that of a native library cannot be moved to another thread.
  const made = new Uint8Array(await image.toBuffer())
  release(data)
  return made
}
