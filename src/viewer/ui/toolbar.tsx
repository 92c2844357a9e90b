import { toggleFullscreen, toggleMpr } from '../actions.ts'
import type { Word } from '../messages.ts'
import type { ImageViewer, Layout } from '../viewer.ts'
import type { IconName } from './icons.tsx'
import { ToolButton, type ToolButtonProps } from './parts.tsx'

const DRAGS: readonly (readonly [name: 'window' | 'scroll' | 'zoom' | 'pan', key: string])[] = [
  ['window', 'W'],
  ['scroll', 'S'],
  ['zoom', 'Z'],
  ['pan', 'P'],
]
const LAYOUTS: readonly (readonly [Layout, Word, IconName])[] = [
  ['1', 'layout1', 'layout1'],
  ['2', 'layout2', 'layout2'],
  ['4', 'layout4', 'layout4'],
]

/** Tools that draw have a column of their own: they come later, and nothing moves then. */
const MARKS = 'mark'

interface Group {
  readonly name: string
  readonly items: readonly (ToolButtonProps & { readonly id: string; readonly desktop?: true })[]
}

/** Every button, in groups: one row on wide screens, a grid of large ones on phones. */
function groups(viewer: ImageViewer, sheet?: (name: string) => () => void): Group[] {
  const { state$: state } = viewer
  const t = viewer.t
  const of = (group: 'view' | 'mark') =>
    viewer.tools
      .filter((tool) => tool.group === group && (tool.name !== 'crosshair' || viewer.mpr.on))
      .map(({ name, label, icon, key }) => ({
        id: name,
        label,
        path: icon,
        shortcut: key?.toUpperCase(),
        pressed: viewer.tool === name,
        onPress: () => viewer.chooseTool(name),
      }))
  const flip = (name: 'linked' | 'lines' | 'info') => (): void => {
    state[name] = !state[name]
    for (const pane of viewer.panes) {
      viewer.corner(pane)
      pane.redraw()
    }
    viewer.changed()
  }
  const stack = viewer.stackIn(viewer.active)
  return [
    {
      name: t('tools'),
      items: [
        ...DRAGS.map(([name, key]) => ({
          id: name,
          icon: name,
          label: t(name),
          shortcut: key,
          pressed: viewer.tool === name,
          onPress: () => viewer.chooseTool(name),
        })),
        ...of('view'),
      ],
    },
    { name: MARKS, items: of('mark') },
    {
      name: t('image'),
      items: [
        ...(sheet
          ? [
              {
                id: 'presets',
                label: t('window'),
                icon: 'window' as const,
                expanded: state.sheet === 'windows',
                wide: true,
                onPress: sheet('windows'),
              },
            ]
          : []),
        { id: 'fit', icon: 'fit', label: t('fit'), shortcut: 'F', onPress: () => viewer.active.fit() },
        { id: 'turn', icon: 'turn', label: t('turn'), shortcut: 'R', onPress: () => viewer.active.turn() },
        {
          id: 'invert',
          icon: 'invert',
          label: t('invert'),
          shortcut: 'I',
          pressed: viewer.active.inverted,
          onPress: () => viewer.active.invert(),
        },
      ],
    },
    {
      name: t('layout'),
      items: [
        ...LAYOUTS.map(([layout, word, icon]) => ({
          id: word,
          icon,
          label: t(word),
          pressed: state.layout === layout,
          onPress: () => viewer.setLayout(layout),
        })),
        {
          id: 'linked',
          icon: 'link',
          label: t('linked'),
          shortcut: 'Y',
          pressed: state.linked,
          onPress: flip('linked'),
        },
        { id: 'lines', icon: 'lines', label: t('lines'), shortcut: 'X', pressed: state.lines, onPress: flip('lines') },
      ],
    },
    {
      name: t('series'),
      items: [
        {
          id: 'cine',
          icon: viewer.cine.playing ? 'pause' : 'play',
          label: viewer.cine.playing ? t('pause') : t('play'),
          shortcut: 'Space',
          disabled: (viewer.active.source?.count ?? 0) < 2 || viewer.mpr.on,
          onPress: () => viewer.cine.toggle(),
        },
        {
          id: 'mpr',
          icon: 'mpr',
          label: t('mprLong'),
          shortcut: 'M',
          pressed: viewer.mpr.on,
          disabled: !viewer.mpr.on && !stack,
          onPress: () => toggleMpr(viewer),
        },
        {
          id: 'dsa',
          icon: 'dsa',
          label: t('dsaLong'),
          shortcut: 'D',
          pressed: viewer.dsa.isOn(viewer.active),
          onPress: () => viewer.dsa.toggle(viewer.active),
        },
      ],
    },
    {
      name: t('more'),
      items: [
        ...viewer.actions.map((action) => ({
          id: action.name,
          label: action.label,
          path: action.icon,
          shortcut: action.key?.toUpperCase(),
          pressed: action.pressed?.(),
          onPress: () => void action.run(),
        })),
        ...viewer.panels.map((panel) => ({
          id: panel.name,
          label: panel.label,
          path: panel.icon,
          shortcut: panel.key?.toUpperCase(),
          expanded: state.panel === panel.name,
          badge: panel.badge?.(),
          onPress: () => viewer.openPanel(state.panel === panel.name ? null : panel.name),
        })),
        { id: 'info', icon: 'info', label: t('info'), shortcut: 'O', pressed: state.info, onPress: flip('info') },
        { id: 'full', icon: 'full', label: t('fullscreen'), shortcut: 'U', onPress: toggleFullscreen },
        ...(sheet
          ? [
              {
                id: 'help',
                icon: 'help' as const,
                label: t('help'),
                shortcut: 'H',
                expanded: state.sheet === 'help',
                onPress: sheet('help'),
              },
            ]
          : []),
      ],
    },
  ]
}

export function Toolbar({ viewer, sheet }: { viewer: ImageViewer; sheet: (name: string) => () => void }) {
  return (
    <div class="toolbar" role="toolbar" aria-label={viewer.t('tools')}>
      {groups(viewer, sheet)
        .filter(({ name, items }) => items.length > 0 && name !== MARKS)
        .map(({ name, items }) => (
          <div key={name} class="toolbar-group">
            {items.map(({ id, ...item }) => (
              <ToolButton key={id} {...item} />
            ))}
          </div>
        ))}
    </div>
  )
}

export function MarkBar({ viewer }: { viewer: ImageViewer }) {
  const marks = groups(viewer).find(({ name }) => name === MARKS)!
  return (
    <div class="markbar" role="toolbar" aria-orientation="vertical" aria-label={viewer.t('marks')}>
      {marks.items.map(({ id, ...item }) => (
        <ToolButton key={id} {...item} />
      ))}
    </div>
  )
}

export function ToolGrid({ viewer, onChosen }: { viewer: ImageViewer; onChosen: () => void }) {
  return (
    <div class="tool-grid">
      {groups(viewer)
        .flatMap(({ items }) => items)
        .map(({ id, ...item }) => (
          <ToolButton
            key={id}
            {...item}
            wide
            onPress={() => {
              onChosen()
              item.onPress()
            }}
          />
        ))}
    </div>
  )
}
