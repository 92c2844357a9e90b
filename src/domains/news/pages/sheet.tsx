import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { to } from '#src/ui/link.ts'
import { publicWords } from '../messages/public.ts'
import { altOf, Picture } from '../photos/picture.tsx'
import type { Photo } from '../photos/photo.ts'

/** Where a photo's own page is, for everyone or for whoever has a preview link. */
export const photoPage = (slug: string, number: number, token?: string): string =>
  token ? `/news/preview/${token}/photos/${number}` : `/news/${slug}/photos/${number}`

/**
 * How wide a print is said to be. On a phone it takes 44 % of the width; said smaller, a sharp screen fetches a picture of
 * 1.4 dots a pixel instead of 2, which no thumb sees and forty of which fit a slow line.
 */
const SIZES = '(min-width: 62rem) 13rem, (min-width: 44rem) 12rem, 30vw'

/** An article's photos as a sheet of small prints, each a link to its own page: a lightbox that needs no script. */
export function Sheet({
  photos,
  lang,
  slug,
  token,
}: {
  photos: readonly Photo[]
  lang: Lang
  slug: string
  token?: string
}) {
  const t = publicWords(lang)
  return (
    <ul class="sheet">
      {photos.map((photo, n) => {
        const name = altOf(photo, lang) || t('photo', { n: n + 1 })
        const hasCaption = pick(photo.caption, lang).text !== ''
        return (
          <li key={photo.id}>
            <a
              href={to(lang, photoPage(slug, n + 1, token))}
              aria-label={hasCaption ? undefined : t('openPhoto', { name })}
            >
              <Picture
                photo={photo}
                lang={lang}
                sizes={SIZES}
                most={720}
                token={token}
                decorative={altOf(photo, lang) === pick(photo.caption, lang).text}
              />
              {hasCaption ? (
                <span class="sheet-caption">
                  <Say text={photo.caption} />
                </span>
              ) : null}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
