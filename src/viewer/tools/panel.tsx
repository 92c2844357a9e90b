import { render } from 'preact'
import { useEffect, useReducer, useRef } from 'preact/hooks'
import type { Viewer } from '../viewport.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Board } from './board.ts'
import type { Findings } from './findings.ts'
import { FindingsSection } from './findings-panel.tsx'
import { linesOf, rowsOf } from './format.ts'
import { SITE_NAMES } from '#src/lib/dicom/objects/site-names.ts'
import { placeOf } from './place.ts'
import type { Entry } from './store.ts'
import { iconOf } from './tools.ts'
import { ShowAll } from './show-all.tsx'

/** The list of marks beside the images. */
export function mountPanel(element: HTMLElement, board: Board, findings: Findings): () => void {
  render(<Marks board={board} findings={findings} />, element)
  return () => render(null, element)
}

function Marks({ board, findings }: { board: Board; findings: Findings }) {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => board.subscribe(() => redraw(null)), [board])
  const { t } = board
  const { all, store, viewer } = board
  const own = all.filter(({ mark }) => mark.mine)
  const others = all.filter(({ mark }) => !mark.mine)
  return (
    <div class="marks">
      <p class="marks-state" data-status={store.status} role="status">
        {all.length > 0 && viewer.config.mayMark ? t(store.status) : ''}
      </p>
      {all.length > 0 ? (
        <ShowAll of={board} label={t('show')} />
      ) : (
        <p class="marks-none">
          {viewer.config.mayMark ? t('none') : viewer.config.person ? t('noneRead') : t('signIn')}
        </p>
      )}
      {[
        [t('mine'), own],
        [t('others'), others],
      ]
        .filter((group): group is [string, Entry[]] => group[1]!.length > 0)
        .map(([title, entries]) => (
          <section key={title} class="marks-group">
            {own.length > 0 && others.length > 0 ? <h3>{title}</h3> : null}
            <ul>
              {entries.map((entry) => (
                <Item key={entry.mark.id} board={board} entry={entry} />
              ))}
            </ul>
          </section>
        ))}
      <FindingsSection board={board} findings={findings} />
      {store.exports.length > 0 ? (
        <section class="marks-exports">
          <h3>{t('exportTitle')}</h3>
          <ul>
            {store.exports.map(({ kind, href, count }) => (
              <li key={href}>
                <a href={href} download>
                  {t(kind)}
                </a>{' '}
                <span>{count}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function Item({ board, entry: { mark, status } }: { board: Board; entry: Entry }) {
  const { t, viewer } = board
  const { lang } = viewer.config
  const chosen = board.selected === mark.id
  const lines = mark.measured ? linesOf(mark.measured, lang, { subtracted: mark.view.mask !== undefined }) : []
  return (
    <li class="mark" data-chosen={chosen || undefined}>
      <button type="button" class="mark-go" aria-pressed={chosen} onClick={() => go(viewer, board, mark)}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d={iconOf(mark.kind)} />
        </svg>
        <span class="mark-words">
          <span class="mark-name">{mark.text || t(mark.kind)}</span>
          {lines.map((line) => (
            <span key={line} class="mark-value">
              {line}
            </span>
          ))}
          <span class="mark-place">
            {[
              placeOf(board, mark),
              mark.site ? SITE_NAMES[mark.site]?.[lang] : '',
              mark.mine ? (mark.shared ? t('shared') : t('private')) : (mark.author?.name ?? t('gone')),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {status !== 'saved' ? (
            <span class="marks-state" data-status={status}>
              {t(status)}
            </span>
          ) : null}
        </span>
      </button>
      {chosen ? <Details board={board} mark={mark} /> : null}
    </li>
  )
}

/** The panel is drawn anew when others draw, also while one types: what it is elsewhere (taken back) comes in only while nobody does. */
function LabelField({ board, mark: { id, text } }: { board: Board; mark: Mark }) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = text
  }, [text])
  return (
    <input
      ref={field}
      class="field"
      defaultValue={text}
      maxLength={200}
      placeholder={board.t('labelHint')}
      onChange={(event) => board.change(id, { text: event.currentTarget.value.trim() })}
    />
  )
}

function Details({ board, mark }: { board: Board; mark: Mark }) {
  const { t, viewer } = board
  const { lang } = viewer.config
  const rows = mark.measured ? rowsOf(mark.measured, lang) : []
  return (
    <div class="mark-details">
      {rows.length > 0 ? (
        <dl>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {mark.mine ? (
        <>
          <label>
            <span>{t('label')}</span>
            <LabelField key={mark.id} board={board} mark={mark} />
          </label>
          {mark.kind === 'key' ? null : (
            <label>
              <span>{t('site')}</span>
              <select
                class="field"
                value={mark.site}
                onChange={(event) => board.change(mark.id, { site: event.currentTarget.value })}
              >
                <option value="">{t('noSite')}</option>
                {Object.entries(SITE_NAMES).map(([key, names]) => (
                  <option key={key} value={key}>
                    {names[lang]}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      ) : null}
      <div class="mark-actions">
        {mark.mine ? (
          <button
            type="button"
            class="mark-button"
            aria-pressed={mark.shared}
            onClick={() => board.change(mark.id, { shared: !mark.shared })}
          >
            {t(mark.shared ? 'unshare' : 'share')}
          </button>
        ) : null}
        {mark.mayRemove ? (
          <button type="button" class="mark-button" onClick={() => board.remove(mark.id)}>
            {t('remove')}
          </button>
        ) : null}
      </div>
    </div>
  )
}

async function go(viewer: Viewer, board: Board, mark: Mark): Promise<void> {
  const { study, series, instance, frame, view } = mark
  board.visible = true
  board.select(mark.id)
  await viewer.go({ study, series, instance, frame, ...view })
  board.changed()
}
