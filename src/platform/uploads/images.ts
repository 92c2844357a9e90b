import type { Blobs } from '../blobs/blobs.ts'
import { fail, ok, type Outcome } from '../outcome.ts'
import { encodeSizes, isUndecodable, sizeOf, type Encoded, type ImageFormat, type ImageSizes } from './encode.ts'
import { encodeApart } from './picture-work.ts'

export type { ImageFormat, ImageSizes }

export interface ImageVariant {
  readonly hash: string
  readonly bytes: number
  readonly type: `image/${ImageFormat}`
  /** Pixels, after turning the picture upright. */
  readonly width: number
  readonly height: number
}

/** From so many pixels on a picture is worked on in a process of its own; starting one costs more than a portrait does. */
const LARGE = 500_000

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
  const variants: ImageVariant[] = []
  const keep = async ({ data, ...view }: Encoded): Promise<void> => {
    variants.push({ ...(await blobs.put(data)), ...view })
  }
  try {
    const { width, height } = await sizeOf(source)
    await inTurn(async () => {
      if (width * height >= LARGE) return encodeApart(source, sizes, keep)
      for await (const made of encodeSizes(source, sizes)) await keep(made)
    })
  } catch (error) {
    if (isUndecodable(error)) return fail('wrong-type', { fields: { file: 'wrong-type' } })
    throw error
  }
  return ok(variants)
}
