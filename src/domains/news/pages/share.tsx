import type { Lang } from '#src/lib/text/multilingual.ts'
import { publicWords } from '../messages/public.ts'

/** Plain links to send a page on: no script and no picture of anybody else's, so nobody learns of the reader before they follow one. */
export function Share({ lang, url, title }: { lang: Lang; url: string; title: string }) {
  const t = publicWords(lang)
  const at = encodeURIComponent(url)
  const links: readonly [string, string][] = [
    [t('shareMail'), `mailto:?subject=${encodeURIComponent(title)}&body=${at}`],
    ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${at}`],
    ['Zalo', `https://zalo.me/share?url=${at}`],
  ]
  return (
    <nav class="share" aria-label={t('share')}>
      <ul>
        {links.map(([label, href]) => (
          <li key={label}>
            <a href={href} rel="noopener noreferrer nofollow">
              {label}
            </a>
          </li>
        ))}
        <li>
          <a href={url}>{t('shareLink')}</a>
        </li>
      </ul>
      <p class="share-note">{t('shareNote')}</p>
    </nav>
  )
}
