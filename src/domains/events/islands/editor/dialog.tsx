import { useEffect, useRef, useState } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { dayLabel } from '#src/lib/time/format.ts'
import { clockOf, dateOf, parseLocal } from '#src/lib/time/zoned.ts'
import { comparingRooms } from '../../programme/layout.ts'
import { roomOf, type Programme, type Session, type Talk } from '../../programme/programme.ts'
import { bySession, isTalk } from '../../programme/slots.ts'
import type { Command } from '../../edits/edits.ts'
import type { ItemRef } from '../../programme/warnings.ts'
import { editorMessages } from './messages.ts'
import { findItem, roomName, standingInWords, titleOf } from './words.ts'

export interface DialogProps {
  readonly lang: Lang
  readonly programme: Programme
  readonly item: ItemRef
  readonly canEdit: boolean
  /** Day shown in the grid: where an unscheduled item goes unless told otherwise. */
  readonly date: string
  /** Address of the programme's pages. */
  readonly base: string
  readonly dispatch: (command: Command) => void
  readonly close: () => void
}

const placeOf = (programme: Programme, item: Session | Talk) => ({
  roomId: isTalk(item) ? roomOf(item, bySession(programme)) : item.roomId,
  start: item.start,
  minutes: item.minutes,
  sessionId: isTalk(item) ? item.sessionId : null,
})

/** Everything that can be done with an item, as a form: what the keyboard and the thumb prefer to dragging. */
export function ItemDialog(props: DialogProps) {
  const { lang, programme, item: ref, dispatch, close } = props
  const t = editorMessages(lang)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const item = findItem(programme, ref)
  // What stands in the form is what stood there when it was opened: others move things meanwhile, and neither may what is
  // being typed jump back, nor a change of theirs be written over unseen.
  const [seen] = useState(() => item && placeOf(programme, item))
  if (!item || !seen) return null
  const talk = isTalk(item)
  const { zone } = programme.event
  const expect = { roomId: seen.roomId, start: seen.start, minutes: seen.minutes }
  const act = (command: Command) => {
    dispatch(command)
    close()
  }
  const place = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string) => String(form.get(name) ?? '')
    const start = parseLocal(zone, text('date'), text('time'))
    const minutes = Number(text('minutes'))
    if (start === null || !Number.isInteger(minutes)) return
    act({
      kind: 'place',
      item: ref,
      expect,
      roomId: text('room') || null,
      start,
      minutes,
      ...(talk ? { sessionId: text('session') || null } : {}),
    })
  }
  const push = (event: SubmitEvent) => {
    event.preventDefault()
    const minutes = Number(new FormData(event.currentTarget as HTMLFormElement).get('by'))
    if (Number.isInteger(minutes) && minutes !== 0) act({ kind: 'push', item: ref, expect, minutes })
  }
  const button = (label: string, command: Command) => (
    <button type="button" class="button button-quiet button-small" onClick={() => act(command)}>
      {label}
    </button>
  )
  return (
    <dialog class="ed-dialog" ref={dialog} onClose={close} aria-labelledby="ed-dialog-title">
      <h2 id="ed-dialog-title">{titleOf(programme, item, lang)}</h2>
      <p class="hint">{standingInWords(programme, lang, item).slice(titleOf(programme, item, lang).length + 2)}</p>
      {props.canEdit ? (
        <>
          <form class="ed-form" onSubmit={place}>
            <label>
              {t('day')}
              <input
                class="input"
                type="date"
                name="date"
                required
                defaultValue={seen.start === null ? props.date : dateOf(zone, seen.start)}
              />
            </label>
            <label>
              {t('start')}
              <input
                class="input"
                type="time"
                name="time"
                required
                defaultValue={seen.start === null ? '09:00' : clockOf(zone, seen.start)}
              />
            </label>
            <label>
              {t('minutes')}
              <input
                class="input"
                type="number"
                name="minutes"
                min={1}
                max={1440}
                required
                defaultValue={seen.minutes}
              />
            </label>
            <label class="ed-wide">
              {t('room')}
              <select class="input" name="room">
                <option value="">{t('noRoom')}</option>
                {programme.rooms.toSorted(comparingRooms).map((room) => (
                  <option key={room.id} value={room.id} selected={room.id === seen.roomId}>
                    {roomName(programme, room.id, lang)}
                  </option>
                ))}
              </select>
            </label>
            {talk ? (
              <label class="ed-wide">
                {t('session')}
                <select class="input" name="session">
                  <option value="">{t('none')}</option>
                  {programme.sessions
                    .filter((s) => s.kind !== 'break')
                    .map((s) => (
                      <option key={s.id} value={s.id} selected={s.id === seen.sessionId}>
                        {s.start === null
                          ? ''
                          : `${dayLabel(lang, dateOf(zone, s.start))} ${clockOf(zone, s.start)} · `}
                        {titleOf(programme, s, lang)}
                      </option>
                    ))}
                </select>
              </label>
            ) : null}
            <button type="submit" class="button button-primary">
              {t('save')}
            </button>
          </form>
          {item.start === null ? null : (
            <form class="ed-form ed-push" onSubmit={push}>
              <label class="ed-wide">
                {t('pushBy')}
                <input class="input" type="number" name="by" min={-1440} max={1440} required defaultValue={10} />
              </label>
              <button type="submit" class="button button-quiet">
                {t('push')}
              </button>
            </form>
          )}
          <div class="actions">
            {!talk && item.kind === 'break' && item.start !== null
              ? button(t('copyBreak'), { kind: 'copy-break', sessionId: item.id, roomIds: [] })
              : null}
            {!talk && item.kind !== 'break' && item.start !== null
              ? button(t('layOut'), { kind: 'lay-out', sessionId: item.id })
              : null}
            {item.start === null ? null : button(t('unschedule'), { kind: 'unschedule', item: ref, expect })}
            {button(t(item.cancelled ? 'restore' : 'cancel'), {
              kind: 'cancel',
              item: ref,
              expect,
              cancelled: !item.cancelled,
            })}
          </div>
        </>
      ) : null}
      <div class="actions">
        <a class="button button-quiet" href={`${props.base}/${ref.type}s/${ref.id}`}>
          {t('details')}
        </a>
        <button type="button" class="button button-quiet" onClick={close}>
          {t('close')}
        </button>
      </div>
    </dialog>
  )
}
