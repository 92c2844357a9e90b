import type { ComponentChildren } from 'preact'
import type { KnownImage, SeriesOfCase } from '#src/domains/imaging/index.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Button, Field, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { talkWords } from '../messages.ts'
import { pictureUrl, type Place } from './comment.tsx'

export const WINDOWS = ['stored', '60*160', '40*80', '-600*1500', '400*1800'] as const

export interface PlaceProps {
  readonly place: Place
  readonly series: readonly SeriesOfCase[]
  readonly chosen: SeriesOfCase | null
  /** From 1. */
  readonly number: number
  readonly window: string
  readonly large: boolean
  readonly image: KnownImage | null
  /** The frame that is shown, with the arrow where one was put. */
  readonly view: View | null
  /** Address of the page itself, without language. */
  readonly here: string
  /** Further fields of the address. */
  readonly query?: Readonly<Record<string, string>>
  readonly lead: string
  readonly back: { readonly href: string; readonly label: string }
  /** What is done with a place once it is there. */
  readonly children?: ComponentChildren
}

/** Screen pixels of the longer side: the picture is not scaled again, since a click counts in the picture's own pixels. */
export const sideOf = (large: boolean): number => (large ? 640 : 340)

/** Pointing at an image without scripts: the picture is a button that sends where it was pressed. */
export function PlacePage(props: PlaceProps) {
  const { place, series, chosen, number, window, large, image, view, here } = props
  const { lang, casePath } = place
  const t = talkWords(lang)
  if (!chosen) return <Empty title={t('noImages')} />
  const query = { ...props.query, series: chosen.seriesUid, n: number, w: window, large: large ? '1' : '' }
  const at = (changes: Record<string, string | number>) => to(lang, withQuery(here, { ...query, ...changes }))
  const placed = (view?.shapes?.length ?? 0) > 0
  const side = sideOf(large)
  const scale = image ? side / Math.max(image.columns, image.rows) : 1
  return (
    <>
      <p class="lead">{props.lead}</p>
      <Form action={to(lang, here)} csrf={null} method="get" layout="row" label={t('image')}>
        {Object.entries(props.query ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field
          name="series"
          type="select"
          label={t('series')}
          value={chosen.seriesUid}
          required
          options={series.map((s) => ({
            value: s.seriesUid,
            label: [s.modality, s.number === null ? '' : String(s.number), s.description, `(${s.images})`]
              .filter(Boolean)
              .join(' '),
          }))}
        />
        <Field
          name="n"
          type="number"
          label={`${t('image')} (${t('of', { n: chosen.images })})`}
          value={number}
          min={1}
          max={chosen.images}
          required
        />
        {chosen.modality === 'CT' ? (
          <Field
            name="w"
            type="select"
            label={t('window')}
            value={window}
            required
            options={WINDOWS.map((value) => ({ value, label: t(`window.${value}`) }))}
          />
        ) : null}
        <Button>{t('showImage')}</Button>
      </Form>
      {image && view ? (
        <div class="ct-place">
          <form method="get" action={to(lang, here)} id="image">
            {Object.entries(query).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={String(value)} />
            ))}
            <input
              type="image"
              name="at"
              src={pictureUrl(casePath, encodeView(view), side)}
              alt={t('clickHere')}
              width={Math.round(image.columns * scale)}
              height={Math.round(image.rows * scale)}
            />
          </form>
          <p class="ct-place-note">{placed ? t('placed') : t('clickHere')}</p>
          <p class="ct-place-links">
            {number > 1 ? <a href={at({ n: number - 1 })}>{t('previous')}</a> : null}
            {number < chosen.images ? <a href={at({ n: number + 1 })}>{t('next')}</a> : null}
            <a href={at({ large: large ? '' : '1' })}>{large ? t('smaller') : t('larger')}</a>
          </p>
        </div>
      ) : null}
      {placed ? props.children : null}
      <p>
        <a href={to(lang, props.back.href)}>{props.back.label}</a>
      </p>
    </>
  )
}
