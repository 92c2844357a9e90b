import sharp, { type Sharp } from 'sharp'
import type { Blobs } from '../blobs/blobs.ts'
import { fail, ok, type Outcome } from '../outcome.ts'

export type ImageFormat = 'avif' | 'webp' | 'jpeg'

export interface ImageVariant {
  readonly hash: string
  readonly bytes: number
  readonly type: `image/${ImageFormat}`
  /** Pixels, after turning the picture upright. */
  readonly width: number
  readonly height: number
}

export interface ImageSizes {
  /** Widths in pixels; a picture is never enlarged, so a small one has fewer variants. */
  readonly widths: readonly number[]
  readonly formats?: readonly ImageFormat[]
  /** Cuts to this width : height around the part that draws the eye, e.g. 1 for portraits. */
  readonly ratio?: number
}

/** A photo of a good camera has 50 million pixels; a bomb of a few kilobytes may unpack to billions. */
const PIXELS = 80_000_000

// Every picture is another one: libvips' memory of earlier work would only hold memory.
sharp.cache(false)
sharp.concurrency(1)

let last: Promise<unknown> = Promise.resolve()

/** One picture of the process is worked on at a time, whoever asks: forty photos then need the memory of one. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work)
  last = mine.catch(() => {})
  return mine
}

/**
 * Makes a picture anew in the given sizes and formats and puts them among the blobs: upright, in sRGB, and without
 * EXIF, so without place, device and time. The original is not kept. Refuses what cannot be decoded: `wrong-type`.
 */
export async function reencodeImage(
  blobs: Blobs,
  source: string | Uint8Array,
  sizes: ImageSizes,
): Promise<Outcome<ImageVariant[]>> {
  const { formats = ['avif', 'webp', 'jpeg'], ratio } = sizes
  const variants: ImageVariant[] = []
  try {
    const { width: given, height: tall } = (await open(source).metadata()).autoOrient
    const full = ratio === undefined ? given : Math.min(given, Math.floor(tall * ratio))
    const widths = [...new Set(sizes.widths.map((width) => Math.min(width, full)))]
    for (const width of widths) {
      const height = ratio === undefined ? undefined : Math.round(width / ratio)
      const upright = () => open(source).autoOrient().resize({ width, height, fit: 'cover', position: 'attention' })
      for (const format of formats) {
        const { data, info } = await inTurn(() => encode(upright(), format).toBuffer({ resolveWithObject: true }))
        const stored = await blobs.put(data)
        variants.push({ ...stored, type: `image/${format}`, width: info.width, height: info.height })
      }
    }
  } catch (error) {
    if (isUndecodable(error)) return fail('wrong-type', { fields: { file: 'wrong-type' } })
    throw error
  }
  return ok(variants)
}

const open = (source: string | Uint8Array) =>
  sharp(source, { limitInputPixels: PIXELS, failOn: 'error', sequentialRead: true })

function encode(image: Sharp, format: ImageFormat): Sharp {
  // Effort 3 takes seven times as long and saves a fifteenth of the bytes.
  if (format === 'avif') return image.avif({ quality: 55, effort: 0 })
  if (format === 'webp') return image.webp({ quality: 78 })
  // White below what is transparent: JPEG has no other choice than a colour.
  return image.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true })
}

const isUndecodable = (error: unknown): boolean =>
  error instanceof Error &&
  /unsupported image format|pixel limit|corrupt|premature|bad seek|Vips|Input (?:file|buffer)|bitstream|truncated/i.test(
    error.message,
  )
