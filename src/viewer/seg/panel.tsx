import { render } from 'preact'
import { useEffect, useReducer } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { figure } from '../tools/format.ts'
import { siteName } from '#src/lib/dicom/objects/site-names.ts'
import type { Overlay, Segment, Shown } from './overlay.ts'
import { words } from './words.ts'

/** Segments with their colours, opacities and volumes. */
export function mountPanel(element: HTMLElement, overlay: Overlay): () => void {
  render(<Segments overlay={overlay} />, element)
  return () => render(null, element)
}

/** What a segment is called: what somebody wrote, else what its code means, else its number. */
export function nameOf(segment: Segment, lang: Lang): string {
  if (segment.label) return segment.label
  return siteName(segment.type?.[0] ?? '', lang) || segment.type?.[2] || words(lang)('segment', { n: segment.number })
}

function Segments({ overlay }: { overlay: Overlay }) {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => overlay.subscribe(() => redraw(null)), [overlay])
  const { lang } = overlay.viewer.config
  const t = words(lang)
  if (overlay.shown.length === 0) return <p class="seg-none">{t('none')}</p>
  return (
    <div class="segs">
      <div class="seg-styles" role="group">
        {(['fill', 'outline'] as const).map((style) => (
          <button
            key={style}
            type="button"
            class="mark-button"
            aria-pressed={overlay.style === style}
            onClick={() => {
              overlay.style = style
              overlay.changed()
            }}
          >
            {t(style)}
          </button>
        ))}
      </div>
      {overlay.shown.map((one) => (
        <section key={one.segmentation.uid}>
          <h3>{one.segmentation.description || t('segments')}</h3>
          {one.segmentation.trouble !== undefined ? <p class="seg-none">{t('broken')}</p> : null}
          {one.masks === 'loading' ? <p class="seg-none">{t('loading')}</p> : null}
          {one.masks === 'failed' ? (
            <p class="seg-none" role="alert">
              {t('failed')}
            </p>
          ) : null}
          <ul>
            {(one.segmentation.segments ?? []).map((segment) => (
              <Item key={segment.number} overlay={overlay} one={one} segment={segment} />
            ))}
          </ul>
          {one.segmentation.segments?.length ? (
            <a href={`/${lang}/imaging/studies/${one.study}/volumes`}>{t('volume')}</a>
          ) : null}
        </section>
      ))}
    </div>
  )
}

function Item({ overlay, one, segment }: { overlay: Overlay; one: Shown; segment: Segment }) {
  const { lang } = overlay.viewer.config
  const t = words(lang)
  const look = overlay.look(one, segment.number)
  const name = nameOf(segment, lang)
  const how = { MANUAL: t('manual'), SEMIAUTOMATIC: t('semi'), AUTOMATIC: t('automatic') }[segment.algorithm] ?? ''
  return (
    <li class="seg">
      <label class="seg-head">
        <input
          type="checkbox"
          checked={look.visible}
          aria-label={t('show', { name })}
          onChange={(event) => {
            look.visible = event.currentTarget.checked
            overlay.changed()
          }}
        />
        <svg class="seg-colour" viewBox="0 0 16 16" aria-hidden="true">
          <rect width="16" height="16" rx="3" fill={`rgb(${segment.rgb.join(' ')})`} />
        </svg>
        <span class="seg-name">{name}</span>
        <span class="seg-volume">{segment.volume.ok ? `${figure(segment.volume.ml, lang)} ml` : t('noVolume')}</span>
      </label>
      <label class="seg-opacity">
        <span>{t('opacity')}</span>
        <input
          type="range"
          min="5"
          max="100"
          step="5"
          value={Math.round(look.opacity * 100)}
          onInput={(event) => {
            look.opacity = Number(event.currentTarget.value) / 100
            overlay.changed()
          }}
        />
      </label>
      <button type="button" class="seg-go" onClick={() => void overlay.goTo(one, segment.number)}>
        {t('go')} ({t('slices', { n: segment.slices })})
      </button>
      <span class="seg-how">{[how, segment.algorithmName].filter(Boolean).join(' · ')}</span>
    </li>
  )
}
