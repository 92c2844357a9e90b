import { flip, toggleFullscreen, toggleMpr } from '../actions.ts'
import type { Word } from '../messages.ts'
import { scoutOf } from '../mode/scout.ts'
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
  /** `rare` ones stand behind “more” on wide screens too: the bar has one row. */
  readonly items: readonly (ToolButtonProps & { readonly id: string; readonly rare?: boolean | undefined })[]
}

/** Every button, in groups: one row on wide screens (`bar`), a grid of large ones on phones. */
function groups(viewer: ImageViewer, sheet: (name: string) => () => void, bar: boolean): Group[] {
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
  const stack = viewer.stackIn(viewer.active)
  const scout = stack !== null && scoutOf(viewer.stacks, stack) !== null
  // Of use between panes only.
  const alone = viewer.panes.length < 2 || viewer.mpr.on
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
        ...(bar
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
        { id: 'turn', icon: 'turn', label: t('turn'), shortcut: 'R', rare: true, onPress: () => viewer.active.turn() },
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
        ...(scout
          ? [{ id: 'scout', icon: 'scout' as const, label: t('scout'), onPress: () => viewer.showScout() }]
          : []),
        {
          id: 'linked',
          icon: 'link',
          label: t('linked'),
          shortcut: 'Y',
          rare: alone,
          pressed: state.linked,
          onPress: () => flip('linked')(viewer),
        },
        {
          id: 'levels',
          icon: 'levels',
          label: t('levels'),
          rare: alone,
          pressed: state.levels,
          onPress: () => flip('levels')(viewer),
        },
        {
          id: 'lines',
          icon: 'lines',
          label: t('lines'),
          shortcut: 'X',
          rare: alone,
          pressed: state.lines,
          onPress: () => flip('lines')(viewer),
        },
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
          rare: action.rare,
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
        {
          id: 'info',
          icon: 'info',
          label: t('info'),
          shortcut: 'O',
          rare: true,
          pressed: state.info,
          onPress: () => flip('info')(viewer),
        },
        { id: 'full', icon: 'full', label: t('fullscreen'), shortcut: 'U', onPress: toggleFullscreen },
        {
          id: 'help',
          icon: 'help',
          label: t('help'),
          shortcut: 'H',
          rare: true,
          expanded: state.sheet === 'help',
          onPress: sheet('help'),
        },
        // The way to the rest; it is not among the rest.
        ...(bar
          ? [
              {
                id: 'more',
                icon: 'more' as const,
                label: t('more'),
                expanded: state.sheet === 'tools',
                onPress: sheet('tools'),
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
      {groups(viewer, sheet, true)
        .filter(({ name }) => name !== MARKS)
        .map(({ name, items }) => (
          <div key={name} class="toolbar-group">
            {items
              .filter(({ rare }) => !rare)
              .map(({ id, rare: _rare, ...item }) => (
                <ToolButton key={id} {...item} />
              ))}
          </div>
        ))}
    </div>
  )
}

export function MarkBar({ viewer }: { viewer: ImageViewer }) {
  const marks = groups(viewer, () => () => {}, false).find(({ name }) => name === MARKS)!
  return (
    <div class="markbar" role="toolbar" aria-orientation="vertical" aria-label={viewer.t('marks')}>
      {marks.items.map(({ id, rare: _rare, ...item }) => (
        <ToolButton key={id} {...item} />
      ))}
    </div>
  )
}

/** All tools on phones; on wide screens those that the bar has no room for. */
export function ToolGrid(props: { viewer: ImageViewer; sheet: (name: string) => () => void; onChosen: () => void }) {
  const { viewer, sheet, onChosen } = props
  return (
    <div class="tool-grid">
      {groups(viewer, sheet, false)
        .flatMap(({ items }) => items)
        .map(({ id, rare, ...item }) => (
          <ToolButton
            key={id}
            {...item}
            wide
            barred={!rare}
            onPress={() => {
              onChosen()
              item.onPress()
            }}
          />
        ))}
    </div>
  )
}
