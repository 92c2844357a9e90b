import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ImageViewer } from '../viewer.ts'
import { onPhone } from '../on-phone.ts'
import { DataSheet } from './data-sheet.tsx'
import { Help } from './help.tsx'
import { ICONS } from './icons.tsx'
import { bytesText, Sheet, ToolButton } from './parts.tsx'
import { Scrubber } from './scrubber.tsx'
import { SeriesList } from './series-list.tsx'
import { Strips } from './strips.tsx'
import { MarkBar, ToolGrid, Toolbar } from './toolbar.tsx'
import { Windows } from './windows.tsx'

/** Draws again at most once a frame, however often the viewer changes. */
export function useViewer(subscribe: (redraw: () => void) => () => void): void {
  const [, tick] = useState(0)
  useEffect(() => subscribe(() => tick((n) => n + 1)), [subscribe])
}

export function App({ viewer, subscribe }: { viewer: ImageViewer; subscribe: (redraw: () => void) => () => void }) {
  useViewer(subscribe)
  const { config, state$: state } = viewer
  const sheet = (name: string) => (): void => {
    state.sheet = state.sheet === name ? null : name
    state.panel = null
    viewer.changed()
  }
  const shut = (): void => {
    state.sheet = null
    viewer.changed()
  }
  const panel = viewer.panels.find(({ name }) => name === state.panel)
  return (
    <div class="app">
      <header class="bar">
        <a class="tool bar-back" href={config.back} aria-label={viewer.t('back')} title={viewer.t('back')}>
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M15 5l-7 7 7 7" />
          </svg>
        </a>
        <h1 class="bar-title">{config.title}</h1>
        {config.synthetic ? (
          <span class="bar-synthetic" title={viewer.t('syntheticLong')}>
            {viewer.t('synthetic')}
          </span>
        ) : null}
        <div class="bar-tools">
          <Toolbar viewer={viewer} sheet={sheet} />
        </div>
        <button
          type="button"
          class="meter"
          aria-expanded={state.sheet === 'data'}
          onClick={sheet('data')}
          title={viewer.t('data')}
        >
          <span class="meter-mode">{viewer.loader.mode === 'light' ? viewer.t('light') : ''}</span>
          <span>{bytesText(viewer.loader.line.received, config.lang)}</span>
        </button>
      </header>
      <nav class="rail" aria-label={viewer.t('series')}>
        <SeriesList viewer={viewer} />
      </nav>
      {config.mayMark && config.marks !== null ? <MarkBar viewer={viewer} /> : null}
      <main class="stage" aria-label={viewer.t('imagesOf', { title: config.title })}>
        <Grid viewer={viewer} />
        <p class="visually-hidden" aria-live="polite">
          {state.ready && !viewer.cine.playing ? viewer.paneLabel(viewer.active) : ''}
        </p>
        <div class="notices" role="status">
          {state.notices.map((notice) => (
            <div key={notice.key} class="notice" data-error={notice.error ? '' : undefined}>
              <p>{notice.text}</p>
              {notice.action ? (
                <button type="button" onClick={notice.action.run}>
                  {notice.action.label}
                </button>
              ) : null}
              <ToolButton icon="close" label={viewer.t('close')} onPress={() => viewer.dismiss(notice.key)} />
            </div>
          ))}
        </div>
        <Strips viewer={viewer} />
        <Scrubber viewer={viewer} />
      </main>
      <Dock viewer={viewer} sheet={sheet} />
      {state.sheet === 'series' ? (
        <Sheet title={viewer.t('series')} close={viewer.t('close')} onClose={shut}>
          <SeriesList viewer={viewer} onChosen={shut} />
        </Sheet>
      ) : null}
      {state.sheet === 'windows' ? (
        <Sheet title={viewer.t('window')} close={viewer.t('close')} onClose={shut}>
          <Windows viewer={viewer} onChosen={onPhone() ? shut : undefined} />
        </Sheet>
      ) : null}
      {state.sheet === 'data' ? (
        <Sheet title={viewer.t('data')} close={viewer.t('close')} onClose={shut}>
          <DataSheet viewer={viewer} />
          <p>
            <a href={`/${config.lang}/imaging/studies/${config.studies[0]}/view/plain`}>{viewer.t('plain')}</a>
          </p>
        </Sheet>
      ) : null}
      {state.sheet === 'help' ? (
        <Sheet title={viewer.t('help')} close={viewer.t('close')} onClose={shut}>
          <Help viewer={viewer} />
        </Sheet>
      ) : null}
      {state.sheet === 'tools' ? (
        <Sheet title={viewer.t('more')} close={viewer.t('close')} onClose={shut}>
          <ToolGrid viewer={viewer} sheet={sheet} onChosen={shut} />
        </Sheet>
      ) : null}
      {panel ? (
        <Sheet key={panel.name} title={panel.label} close={viewer.t('close')} onClose={() => viewer.openPanel(null)}>
          <PanelHost viewer={viewer} name={panel.name} />
        </Sheet>
      ) : null}
    </div>
  )
}

function Grid({ viewer }: { viewer: ImageViewer }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place.current?.append(viewer.grid), [viewer])
  return <div class="grid" ref={place} />
}

function PanelHost({ viewer, name }: { viewer: ImageViewer; name: string }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const panel = viewer.panels.find((one) => one.name === name)
    return panel?.mount(place.current!, viewer) ?? undefined
  }, [viewer, name])
  return <div class="panel" ref={place} />
}

/** The bar at the thumb on phones: five large targets. */
function Dock({ viewer, sheet }: { viewer: ImageViewer; sheet: (name: string) => () => void }) {
  const { state$: state } = viewer
  const film = (viewer.active.source?.count ?? 0) > 1
  const tool = viewer.tool
  const chosen = viewer.tools.find(({ name }) => name === tool)
  return (
    <nav class="dock" aria-label={viewer.t('tools')}>
      <ToolButton
        icon="series"
        label={viewer.t('series')}
        wide
        expanded={state.sheet === 'series'}
        onPress={sheet('series')}
      />
      <ToolButton
        icon="window"
        label={viewer.t('window')}
        wide
        expanded={state.sheet === 'windows'}
        onPress={sheet('windows')}
      />
      <ToolButton
        path={chosen?.icon ?? ICONS[tool as 'scroll']}
        label={chosen?.short ?? chosen?.label ?? viewer.t(tool === 'window' ? 'windowShort' : (tool as 'scroll'))}
        wide
        pressed={tool !== 'scroll'}
        onPress={() => viewer.chooseTool(tool === 'scroll' ? 'window' : 'scroll')}
      />
      <ToolButton
        icon={viewer.cine.playing ? 'pause' : 'play'}
        label={viewer.cine.playing ? viewer.t('pause') : viewer.t('play')}
        wide
        disabled={!film || viewer.mpr.on}
        onPress={() => viewer.cine.toggle()}
      />
      <ToolButton
        icon="more"
        label={viewer.t('more')}
        wide
        expanded={state.sheet === 'tools'}
        onPress={sheet('tools')}
      />
    </nav>
  )
}
