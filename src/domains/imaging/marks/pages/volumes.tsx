import { siteName } from '#src/lib/dicom/objects/site-names.ts'
import type { Volume } from '#src/lib/imaging/mask/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Shell } from '#src/ui/page.tsx'
import { Page } from '#src/ui/page.tsx'
import type { BrokenSegmentation, SegmentationView, SegmentView } from '../segmentations.ts'
import { volumeWords } from '../messages.ts'

export interface VolumesProps {
  readonly shell: Shell
  readonly title: string
  readonly back: string
  readonly segmentations: readonly (SegmentationView | BrokenSegmentation)[]
}

/** Every segment's volume, line by line as it was computed; or why there is none. */
export function VolumesPage({ shell, title, back, segmentations }: VolumesProps) {
  const { lang } = shell
  const t = volumeWords(lang)
  return (
    <Page shell={shell} title={t('title')} noindex>
      <h1>{t('title')}</h1>
      <p>{title}</p>
      <p>
        <a href={back}>{t('back')}</a>
      </p>
      {segmentations.length === 0 ? <p>{t('none')}</p> : null}
      {segmentations.map((one) => (
        <section key={one.uid}>
          <h2>{one.description || t('untitled')}</h2>
          {'trouble' in one ? (
            <p>{t('broken', { code: one.trouble })}</p>
          ) : (
            <>
              {one.fractional ? <p>{t(one.fractional === 'OCCUPANCY' ? 'OCCUPANCY' : 'PROBABILITY')}</p> : null}
              {one.segments.map((segment) => (
                <Segment key={segment.number} segment={segment} lang={lang} />
              ))}
            </>
          )}
        </section>
      ))}
    </Page>
  )
}

function Segment({ segment, lang }: { segment: SegmentView; lang: Lang }) {
  const t = volumeWords(lang)
  const name =
    segment.label || siteName(segment.type?.[0] ?? '', lang) || segment.type?.[2] || t('segment', { n: segment.number })
  const how = segment.algorithm
  const made = how === 'MANUAL' || how === 'SEMIAUTOMATIC' || how === 'AUTOMATIC' ? t(how) : ''
  return (
    <section>
      <h3>{name}</h3>
      {made ? <p>{`${t('by')}: ${[made, segment.algorithmName].filter(Boolean).join(', ')}`}</p> : null}
      {segment.volume.ok ? (
        <Lines volume={segment.volume} thickness={segment.thickness} lang={lang} />
      ) : (
        <p>
          <strong>{t('noVolume')}.</strong>{' '}
          {t(`no-${segment.volume.reason}`, { mm: numberText(segment.volume.largestGap ?? 0, lang, 2) })}
        </p>
      )}
    </section>
  )
}

function Lines({ volume, thickness, lang }: { volume: Volume; thickness: number | null; lang: Lang }) {
  const t = volumeWords(lang)
  const n = (value: number, digits: number): string => numberText(value, lang, digits)
  const far = thickness !== null && Math.abs(thickness - volume.gap) > 0.01
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{t('voxels')}</dt>
          <dd>{`${n(volume.voxels, 1)} (${t('voxelsOn', { n: volume.slices })})`}</dd>
        </div>
        <div>
          <dt>{t('pixel')}</dt>
          <dd>{`${n(volume.row, 4)} mm × ${n(volume.column, 4)} mm`}</dd>
        </div>
        <div>
          <dt>{t('gap')}</dt>
          <dd>
            {`${n(volume.gap, 4)} mm`}
            <br />
            <small>{t(`gap-${volume.from}`)}</small>
          </dd>
        </div>
        <div>
          <dt>{t('voxel')}</dt>
          <dd>{`${n(volume.row, 4)} × ${n(volume.column, 4)} × ${n(volume.gap, 4)} = ${n(volume.voxelMm3, 4)} mm³`}</dd>
        </div>
        <div>
          <dt>{t('product')}</dt>
          <dd>
            {`${n(volume.voxels, 1)} × ${n(volume.voxelMm3, 4)} mm³ = `}
            <strong>{`${n(volume.ml, 1)} ml`}</strong>
          </dd>
        </div>
      </dl>
      {volume.uneven ? <p>{t('uneven')}</p> : null}
      {far ? (
        <p>{t('thickness', { mm: n(thickness, 2), how: t(thickness > volume.gap ? 'overlap' : 'apart') })}</p>
      ) : null}
    </>
  )
}

const numberText = (value: number, lang: Lang, digits: number): string =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value)
