import { encodeView } from '#src/lib/imaging/view-address.ts'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { caseWords } from '../messages/case.ts'
import { FORMATS, overlayOf, sizeOf, WIDTHS } from './geometry.ts'
import type { KeyPicture } from './queries.ts'

export interface PictureProps {
  readonly lang: Lang
  readonly code: string
  readonly picture: KeyPicture
  /** Number in its order, from 1. */
  readonly n: number
  /** How wide it is shown, for the browser's choice. */
  readonly sizes: string
  /** Fetched at once: the picture that the page opens with. */
  readonly first?: boolean
  /** Quiz: without what is drawn and written. */
  readonly bare?: boolean
  /** Leads to the viewer at exactly this view. */
  readonly viewer?: string
}

const TYPES = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const

/** A key picture with its marks over it; its place is kept before it arrives. */
export function CasePicture({ lang, code, picture, n, sizes, first, bare, viewer }: PictureProps) {
  const t = caseWords(lang)
  const base = `/media/cases/${code}/${picture.id}`
  const view = bare ? { ...picture.view, shapes: [] } : picture.view
  const version = versionOf(picture)
  const size = sizeOf(picture.view, picture.image, 640)
  const caption = bare ? '' : say(picture.caption, lang)
  const srcset = (format: string) =>
    WIDTHS.map((width) => `${base}/${width}.${format}?v=${version} ${width}w`).join(', ')
  const alt = caption || t('pictureAlt', { n, modality: '' })
  const img = (
    <span class="case-plate">
      <picture>
        {FORMATS.slice(0, -1).map((format) => (
          <source key={format} type={TYPES[format]} srcset={srcset(format)} sizes={sizes} />
        ))}
        <img
          src={`${base}/640.jpg?v=${version}`}
          srcset={srcset('jpg')}
          sizes={sizes}
          width={size.width}
          height={size.height}
          alt={alt}
          loading={first ? undefined : 'lazy'}
          decoding={first ? undefined : 'async'}
          fetchpriority={first ? 'high' : undefined}
        />
      </picture>
      {/* Numbers and escaped words only: see shapesSvg. */}
      <span dangerouslySetInnerHTML={{ __html: overlayOf(view, picture.image) }} />
    </span>
  )
  return viewer ? <a href={`${viewer}?view=${encodeURIComponent(encodeView(view))}`}>{img}</a> : img
}

/** Changes with what is seen, so that a browser never shows an older one; not a secret. */
function versionOf({ view, image }: KeyPicture): string {
  let hash = 7
  // What is drawn over it is not in it, and may be kept from this reader.
  for (const char of `${image.blob}${JSON.stringify({ ...view, shapes: 0 })}`)
    hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0
  return (hash >>> 0).toString(36)
}
