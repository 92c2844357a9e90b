import { CT_PRESETS } from '#src/lib/imaging/window.ts'
import { stretchOf, unpackTable } from '#src/lib/imaging/lut/index.ts'
import type { InstanceIndex, SeriesIndex, StudyIndex } from '#src/lib/imaging/study-index.ts'
import { readWindowQuery, windowQuery } from '#src/lib/imaging/window-query.ts'
import type { Shell } from '#src/ui/page.tsx'
import { viewing } from './messages.ts'
import { PlainDocument } from './page.tsx'

export interface PlainProps {
  readonly shell: Shell
  readonly index: StudyIndex
  readonly title: string
  /** Made by a program, of no patient. */
  readonly synthetic: boolean
  /** Series Instance UID; the first series when it is none of the study. */
  readonly series: string
  /** From 1, in the order of scrolling, counting frames. */
  readonly at: number
  /** As `readWindowQuery` takes it, or '' for that of the file. */
  readonly window: string
}

/** A picture of the stack, with links to its neighbours: the viewer for browsers without JavaScript, and for printing. */
export function PlainPage({ shell, index, title, synthetic, series: wanted, at, window }: PlainProps) {
  const { lang } = shell
  const t = viewing(lang)
  const base = `/${lang}/imaging/studies/${index.study}/view`
  const series = index.series.find(({ uid }) => uid === wanted) ?? index.series[0]
  if (!series)
    return (
      <PlainDocument shell={shell} title={title}>
        <main>
          <h1>{title}</h1>
          <p>{t('none')}</p>
        </main>
      </PlainDocument>
    )
  const stack = series.instances.flatMap((of) =>
    Array.from({ length: of.frames }, (_, f) => ({ ...of, ...of.perFrame?.[f], frame: f + 1 })),
  )
  const n = Math.min(stack.length, Math.max(1, at))
  const shown = stack[n - 1]!
  const asked = window ? readWindowQuery(window) : null
  const choices = windowChoices(series, shown, t)
  const link = (to: { series?: string; at?: number }): string =>
    `${base}/plain?${new URLSearchParams({ series: to.series ?? series.uid, at: String(to.at ?? n), ...(window && !to.series ? { window } : {}) }).toString()}`
  const picture = `/dicomweb/studies/${index.study}/series/${series.uid}/instances/${shown.uid}/frames/${shown.frame}/rendered?viewport=1024,1024&quality=80${asked ? `&window=${windowQuery(asked)}` : ''}`
  const step = (to: number, text: string, mark: string) =>
    to >= 1 && to <= stack.length && to !== n ? (
      <a href={link({ at: to })} aria-label={text}>
        {mark}
      </a>
    ) : (
      <span aria-hidden="true">{mark}</span>
    )
  return (
    <PlainDocument shell={shell} title={title}>
      <header>
        <h1>{title}</h1>
        {synthetic ? <p class="bar-synthetic">{t('synthetic')}</p> : null}
        <p>
          <a href={base}>{t('viewer')}</a>
        </p>
      </header>
      <main>
        <figure>
          <img src={picture} alt={`${nameOf(series, t)}: ${t('imageOf', { n, all: stack.length })}`} />
          <figcaption>
            {nameOf(series, t)} · {t('imageOf', { n, all: stack.length })}
          </figcaption>
        </figure>
        <nav class="plain-steps" aria-label={t('imageOf', { n, all: stack.length })}>
          {step(Math.max(1, n - 10), `−${t('ten')}`, '−10')}
          {step(n - 1, t('previous'), '←')}
          {step(n + 1, t('next'), '→')}
          {step(Math.min(stack.length, n + 10), `+${t('ten')}`, '+10')}
        </nav>
        <form method="get" action={`${base}/plain`}>
          <input type="hidden" name="series" value={series.uid} />
          <label>
            {t('goTo')} <input class="field" type="number" name="at" min="1" max={stack.length} value={n} />
          </label>
          {choices.length > 0 ? (
            <label>
              {t('window')}{' '}
              <select class="field" name="window">
                <option value="">{t('asFile')}</option>
                {choices.map(({ label, value }) => (
                  <option key={value} value={value} selected={window === value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <button class="field" type="submit">
            {t('show')}
          </button>
        </form>
        <h2>{t('series')}</h2>
        <ul class="plain-series">
          {index.series.map((one) => (
            <li key={one.uid}>
              <a href={link({ series: one.uid, at: 1 })} aria-current={one === series ? 'true' : undefined}>
                {nameOf(one, t)} · {t('images', { n: framesIn(one) })}
              </a>
            </li>
          ))}
        </ul>
      </main>
    </PlainDocument>
  )
}

/** Tables and windows that the file names besides the first one, and those of CT. */
function windowChoices(series: SeriesIndex, shown: InstanceIndex, t: ReturnType<typeof viewing>) {
  const { luts = [], windows } = shown
  const tables = luts.map((lut, i) => ({
    label: `${lut.name || i + 1} (VOI LUT)`,
    value: windowQuery({ ...stretchOf(unpackTable(lut)), lut: i + 1 }),
  }))
  const named = windows.slice(luts.length > 0 ? 0 : 1).map(({ name = '', ...window }) => ({
    label: `${name} (${window.center} / ${window.width})`.trim(),
    value: windowQuery(window),
  }))
  const usual = CT_PRESETS.map(({ name, center, width }) => ({
    label: `${t(name)} (${center} / ${width})`,
    value: `${center},${width}`,
  }))
  return [...tables, ...named, ...(series.modality === 'CT' ? usual : [])]
}

const framesIn = (series: SeriesIndex): number => series.instances.reduce((sum, { frames }) => sum + frames, 0)

const nameOf = ({ modality, description, number }: SeriesIndex, t: ReturnType<typeof viewing>): string =>
  [modality, description || t('seriesOf', { n: number ?? 1 })].filter(Boolean).join(' · ')
