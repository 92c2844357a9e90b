import sharp from 'sharp'
import { framePicture, type KnownImage } from '#src/domains/imaging/index.ts'
import { cropOf } from '#src/lib/imaging/view-svg.ts'
import type { View } from '#src/lib/imaging/view.ts'
import type { Context } from '#src/platform/context.ts'
import { sizeOf, type PictureFormat } from './geometry.ts'

/** Small crops are drawn smooth up to here; beyond, a picture is made no wider than what it shows. */
const SMOOTH = 640

/** How wide a picture really is that `width` is asked of. */
export const drawnWidth = (image: KnownImage, view: View, width: number): number => {
  const crop = cropOf(view, image)
  return Math.min(width, Math.max(SMOOTH, Math.ceil((view.turns ?? 0) % 2 === 1 ? crop.height : crop.width)))
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
  const crop = cropOf(view, image)
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
  const size = sizeOf(view, image, drawnWidth(image, view, width))
  pipe = pipe.resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
  const made =
    format === 'avif'
      ? pipe.avif({ quality: 50, effort: 3 })
      : format === 'webp'
        ? pipe.webp({ quality: 74 })
        : pipe.flatten({ background: '#000' }).jpeg({ quality: 74, mozjpeg: true })
  return new Uint8Array(await made.toBuffer())
}
