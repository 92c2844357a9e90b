import type { SeriesOfCase } from '#src/domains/imaging/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { caseWords } from '../messages/case.ts'

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
          </li>
        )
      })}
    </ul>
  )
}
