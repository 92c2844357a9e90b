import type { Lang } from '#src/lib/text/multilingual.ts'
import { Button, Form } from '#src/ui/forms.tsx'
import { Tag } from '#src/ui/feedback.tsx'
import { lookWords, reasonText } from '../look/messages.ts'
import type { LookImage, LookPage } from '../look/query.ts'

interface Cards {
  readonly lang: Lang
  readonly csrf: string | null
  readonly look: LookPage
  readonly base: string
}

/** The pictures of a page; the first of each object carries what can be done with it. */
export function LookCards({ lang, csrf, look, base }: Cards) {
  return (
    <ul class="look-grid">
      {look.images.flatMap((image) =>
        image.shown.map((frame, i) => (
          <li
            key={`${image.id} ${frame}`}
            id={i === 0 ? `image-${image.id}` : undefined}
            class={image.seen ? 'look-image look-seen' : 'look-image'}
          >
            <Picture lang={lang} look={look} image={image} frame={frame} />
            <Caption lang={lang} image={image} frame={frame} />
            {i === 0 ? <Tools lang={lang} csrf={csrf} look={look} base={base} image={image} /> : null}
          </li>
        )),
      )}
    </ul>
  )
}

/** Address of a frame as a picture; JPEG, since it is made while somebody waits. */
export const frameUrl = (studyUid: string, image: Pick<LookImage, 'seriesUid' | 'sopUid'>, frame: number): string =>
  `/dicomweb/studies/${studyUid}/series/${image.seriesUid}/instances/${image.sopUid}/frames/${frame}/rendered?viewport=768,768&quality=80&overlays=1&accept=image/jpeg`

interface PictureProps {
  readonly lang: Lang
  readonly look: Pick<LookPage, 'studyUid'>
  readonly image: LookImage
  readonly frame: number
}

export function Picture({ lang, look, image, frame }: PictureProps) {
  const t = lookWords(lang)
  if (image.kind === 'video')
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- pictures of a procedure; sound is taken out with the rest
    return <video class="look-frame" src={`/imaging/attachments/${image.id}`} controls preload="metadata" />
  if (image.kind === 'other') return <p class="quiet">{t('other', { class: image.modality })}</p>
  const proposed = [...image.boxes, ...image.text]
  return (
    <div class="look-frame" data-image={image.id} data-columns={image.columns} data-rows={image.rows}>
      <img
        src={frameUrl(look.studyUid, image, frame)}
        width={image.columns}
        height={image.rows}
        loading="lazy"
        alt={t('image', { n: image.number ?? '' })}
      />
      <svg viewBox={`0 0 ${image.columns} ${image.rows}`} preserveAspectRatio="none" aria-hidden="true">
        {proposed.map((box) => (
          <rect
            key={`${box.x} ${box.y} ${box.width} ${box.height}`}
            class="proposed"
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
          />
        ))}
      </svg>
    </div>
  )
}

const RISK = { none: 'riskNone', look: 'riskLook', present: 'riskPresent' } as const

export function Caption({ lang, image, frame }: Omit<PictureProps, 'look'>) {
  const t = lookWords(lang)
  const risk = RISK[image.risk as keyof typeof RISK] ?? 'riskLook'
  return (
    <p class="look-caption">
      <span>
        {[
          image.kind === 'video' ? t('video') : image.modality,
          image.series === null ? '' : t('series', { n: image.series }),
          image.number === null ? '' : t('image', { n: image.number }),
          image.frames > 1 ? t('frame', { n: frame, all: image.frames }) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
      {image.risk === 'none' ? (
        <span class="quiet">{t(risk)}</span>
      ) : (
        <Tag tone={image.risk === 'present' ? 'danger' : 'warning'}>
          {t(risk)}
          {image.reasons.length > 0 ? `: ${image.reasons.map((reason) => reasonText(lang, reason)).join(', ')}` : ''}
        </Tag>
      )}
      {image.blanking === 'waiting' ? <Tag tone="info">{t('beingBlanked')}</Tag> : null}
      {image.blanking === 'done' ? <Tag tone="success">{t('blanked')}</Tag> : null}
      {image.blanking === 'failed' ? <Tag tone="danger">{t('blankFailed')}</Tag> : null}
    </p>
  )
}

const LOSSY = /\.4\.(?:50|51|81|91|93|203)$/

function Tools({ lang, csrf, look, base, image }: Cards & { image: LookImage }) {
  const t = lookWords(lang)
  const field = (name: 'x' | 'y' | 'width' | 'height', value: number) => (
    <label class="quiet">
      {t(name)}
      <input class="input" type="number" name={name} min="0" value={value} inputmode="numeric" />
    </label>
  )
  return (
    <>
      {image.frames > image.shown.length ? (
        <p>
          <a href={`${base}/${image.id}`}>{t('allFrames', { n: image.frames })}</a>
        </p>
      ) : null}
      {image.kind === 'image' ? (
        <details class="look-blank">
          <summary>{t('blank')}</summary>
          <Form action={`${base}/blank`} csrf={csrf}>
            <input type="hidden" name="page" value={look.page} />
            <input type="hidden" name="image" value={image.id} />
            <input type="hidden" name="boxes" value="" />
            <p class="quiet">{t('blankHint')}</p>
            <div class="look-numbers">
              {field('x', 0)}
              {field('y', 0)}
              {field('width', 0)}
              {field('height', 0)}
            </div>
            <label class="quiet">
              {t('scope')}
              <select class="input" name="scope">
                <option value="image">{t('scopeImage')}</option>
                <option value="series">{t('scopeSeries')}</option>
                <option value="study">{t('scopeStudy')}</option>
              </select>
            </label>
            {LOSSY.test(image.syntax) ? <p class="quiet">{t('lossy')}</p> : null}
            <div class="actions">
              <Button kind="primary" size="small">
                {t('doBlank')}
              </Button>
              {image.boxes.length > 0 ? (
                <Button size="small" name="proposed" value={JSON.stringify(image.boxes)}>
                  {t('useProposed')}
                </Button>
              ) : null}
              <button type="button" class="button button-quiet button-small" data-clear hidden>
                {t('clear')}
              </button>
            </div>
          </Form>
        </details>
      ) : null}
      <details>
        <summary>{t('remove')}</summary>
        <Form action={`${base}/remove`} csrf={csrf}>
          <input type="hidden" name="page" value={look.page} />
          <input type="hidden" name="image" value={image.id} />
          <p class="quiet">{t('removeHint')}</p>
          <Button kind="danger" size="small">
            {t('remove')}
          </Button>
        </Form>
      </details>
    </>
  )
}
