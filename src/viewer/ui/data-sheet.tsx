import type { Mode } from '../load/plan.ts'
import type { ImageViewer } from '../viewer.ts'
import { bytesText, ToolButton } from './parts.tsx'

const MODES: readonly (readonly [Mode, 'light' | 'normal' | 'all', 'lightWhy' | 'normalWhy' | null])[] = [
  ['light', 'light', 'lightWhy'],
  ['normal', 'normal', 'normalWhy'],
  ['all', 'all', null],
]

/** What has come, what the rest costs, and how much one wants. */
export function DataSheet({ viewer }: { viewer: ImageViewer }) {
  const { lang } = viewer.config
  const { loader } = viewer
  const stack = viewer.stackIn(viewer.active) ?? viewer.mpr.volume?.stack
  const rest = stack ? loader.rest(stack) : 0
  const { speed } = loader.line
  const seconds = speed ? rest / speed : null
  return (
    <div class="data">
      <p>
        {viewer.t('received', { n: bytesText(loader.line.received, lang) })}
        {speed ? ` · ${viewer.t('speedOf', { n: bytesText(speed, lang) })}` : ''}
      </p>
      <p>
        {rest > 1000
          ? viewer.t('rest', { n: bytesText(rest, lang) }) +
            (seconds ? ` (${viewer.t('leftTime', { n: timeText(viewer, seconds) })})` : '')
          : viewer.t('complete')}
      </p>
      <fieldset class="modes">
        <legend>{viewer.t('data')}</legend>
        {MODES.map(([mode, label, why]) => (
          <label key={mode}>
            <input
              type="radio"
              name="mode"
              aria-label={viewer.t(label)}
              checked={loader.mode === mode}
              onChange={() => viewer.setMode(mode)}
            />
            <span>
              <strong>{viewer.t(label)}</strong>
              <small>{why ? viewer.t(why) : rest > 1000 ? bytesText(rest, lang) : ''}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {loader.mode === 'light' && viewer.active.frame && viewer.active.frame.quality !== 'exact' ? (
        <ToolButton label={viewer.t('exactNow')} icon="data" wide onPress={() => void viewer.active.pixels()} />
      ) : null}
    </div>
  )
}

const timeText = (viewer: ImageViewer, seconds: number): string =>
  seconds < 90
    ? viewer.t('seconds', { n: Math.max(1, Math.round(seconds)) })
    : viewer.t('minutes', { n: Math.round(seconds / 60) })
