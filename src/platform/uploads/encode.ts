import sharp, { type Sharp } from 'sharp'

export type ImageFormat = 'avif' | 'webp' | 'jpeg'

export interface ImageSizes {
  /** Widths in pixels; a picture is never enlarged, so a small one has fewer variants. */
  readonly widths: readonly number[]
  readonly formats?: readonly ImageFormat[]
  /** Cuts to this width : height around the part that draws the eye, e.g. 1 for portraits. */
  readonly ratio?: number
}

/** One size in one format, as bytes; width and height in pixels, after turning the picture upright. */
export interface Encoded {
  readonly data: Uint8Array
  readonly type: `image/${ImageFormat}`
  readonly width: number
  readonly height: number
}

/** A photo of a good camera has 50 million pixels; a bomb of a few kilobytes may unpack to billions. */
const PIXELS = 80_000_000

// Every picture is another one: libvips' memory of earlier work would only hold memory.
sharp.cache(false)
sharp.concurrency(1)

const open = (source: string | Uint8Array) =>
  sharp(source, { limitInputPixels: PIXELS, failOn: 'error', sequentialRead: true })

/** Width and height in pixels after turning upright, from the header alone. Throws for what is no picture. */
export async function sizeOf(source: string | Uint8Array): Promise<{ width: number; height: number }> {
  return (await open(source).metadata()).autoOrient
}

/** Makes a picture anew, upright, in sRGB and without EXIF: one size and format after the other. Throws for what cannot be decoded. */
export async function* encodeSizes(source: string | Uint8Array, sizes: ImageSizes): AsyncGenerator<Encoded> {
  const { formats = ['avif', 'webp', 'jpeg'], ratio } = sizes
  const { width: given, height: tall } = await sizeOf(source)
  const full = ratio === undefined ? given : Math.min(given, Math.floor(tall * ratio))
  for (const width of new Set(sizes.widths.map((one) => Math.min(one, full)))) {
    const height = ratio === undefined ? undefined : Math.round(width / ratio)
    for (const format of formats) {
      const upright = open(source).autoOrient().resize({ width, height, fit: 'cover', position: 'attention' })
      const { data, info } = await encode(upright, format).toBuffer({ resolveWithObject: true })
      yield { data, type: `image/${format}`, width: info.width, height: info.height }
    }
  }
}

function encode(image: Sharp, format: ImageFormat): Sharp {
  // Effort 3 takes seven times as long and saves a fifteenth of the bytes.
  if (format === 'avif') return image.avif({ quality: 55, effort: 0 })
  if (format === 'webp') return image.webp({ quality: 78 })
  // White below what is transparent: JPEG has no other choice than a colour.
  return image.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true })
}

/** Whether the picture is at fault, and not the machine or we. */
export const isUndecodable = (error: unknown): boolean =>
  error instanceof Error &&
  /unsupported image format|pixel limit|corrupt|premature|bad seek|Vips|Input (?:file|buffer)|bitstream|truncated/i.test(
    error.message,
  )
