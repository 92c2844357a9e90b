import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { photoPath, jpegOf, sourcesOf, type Photo } from './photo.ts'

interface PictureProps {
  readonly photo: Photo
  readonly lang: Lang
  /** How wide it is shown, for the browser's choice: `(min-width: 60rem) 58rem, 94vw`. */
  readonly sizes: string
  /** Fetched at once and first: the picture that the page opens with. */
  readonly first?: boolean
  /** The widest that may be needed, in pixels: a thumbnail's markup stays short. */
  readonly most?: number
  /** Of a preview link. */
  readonly token?: string
  /** Words stand beside it that say the same. */
  readonly decorative?: boolean
}

/** A photo in all its sizes and formats; its place is kept before it arrives. */
export function Picture({ photo, lang, sizes, first, most = 1920, token, decorative }: PictureProps) {
  const jpeg = jpegOf(photo, Math.min(720, most))
  if (!jpeg) return null
  const sources = sourcesOf(photo, most, token)
  return (
    <picture>
      {sources.slice(0, -1).map(({ type, srcset }) => (
        <source key={type} type={type} srcset={srcset} sizes={sizes} />
      ))}
      <img
        src={photoPath(photo, jpeg, token)}
        srcset={sources.at(-1)?.srcset}
        sizes={sizes}
        width={photo.width}
        height={photo.height}
        alt={decorative ? '' : altOf(photo, lang)}
        loading={first ? undefined : 'lazy'}
        decoding={first ? undefined : 'async'}
        fetchpriority={first ? 'high' : undefined}
      />
    </picture>
  )
}

/** What the photo shows, in words; where nobody wrote it, its caption. */
export const altOf = (photo: Photo, lang: Lang): string => say(photo.alt, lang) || say(photo.caption, lang)
