import { CT_PRESETS } from '#src/lib/imaging/window.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import { isColour } from '../load/stack.ts'
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
  const unit = pane.source?.unit(pane.index) ?? viewer.mpr.volume?.stack.units[0]
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
  for (const { name, center, width } of unit.of.windows.slice(1))
    presets.push({ label: name ?? `${center} / ${width}`, window: { center, width } })
  if (unit.of.unit === 'HU')
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
      {presetsOf(viewer).map((preset) => (
        <button
          key={preset.label}
          type="button"
          class="preset"
          aria-pressed={
            preset.window
              ? preset.window.center === window.center && preset.window.width === window.width
              : !viewer.active.hasOwnWindow
          }
          onClick={() => {
            applyPreset(viewer, preset)
            onChosen?.()
          }}
        >
          <span>{preset.label}</span>
          <small>
            {preset.window
              ? `${viewer.t('ww')} ${preset.window.width} · ${viewer.t('wl')} ${preset.window.center}`
              : ''}
          </small>
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
