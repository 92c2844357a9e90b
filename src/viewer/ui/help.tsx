import { COMMANDS } from '../actions.ts'
import type { ImageViewer } from '../viewer.ts'

/** Keys as they are printed on them. */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

export function Help({ viewer }: { viewer: ImageViewer }) {
  const rows: [string, string][] = [
    ['↑ ↓', viewer.t('keysScroll')],
    ['PgUp PgDn', viewer.t('keysTen')],
    ['Home End', viewer.t('keysEnds')],
    ['← →', viewer.t('keysSeries')],
    ['+ −', viewer.t('keysZoom')],
    ['0–7', viewer.t('keysPresets')],
    ...COMMANDS.map((command): [string, string] => [
      NAMES[command.key] ?? command.key.toUpperCase(),
      viewer.t(command.word),
    ]),
    ...[...viewer.tools, ...viewer.panels, ...viewer.actions].flatMap(({ key, label }): [string, string][] =>
      key ? [[key.toUpperCase(), label]] : [],
    ),
    ...(viewer.config.mayMark && viewer.config.marks !== null
      ? ([
          ['Ctrl Z', viewer.t('keysUndo')],
          ['Ctrl Y', viewer.t('keysRedo')],
          ['Enter', viewer.t('keysLabel')],
          ['Delete', viewer.t('keysRemove')],
        ] satisfies [string, string][])
      : []),
  ]
  return (
    <div class="help">
      <dl>
        {rows.map(([key, word]) => (
          <div key={key + word}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{word}</dd>
          </div>
        ))}
      </dl>
      <p>{viewer.t('dsaKeys')}</p>
      <p>{viewer.t('mouse')}</p>
      <p>{viewer.t('touch')}</p>
    </div>
  )
}
