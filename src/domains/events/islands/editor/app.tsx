import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import { dayLabel, timeRange } from '#src/lib/time/format.ts'
import { dayFinder, programmeDate } from '../../programme/days.ts'
import { commandForKey, type Key } from '../../edits/edit-keys.ts'
import type { Day, Programme } from '../../programme/programme.ts'
import { warningsOf, type ItemRef } from '../../programme/warnings.ts'
import { draggable } from './drag.ts'
import { ItemDialog } from './dialog.tsx'
import { columnWidth, editorGrid, heightOf } from './geometry.ts'
import { Grid, type Ghost } from './grid.tsx'
import { editorMessages } from './messages.ts'
import { ConflictPanel, UnscheduledPanel, WarningsPanel } from './panels.tsx'
import type { EditorStore } from './store.ts'
import { commandOf, ghostBox, targetAt, type Target } from './target.ts'
import { findItem } from './words.ts'

/** More rooms than this and only those in use are shown at first. */
const MANY_ROOMS = 12

interface Drag {
  readonly ref: ItemRef
  readonly mode: 'move' | 'resize'
  readonly grab: number
}

/** The days that have a tab: those of the programme and those on which something stands. */
function daysOf(p: Programme): Day[] {
  const dateFor = dayFinder(p.event.zone, p.days)
  const known = new Map(p.days.map((day) => [day.date, day]))
  for (const item of [...p.sessions, ...p.talks]) {
    if (item.start === null) continue
    const date = dateFor(item.start)
    if (!known.has(date))
      known.set(date, { date, start: item.start, end: item.start + item.minutes * 60_000, title: {} })
  }
  return [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}

export const refOf = (element: Element | null): ItemRef | null => {
  const [type, id] = (element?.closest('[data-item]')?.getAttribute('data-item') ?? '').split(':')
  return (type === 'session' || type === 'talk') && id ? { type, id } : null
}

/** The editor: grid, lists and everything that moves in them. */
export function Editor({ store, canEdit }: { store: EditorStore; canEdit: boolean }) {
  const { lang, base } = store.props
  const t = editorMessages(lang)
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => store.subscribe(() => redraw(0)), [store])
  const { view } = store
  const { programme } = view
  const days = useMemo(() => daysOf(programme), [programme])
  const [date, setDate] = useState(store.props.day ?? days[0]?.date ?? '')
  const day = days.find((d) => d.date === date) ?? days[0]
  const [allRooms, setAllRooms] = useState(programme.rooms.length <= MANY_ROOMS)
  const laid = useMemo(() => (day ? editorGrid(programme, day, allRooms) : null), [programme, day, allRooms])
  const warnings = useMemo(
    () => warningsOf(programme, { availability: view.availability }),
    [programme, view.availability],
  )
  const warned = useMemo(() => {
    const count = new Map<string, number>()
    for (const w of warnings)
      if (w.severity !== 'notice') for (const { id } of w.items) count.set(id, (count.get(id) ?? 0) + 1)
    return count
  }, [warnings])
  const [drag, setDrag] = useState<Drag | null>(null)
  const [target, setTarget] = useState<Target | null>(null)
  const [open, setOpen] = useState<ItemRef | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [frameWidth, setFrameWidth] = useState(0)
  useLayoutEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(([entry]) => setFrameWidth(entry?.contentRect.width ?? 0))
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  const now = useRef({ drag, laid, programme })
  now.current = { drag, laid, programme }

  useEffect(() => {
    if (!root.current || !canEdit) return
    let held: Drag | null = null
    const find = (x: number, y: number): Target | null => {
      const { laid: grid, programme: p } = now.current
      return held && grid && frame.current
        ? targetAt(frame.current, grid, p, held.ref, held.mode, held.grab, x, y)
        : null
    }
    const end = () => {
      held = null
      setDrag(null)
      setTarget(null)
    }
    return draggable(root.current, {
      pick(element) {
        const ref = refOf(element)
        const box = element.closest('[data-item]')
        if (!ref || !box) return null
        return { ref, mode: element.closest('[data-resize]') ? 'resize' : 'move', element: box }
      },
      start(ref, mode, grab) {
        const scheduled = findItem(now.current.programme, ref)?.start != null
        held = { ref, mode, grab: mode === 'move' && scheduled ? grab : 0 }
        setDrag(held)
      },
      over(x, y) {
        const next = find(x, y)
        setTarget((was) => (JSON.stringify(was) === JSON.stringify(next) ? was : next))
      },
      drop(x, y) {
        const to = find(x, y)
        const command = held && to ? commandOf(now.current.programme, held.ref, held.mode, to) : null
        end()
        if (command) store.dispatch(command)
      },
      cancel: end,
      frame: () => frame.current,
    })
  }, [store, canEdit])

  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog')
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || typing || !canEdit)
        return
      event.preventDefault()
      void store.undo()
    }
    addEventListener('keydown', undo)
    return () => removeEventListener('keydown', undo)
  }, [store, canEdit])

  // A day opens where its first entry is, not at four in the morning.
  useLayoutEffect(() => {
    if (!laid || !frame.current) return
    const first = Math.min(...laid.columns.flatMap((c) => c.boxes.map((box) => box.slot.start)))
    frame.current.scrollTop = Number.isFinite(first)
      ? Math.max(0, heightOf(laid.grid, first) - 24)
      : heightOf(laid.grid, (day?.start ?? 0) + 3.5 * 3_600_000)
  }, [day?.date])

  useLayoutEffect(() => {
    if (view.focus === null) return
    document.getElementById(`ed-${view.focus}`)?.focus()
    store.unfocus()
  }, [view.focus, programme])

  const jump = (ref: ItemRef) => {
    const item = findItem(programme, ref)
    if (item?.start != null) setDate(dayFinder(programme.event.zone, programme.days)(item.start))
    requestAnimationFrame(() => {
      const element = document.getElementById(`ed-${ref.id}`)
      element?.scrollIntoView({ block: 'center', inline: 'center' })
      element?.focus()
    })
  }

  // Long lists: not drawn anew for every step of a drag.
  const overLoose = target?.kind === 'unscheduled'
  const loose = useMemo(
    () => <UnscheduledPanel lang={lang} programme={programme} over={overLoose} />,
    [programme, lang, overLoose],
  )
  const lookAt = useMemo(
    () => <WarningsPanel lang={lang} programme={programme} warnings={warnings} jump={jump} />,
    [programme, warnings, lang],
  )

  // On the whole, because items come and go: a click opens a form (Enter on a title is one too), arrows move.
  useEffect(() => {
    const whole = root.current
    if (!whole) return
    const click = (event: MouseEvent) => setOpenFrom(event, setOpen)
    const key = (event: KeyboardEvent) => {
      const ref = refOf(event.target as Element)
      if (!ref || !canEdit || event.ctrlKey || event.metaKey || event.altKey) return
      const name = (event.shiftKey ? SHIFTED : PLAIN)[event.key]
      const { programme: p } = now.current
      const item = name && findItem(p, ref)
      const command = name && item ? commandForKey(p, item, name) : null
      if (!command) return
      event.preventDefault()
      store.dispatch(command, { together: true, focus: true })
    }
    whole.addEventListener('click', click)
    whole.addEventListener('keydown', key)
    return () => {
      whole.removeEventListener('click', click)
      whole.removeEventListener('keydown', key)
    }
  }, [store, canEdit])

  const ghost: Ghost | null =
    laid && target?.kind === 'place'
      ? {
          ...ghostBox(laid, target),
          label: timeRange(lang, programme.event.zone, target.start, target.start + target.minutes * 60_000),
        }
      : null
  const query = day ? `?day=${day.date}` : ''
  return (
    <div class="ed" ref={root}>
      <div class="ed-bar">
        <nav class="ed-days" aria-label={t('days')}>
          {days.map((d) => (
            <button type="button" key={d.date} class="ed-day" aria-pressed={d === day} onClick={() => setDate(d.date)}>
              {dayLabel(lang, d.date)}
            </button>
          ))}
        </nav>
        {programme.rooms.length > 1 ? (
          <button
            type="button"
            class="button button-quiet button-small"
            aria-pressed={allRooms}
            onClick={() => setAllRooms(!allRooms)}
          >
            {t(allRooms ? 'usedRooms' : 'allRooms')}
          </button>
        ) : null}
        {canEdit ? (
          <>
            <a class="button button-quiet button-small" href={`${base}/sessions/new${query}`}>
              {t('newSession')}
            </a>
            <a class="button button-quiet button-small" href={`${base}/talks/new${query}`}>
              {t('newTalk')}
            </a>
            <button type="button" class="button button-quiet button-small" onClick={() => void store.undo()}>
              {t('undo')}
            </button>
          </>
        ) : null}
        <output class={`ed-state${view.offline ? ' ed-offline' : ''}`}>
          {view.offline ? t('offline') : view.waiting > 0 ? t('saving') : t('saved')}
        </output>
        {view.others.length > 0 ? (
          <span class="ed-others">{t('alsoHere', { names: view.others.join(', ') })}</span>
        ) : null}
      </div>
      <output class="ed-said" aria-live="assertive">
        {view.said}
      </output>
      {view.conflict ? (
        <ConflictPanel lang={lang} conflict={view.conflict} settle={(mine) => store.settle(mine)} />
      ) : null}
      <div class="ed-work">
        <div class="ed-frame" ref={frame} tabIndex={-1}>
          {laid ? (
            <Grid
              lang={lang}
              programme={programme}
              laid={laid}
              width={columnWidth(frameWidth, laid.columns.length)}
              warned={warned}
              dragged={drag?.ref.id ?? null}
              ghost={ghost}
            />
          ) : null}
        </div>
        <aside class="ed-side">
          {loose}
          {lookAt}
        </aside>
      </div>
      <p class="hint ed-help">{t('help')}</p>
      {open ? (
        <ItemDialog
          key={open.id}
          lang={lang}
          programme={programme}
          item={open}
          canEdit={canEdit}
          date={day?.date ?? programmeDate(programme.event.zone, Date.now())}
          base={base}
          dispatch={(command) => store.dispatch(command, { focus: true })}
          close={() => setOpen(null)}
        />
      ) : null}
    </div>
  )
}

const PLAIN: { readonly [key: string]: Key } = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'room-before',
  ArrowRight: 'room-after',
}
const SHIFTED: { readonly [key: string]: Key } = { ArrowUp: 'shorter', ArrowDown: 'longer' }

/** A click on an item opens its form; Enter on its title is a click too. */
function setOpenFrom(event: MouseEvent, setOpen: (ref: ItemRef) => void): void {
  const element = event.target as Element
  if (element.closest('[data-resize], .ed-warning, dialog')) return
  const ref = refOf(element)
  if (ref) setOpen(ref)
}
