import sharp from 'sharp'
import { framePicture, onImagesWithdrawn, type KnownImage } from '#src/domains/imaging/index.ts'
import { cropOf } from '#src/lib/imaging/view-svg.ts'
import type { View } from '#src/lib/imaging/view.ts'
import type { Context } from '#src/platform/context.ts'
import { sizeOf, type PictureFormat } from './geometry.ts'

/** Encoded pictures of this process by all that they are made of. */
const kept = new Map<string, Uint8Array>()
const MOST_BYTES = 16_000_000
let keptBytes = 0
/** Goes up with each forgetting: what was begun before is not kept after. */
let forgotten = 0

/** How many pictures are in memory: for tests. */
export const keptPictures = (): number => kept.size

/** What a withdrawn case leaves in memory goes at once. */
export function forgetCasePictures(): void {
  kept.clear()
  keptBytes = 0
  forgotten++
}

/**
 * The picture of a view in one width and format, without what is drawn over it: about 10-40 kB at 640. The caller has
 * asked for permission, every time. null where the image cannot be drawn.
 */
export async function renderView(
  ctx: Context,
  image: KnownImage,
  view: View,
  width: number,
  format: PictureFormat,
): Promise<Uint8Array | null> {
  onImagesWithdrawn(ctx, forgetCasePictures)
  const { shapes: _, ...shown } = view
  const crop = cropOf(view, image)
  const key = [image.blob, JSON.stringify({ ...shown, crop }), width, format].join(' ')
  const before = kept.get(key)
  if (before) {
    kept.delete(key)
    kept.set(key, before)
    return before
  }
  const began = forgotten
  // A frame is rendered once for all widths and formats; larger than it is, it is never made.
  const side = Math.min(2_048, Math.max(image.columns, image.rows))
  const frame = await framePicture(ctx, image, view.frame, {
    window: view.window,
    mask: view.mask,
    side,
    format: 'png',
  })
  if (!frame) return null
  const source = sharp(frame)
  const { width: w, height: h } = await source.metadata()
  const left = Math.min(w - 1, Math.max(0, Math.round((crop.x * w) / image.columns)))
  const top = Math.min(h - 1, Math.max(0, Math.round((crop.y * h) / image.rows)))
  const extracted = source.extract({
    left,
    top,
    width: Math.max(1, Math.min(w - left, Math.round((crop.width * w) / image.columns))),
    height: Math.max(1, Math.min(h - top, Math.round((crop.height * h) / image.rows))),
  })
  let pipe = sharp(await extracted.png({ compressionLevel: 1 }).toBuffer())
  if (view.turns) pipe = pipe.rotate(view.turns * 90)
  if (view.invert) pipe = pipe.negate({ alpha: false })
  const size = sizeOf(view, image, width)
  pipe = pipe.resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
  const made =
    format === 'avif'
      ? pipe.avif({ quality: 50, effort: 3 })
      : format === 'webp'
        ? pipe.webp({ quality: 74 })
        : pipe.flatten({ background: '#000' }).jpeg({ quality: 74, mozjpeg: true })
  const bytes = new Uint8Array(await made.toBuffer())
  if (began !== forgotten) return bytes
  kept.set(key, bytes)
  keptBytes += bytes.length
  for (const [oldest, old] of kept) {
    if (keptBytes <= MOST_BYTES) break
    kept.delete(oldest)
    keptBytes -= old.length
  }
  return bytes
}
