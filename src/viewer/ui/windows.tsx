import { CT_PRESETS } from '#src/lib/imaging/window.ts'
import { sameWindow, type Window } from '#src/lib/imaging/view.ts'
import { isColour } from '../load/stack.ts'
import { lutWindow } from '../pane/source.ts'
import { lutName, windowFigures } from '../pane/window-words.ts'
import type { ImageViewer } from '../viewer.ts'

export interface Preset {
  readonly label: string
  /** null: as the file says. */
  readonly window: Window | null
  readonly key?: string
}

/** Windows that make sense for what is shown: those of the file, those of CT by name. */
export function presetsOf(viewer: ImageViewer): Preset[] {
  const pane = viewer.active
  const unit = pane.source?.unit(pane.index) ?? viewer.mpr.volume?.middleUnit
  const presets: Preset[] = [{ label: viewer.t('asFile'), window: null, key: '0' }]
  if (!unit || isColour(unit.of)) return presets
  const difference = viewer.dsa.isOn(pane) ? pane.source?.fileWindow(pane.index) : null
  if (difference) {
    // Differences have no unit: half and twice what is usual for the file.
    const { center, width } = difference
    presets.push({
      label: `${viewer.t('dsaWindow')} +`,
      window: { center: Math.round(center / 2), width: Math.round(width / 2) },
      key: '1',
    })
    presets.push({ label: `${viewer.t('dsaWindow')} −`, window: { center: center * 2, width: width * 2 }, key: '2' })
    return presets
  }
  const { luts = [], windows, unit: scale } = unit.of
  const own = luts.map((lut, i): Preset => ({ label: lutName(viewer.t, lut, i + 1), window: lutWindow(lut, i + 1) }))
  // The first of all is what the file says already; tables are named all the same, since people look for them.
  for (const { name, ...window } of own.length > 0 ? windows : windows.slice(1))
    own.push({ label: name ?? `${window.center} / ${window.width}`, window })
  presets.push(...own.map((one, i) => (scale === 'HU' || i > 8 ? one : { ...one, key: String(i + 1) })))
  if (scale === 'HU')
    for (const [i, { name, center, width }] of CT_PRESETS.entries())
      presets.push({ label: viewer.t(name), window: { center, width }, key: String(i + 1) })
  return presets
}

export function applyPreset(viewer: ImageViewer, { window }: Preset): void {
  const { active } = viewer
  // Cuts of one volume are read in one window.
  for (const pane of viewer.mpr.on ? viewer.panes : [active]) pane.setWindow(window)
}

export function Windows({ viewer, onChosen }: { viewer: ImageViewer; onChosen?: () => void }) {
  const { window } = viewer.active
  return (
    <div class="presets">
      {presetsOf(viewer).map((preset, i) => (
        <button
          key={`${i} ${preset.label}`}
          type="button"
          class="preset"
          aria-pressed={preset.window ? sameWindow(preset.window, window) : !viewer.active.hasOwnWindow}
          onClick={() => {
            applyPreset(viewer, preset)
            onChosen?.()
          }}
        >
          <span>{preset.label}</span>
          <small>{preset.window ? windowFigures(viewer.t, preset.window, String) : ''}</small>
          {preset.key ? <kbd>{preset.key}</kbd> : null}
        </button>
      ))}
      <button type="button" class="preset" aria-pressed={viewer.active.inverted} onClick={() => viewer.active.invert()}>
        <span>{viewer.t('invert')}</span>
        <kbd>I</kbd>
      </button>
    </div>
  )
}
