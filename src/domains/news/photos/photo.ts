import type { Text } from '#src/lib/text/multilingual.ts'
import type { ImageVariant } from '#src/platform/uploads/index.ts'
import { parsed, textOf } from '../json.ts'
import type { PhotoTable } from '../tables.ts'

/** Widths in pixels: a small print on a phone, on a desk and the cover on a phone, a column on a phone, on a desk, a screen. */
export const WIDTHS = [240, 400, 720, 1200, 1920] as const
export const WIDEST = 1920

export const ENDING = { 'image/avif': 'avif', 'image/webp': 'webp', 'image/jpeg': 'jpg' } as const
export type PhotoType = keyof typeof ENDING
const BEST_FIRST: readonly PhotoType[] = ['image/avif', 'image/webp', 'image/jpeg']

export interface Photo {
  readonly id: string
  readonly articleId: string
  readonly name: string
  readonly caption: Text
  readonly alt: Text
  readonly credit: string
  readonly width: number
  readonly height: number
  readonly complete: boolean
  readonly variants: readonly ImageVariant[]
}

export const photoView = (row: PhotoTable): Photo => ({
  id: row.id,
  articleId: row.article_id,
  name: row.name,
  caption: textOf(row.caption),
  alt: textOf(row.alt),
  credit: row.credit,
  width: row.width,
  height: row.height,
  complete: row.complete === 1,
  variants: parsed<ImageVariant[]>(row.variants),
})

/** Where the bytes of one size are; `token` is that of a preview link, for photos that are not public yet. */
export const photoPath = (
  photo: { readonly id: string },
  variant: Pick<ImageVariant, 'type' | 'width'>,
  token?: string,
): string => `/media/news/${photo.id}/${variant.width}.${ENDING[variant.type]}${token ? `?preview=${token}` : ''}`

export interface Source {
  readonly type: PhotoType
  readonly srcset: string
}

/** The sources of a `<picture>`, the smallest format first, JPEG last: it is the `<img>`. Nothing wider than `most` pixels but for small photos' own width. */
export function sourcesOf(photo: Photo, most: number, token?: string): Source[] {
  const narrowest = Math.min(...photo.variants.map((variant) => variant.width))
  return BEST_FIRST.flatMap((type) => {
    const sizes = photo.variants
      .filter((variant) => variant.type === type && (variant.width <= most || variant.width === narrowest))
      .toSorted((a, b) => a.width - b.width)
    if (sizes.length === 0) return []
    return [
      { type, srcset: sizes.map((variant) => `${photoPath(photo, variant, token)} ${variant.width}w`).join(', ') },
    ]
  })
}

/** The JPEG that is nearest to a width from above, or the widest. */
export function jpegOf(photo: Photo, width: number): ImageVariant | undefined {
  const sizes = photo.variants.filter((variant) => variant.type === 'image/jpeg').toSorted((a, b) => a.width - b.width)
  return sizes.find((variant) => variant.width >= width) ?? sizes.at(-1)
}
