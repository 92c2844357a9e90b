import { useEffect, useRef } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Patient, Series } from '../../client/intake/protocol.ts'
import { intakeWords } from '../../intake/messages.ts'
import { RejectedList } from './rejected.tsx'
import { type Mixed, sizeText, type State } from './state.ts'

interface ChoiceProps {
  readonly lang: Lang
  readonly caseId: string | null
  readonly state: State
  readonly mixed: boolean
  readonly change: (change: Partial<State>) => void
}

/** What was found, by patient, study and series; and the question where there are several patients. */
export function Choice({ lang, caseId, state, mixed, change }: ChoiceProps) {
  const t = intakeWords(lang)
  const found = state.found!
  const toggle = (keys: readonly string[], out: boolean): void => {
    const next = new Set(state.out)
    for (const key of keys)
      if (out) next.add(key)
      else next.delete(key)
    change({ out: next })
  }
  return (
    <>
      {mixed ? <MixedQuestion lang={lang} caseId={caseId} state={state} change={change} /> : null}
      {found.patients.map((patient) => (
        <section
          key={patient.key}
          class={mixed && state.mixed === 'one' && state.patient !== patient.key ? 'patient patient-out' : 'patient'}
        >
          <header class="patient-head">
            <h2 translate={false}>{nameOf(patient) || t('noName')}</h2>
            <p class="quiet">{t('onlyHere')}</p>
          </header>
          {patient.studies.map((study) => (
            <div key={study.key} class="study">
              <h3>
                {dateOf(study.date) || t('noDate')} <span class="quiet">{study.description}</span>
              </h3>
              <ul class="series-list">
                {study.series.map((series) => (
                  <SeriesRow
                    key={series.key}
                    lang={lang}
                    series={series}
                    thumbnail={state.thumbnails.get(series.key)}
                    out={state.out.has(series.key)}
                    toggle={(out) => toggle([series.key], out)}
                  />
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      {found.loose.length > 0 ? (
        <section class="patient">
          <header class="patient-head">
            <h2>{t('loose')}</h2>
            <p class="quiet">{t('looseHint')}</p>
          </header>
          <ul class="loose-list">
            {found.loose.map(({ key, path, bytes }) => (
              <li key={key}>
                <label>
                  <input
                    type="checkbox"
                    checked={!state.out.has(key)}
                    onChange={(event) => toggle([key], !event.currentTarget.checked)}
                  />{' '}
                  <span translate={false}>{path}</span> <span class="quiet">{sizeText(bytes)}</span>
                </label>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <RejectedList lang={lang} rejected={found.rejected} count={found.rejectedCount} />
    </>
  )
}

const nameOf = ({ name, id }: Patient): string =>
  [name.split('=')[0]!.replace(/\^+/g, ' ').trim(), id.trim()].filter((part) => part !== '').join(' · ')

/** Of the header: 20240229 as 2024-02-29. */
const dateOf = (date: string): string =>
  /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : ''

function MixedQuestion({ lang, caseId, state, change }: Omit<ChoiceProps, 'mixed'>) {
  const t = intakeWords(lang)
  const patients = state.found!.patients
  const option = (value: Exclude<Mixed, null>, label: string) => (
    <label class="choice">
      <input
        type="radio"
        name="mixed"
        value={value}
        checked={state.mixed === value}
        onChange={() => change({ mixed: value })}
      />{' '}
      {label}
    </label>
  )
  return (
    <fieldset class="mixed">
      <legend>{t('mixedTitle', { n: patients.length })}</legend>
      {option('one', t('mixedOne'))}
      {state.mixed === 'one' ? (
        <select
          class="input mixed-which"
          aria-label={t('mixedWhich')}
          onChange={(event) => change({ patient: event.currentTarget.value || null })}
        >
          <option value="">{t('mixedWhich')}</option>
          {patients.map((patient) => (
            <option key={patient.key} value={patient.key} selected={patient.key === state.patient}>
              {nameOf(patient) || t('noName')}
            </option>
          ))}
        </select>
      ) : null}
      {caseId === null ? option('each', t('mixedEach')) : null}
      {option('same', t('mixedSame'))}
    </fieldset>
  )
}

interface SeriesRowProps {
  readonly lang: Lang
  readonly series: Series
  readonly thumbnail: ReturnType<State['thumbnails']['get']>
  readonly out: boolean
  readonly toggle: (out: boolean) => void
}

function SeriesRow({ lang, series, thumbnail, out, toggle }: SeriesRowProps) {
  const t = intakeWords(lang)
  return (
    <li class={out ? 'series series-out' : 'series'}>
      <label>
        <span class="series-picture">{thumbnail ? <Picture thumbnail={thumbnail} /> : null}</span>
        <span class="series-words">
          <span class="series-title">
            <input type="checkbox" checked={!out} onChange={(event) => toggle(!event.currentTarget.checked)} />{' '}
            {[series.modality, series.number ?? '', series.description].filter((part) => part !== '').join(' · ')}
          </span>
          <span class="quiet">
            {t('images', { n: series.files })} · {sizeText(series.bytes)}
          </span>
          {series.risk ? <span class="series-risk">{t('mayHaveText')}</span> : null}
        </span>
      </label>
    </li>
  )
}

function Picture({ thumbnail: { width, height, pixels } }: { thumbnail: NonNullable<SeriesRowProps['thumbnail']> }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  }, [pixels])
  return <canvas ref={canvas} width={width} height={height} aria-hidden="true" />
}
