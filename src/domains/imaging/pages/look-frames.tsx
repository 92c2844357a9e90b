import type { Lang } from '#src/lib/text/multilingual.ts'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { lookWords } from '../look/messages.ts'
import { A_PAGE, type LookImage, type LookPage } from '../look/query.ts'
import { Caption, Picture } from './look-card.tsx'

interface LookFramesProps {
  readonly lang: Lang
  readonly look: LookPage
  readonly image: LookImage
  readonly page: number
}

/** Every frame of one run, a page at a time. */
export function LookFrames({ lang, look, image, page }: LookFramesProps) {
  const t = lookWords(lang)
  const pages = Math.ceil(image.frames / A_PAGE)
  const current = Math.min(Math.max(1, page), pages)
  const first = (current - 1) * A_PAGE + 1
  const frames = Array.from({ length: Math.min(A_PAGE, image.frames - first + 1) }, (_, i) => first + i)
  const base = to(lang, `/imaging/studies/${look.studyUid}/look`)
  return (
    <>
      <h1>{t('allFrames', { n: image.frames })}</h1>
      <ul class="look-grid">
        {frames.map((frame) => (
          <li key={frame} class="look-image">
            <Picture lang={lang} look={look} image={image} frame={frame} />
            <Caption lang={lang} image={image} frame={frame} />
          </li>
        ))}
      </ul>
      <div class="look-bar">
        <Button href={`${base}?page=${look.page}#image-${image.id}`}>{t('back')}</Button>
        {current > 1 ? <Button href={`${base}/${image.id}?page=${current - 1}`}>{t('previous')}</Button> : null}
        {current < pages ? <Button href={`${base}/${image.id}?page=${current + 1}`}>{t('next')}</Button> : null}
        <span class="quiet">{t('pageOf', { page: current, pages })}</span>
      </div>
    </>
  )
}
