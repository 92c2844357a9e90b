import type { Attachment, SeriesOfCase } from '#src/domains/imaging/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { caseWords } from '../messages/case.ts'
import type { CaseView } from '../queries/case.ts'

/** Series with thumbnails, each a way into the viewer; the descriptions are those that de-identification let stand. */
export function SeriesList(props: { lang: Lang; series: readonly SeriesOfCase[]; viewer?: string }) {
  const { lang, series, viewer } = props
  const t = caseWords(lang)
  return (
    <ul class="case-series">
      {series.map((one) => {
        const words = (
          <>
            <img
              src={`/dicomweb/studies/${one.studyUid}/series/${one.seriesUid}/thumbnail`}
              width={96}
              height={96}
              alt=""
              loading="lazy"
              decoding="async"
            />
            <span>
              <strong>
                {one.modality}
                {one.number === null ? '' : ` ${one.number}`}
              </strong>{' '}
              {one.description}
              <br />
              <span class="quiet">{t('seriesImages', { n: one.images })}</span>
            </span>
          </>
        )
        return (
          <li key={one.seriesUid}>
            {viewer ? <a href={`${viewer}?series=${encodeURIComponent(one.seriesUid)}`}>{words}</a> : words}
            {one.modality === 'SEG' ? (
              <a href={to(lang, `/imaging/studies/${one.studyUid}/volumes`)}>{t('seriesVolumes')}</a>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

/** Videos as they came, without sound or names: played by the browser itself, fetched only when asked for. */
export function VideoList({ lang, videos }: { lang: Lang; videos: readonly Attachment[] }) {
  const t = caseWords(lang)
  const size = new Intl.NumberFormat(lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
  return (
    <ul class="case-videos">
      {videos.map((one, n) => {
        const address = `/imaging/attachments/${one.id}`
        return (
          <li key={one.id}>
            {/* What was filmed has had its sound removed (intake): there is nothing to caption. */}
            {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- it has no sound */}
            <video src={address} controls preload="none" playsinline aria-label={t('videoN', { n: n + 1 })} />
            <a href={address} download={`video-${n + 1}.mp4`}>
              {t('videoDownload', { n: n + 1, size: size.format(one.bytes / 1_000_000) })}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** Says that the images of a case that still stands were withdrawn, and to whoever may, how to withdraw the rest. */
export function ImagesGone({ lang, found, since }: { lang: Lang; found: CaseView; since: string }) {
  if (since === '') return null
  const t = caseWords(lang)
  return (
    <Notice tone="warning">
      <p>{t('imagesWithdrawn', { date: since })}</p>
      {found.can.withdraw ? (
        <>
          <p>{t('imagesWithdrawnOwner')}</p>
          <Actions>
            <Button kind="danger" href={to(lang, `${found.path}/withdraw`)}>
              {t('withdraw')}
            </Button>
          </Actions>
        </>
      ) : null}
    </Notice>
  )
}
