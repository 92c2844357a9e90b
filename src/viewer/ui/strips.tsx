import { useState } from 'preact/hooks'
import type { Slab } from '#src/lib/imaging/volume.ts'
import type { ImageViewer } from '../viewer.ts'
import { ToolButton } from './parts.tsx'

/** Controls of what is going on, below the images so that these stay in sight. */
export function Strips({ viewer }: { viewer: ImageViewer }) {
  return (
    <>
      {viewer.mpr.on ? <MprStrip viewer={viewer} /> : null}
      {viewer.dsa.isOn(viewer.active) ? <DsaStrip viewer={viewer} /> : null}
      {viewer.cine.playing ? <CineStrip viewer={viewer} /> : null}
    </>
  )
}

const SLABS: readonly Slab[] = ['mip', 'mean', 'minip']

function MprStrip({ viewer }: { viewer: ImageViewer }) {
  const { slab } = viewer.mpr
  return (
    <div class="strip" role="group" aria-label={viewer.t('mprLong')}>
      <label>
        {viewer.t('slab')}
        <input
          type="range"
          min="0"
          max="50"
          step="1"
          value={slab.thickness}
          onInput={(event) => viewer.mpr.setSlab({ thickness: Number(event.currentTarget.value) })}
        />
        <output>{slab.thickness === 0 ? viewer.t('oneVoxel') : `${slab.thickness} mm`}</output>
      </label>
      <label>
        {viewer.t('slabMode')}
        <select value={slab.mode} onChange={(event) => viewer.mpr.setSlab({ mode: event.currentTarget.value as Slab })}>
          {SLABS.map((mode) => (
            <option key={mode} value={mode}>
              {viewer.t(mode)}
            </option>
          ))}
        </select>
      </label>
      <ToolButton icon="close" label={viewer.t('close')} wide onPress={() => viewer.mpr.leaveTo()} />
    </div>
  )
}

function DsaStrip({ viewer }: { viewer: ImageViewer }) {
  const [fine, setFine] = useState(false)
  const pane = viewer.active
  const source = viewer.dsa.source(pane)
  if (!source) return null
  const { frames, shift } = source.choice
  const step = fine ? 0.1 : 1
  const number = (n: number): string =>
    new Intl.NumberFormat(viewer.config.lang, { maximumFractionDigits: 1 }).format(n)
  const move = (x: number, y: number) => (): void => viewer.dsa.shift(pane, [x * step, y * step])
  return (
    <div class="strip strip-dsa" role="group" aria-label={viewer.t('dsaLong')}>
      <p class="strip-say" data-mask={frames.map((i) => i + 1).join()} data-shift={shift.join()}>
        {viewer.t('maskFrames', { list: frames.map((i) => i + 1).join(', ') })} ·{' '}
        {viewer.t('shiftBy', { x: number(shift[0]), y: number(shift[1]) })}
      </p>
      <div class="strip-row">
        <ToolButton label={viewer.t('maskHere')} wide onPress={() => viewer.dsa.setMask(pane, [pane.index])} />
        <ToolButton
          label={viewer.t('maskAdd')}
          wide
          pressed={frames.includes(pane.index)}
          onPress={() => viewer.dsa.addMask(pane)}
        />
      </div>
      <div class="strip-row" role="group" aria-label={viewer.t('shift')}>
        <ToolButton icon="left" label={`${viewer.t('shift')}: ${viewer.t('left')}`} onPress={move(-1, 0)} />
        <ToolButton icon="right" label={`${viewer.t('shift')}: ${viewer.t('right')}`} onPress={move(1, 0)} />
        <ToolButton icon="up" label={`${viewer.t('shift')}: ${viewer.t('up')}`} onPress={move(0, -1)} />
        <ToolButton icon="down" label={`${viewer.t('shift')}: ${viewer.t('down')}`} onPress={move(0, 1)} />
        <ToolButton label={viewer.t('fine')} wide pressed={fine} onPress={() => setFine(!fine)} />
        <ToolButton
          icon="reset"
          label={`${viewer.t('shift')}: ${viewer.t('reset')}`}
          onPress={() => viewer.dsa.shift(pane, null)}
        />
        <ToolButton icon="close" label={viewer.t('close')} onPress={() => viewer.dsa.toggle(pane)} />
      </div>
    </div>
  )
}

const SPEEDS = [0.25, 0.5, 1, 2, 4]

function CineStrip({ viewer }: { viewer: ImageViewer }) {
  const { cine } = viewer
  const real = 1000 / cine.duration(viewer.active.index)
  return (
    <div class="strip" role="group" aria-label={viewer.t('cine')}>
      <ToolButton icon="pause" label={viewer.t('pause')} wide onPress={() => cine.toggle(false)} />
      <label>
        {viewer.t('speed')}
        <select
          value={String(cine.speed)}
          onChange={(event) => {
            cine.speed = Number(event.currentTarget.value)
            viewer.changed()
          }}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={String(speed)}>
              {`${new Intl.NumberFormat(viewer.config.lang).format(speed)}× · ${viewer.t('perSecond', { n: Math.round(real * speed) })}`}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
