import type { ComponentChildren } from 'preact'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { dayLabel } from '#src/lib/time/format.ts'
import { addDays, clockOf } from '#src/lib/time/zoned.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, ErrorSummary, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { trackHues } from '#src/ui/hues.ts'
import { TrackMark } from '#src/ui/programme-parts.tsx'
import { DataTable, type Column } from '#src/ui/table.tsx'
import { comparingRooms } from '../../programme/layout.ts'
import type { Day, Programme, Room, Track } from '../../programme/programme.ts'
import { fieldMessage, frameMessages } from '../frame-messages.ts'
import { managePage, managePath, textIn } from '../frame.tsx'
import { programmeMessages } from './messages.ts'
import type { Editing } from './editing.ts'

export type PartName = 'rooms' | 'tracks' | 'days'

/** A refused form: what is wrong, and what was typed. */
export interface PartRefused {
  readonly errors: Readonly<Record<string, string>>
  readonly text: Record<string, string>
  readonly id: string
}

interface PartView<T> {
  readonly part: PartName
  readonly items: readonly T[]
  readonly key: (item: T) => string
  readonly columns: readonly Column<T>[]
  readonly add: string
  readonly removeNote: string
  readonly fields: (item: T | null, typed?: Record<string, string>) => ComponentChildren
}

/** A table of rooms, tracks or days, and one form: for the one that `?edit=` names, else for a new one. */
function partPage<T>(c: Ctx, open: Editing, view: PartView<T>, refused?: PartRefused): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const tf = frameMessages(lang)
  const base = href(lang, managePath(open.event, `/programme/${view.part}`))
  const wanted = refused?.id ?? c.req.query('edit') ?? ''
  const item = view.items.find((one) => view.key(one) === wanted) ?? null
  const key = item ? view.key(item) : ''
  return managePage(c, {
    title: tf(view.part),
    section: view.part,
    managed: open,
    flash: flashOf(c),
    status: refused ? 422 : 200,
    children: (
      <>
        <h1>{tf(view.part)}</h1>
        <DataTable
          caption={tf(view.part)}
          quietCaption
          columns={view.columns}
          rows={view.items}
          rowKey={view.key}
          rowTone={(one) => (item === one ? 'marked' : undefined)}
          actions={
            open.can.edit
              ? (one) => (
                  <Button size="small" href={`${base}?edit=${encodeURIComponent(view.key(one))}#edit`}>
                    {tf('edit')}
                  </Button>
                )
              : undefined
          }
        />
        {open.can.edit ? (
          <section id="edit">
            <h2>{item ? tf('edit') : view.add}</h2>
            <Form action={base} csrf={c.var.csrf}>
              <ErrorSummary
                errors={Object.entries(refused?.errors ?? {}).map(([field, code]) => ({
                  field: FIELDS[field]?.id ?? field,
                  message: `${fieldLabel(lang, field)}: ${fieldMessage(lang, code)}`,
                }))}
              />
              <input type="hidden" name="id" value={key} />
              {item && open.copy.revisions.has(key) ? (
                <input type="hidden" name="revision" value={open.copy.revisions.get(key)} />
              ) : null}
              {view.fields(item, refused?.text)}
              {item ? (
                <Field name="remove" label={tf('remove')} hint={view.removeNote || undefined} type="checkbox" />
              ) : null}
              <Actions>
                <Button kind="primary">{tf('save')}</Button>
                {item ? <Button href={base}>{tf('cancel')}</Button> : null}
              </Actions>
            </Form>
          </section>
        ) : (
          <p class="nothing">{view.items.length === 0 ? t('nothingThatDay') : ''}</p>
        )}
      </>
    ),
  })
}

const FIELDS: {
  readonly [field: string]: { label: 'roomName' | 'capacity' | 'colour' | 'day' | 'dayStart'; id: string }
} = {
  name: { label: 'roomName', id: 'name.vi' },
  capacity: { label: 'capacity', id: 'capacity' },
  colour: { label: 'colour', id: 'colour' },
  date: { label: 'day', id: 'date' },
  from: { label: 'dayStart', id: 'from' },
}
const fieldLabel = (lang: Lang, field: string): string =>
  FIELDS[field] ? programmeMessages(lang)(FIELDS[field].label) : field

function flashOf(c: Ctx) {
  const refused = c.req.query('refused')
  if (refused)
    return (
      <Notice tone="warning" live>
        {<p>{refused.slice(0, 300)}</p>}
      </Notice>
    )
  return c.req.query('done') === 'saved' ? (
    <Notice tone="success" title={frameMessages(c.var.lang)('saved')} live />
  ) : null
}

/** How many sessions and talks name a room or track as theirs. */
function uses(p: Programme, field: 'roomId' | 'trackId'): (id: string) => number {
  const count = new Map<string, number>()
  for (const item of [...p.sessions, ...p.talks]) {
    const id = item[field]
    if (id !== null) count.set(id, (count.get(id) ?? 0) + 1)
  }
  return (id) => count.get(id) ?? 0
}

export function roomsPage(c: Ctx, open: Editing, refused?: PartRefused): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const used = uses(open.copy.programme, 'roomId')
  const view: PartView<Room> = {
    part: 'rooms',
    items: open.copy.programme.rooms.toSorted(comparingRooms),
    key: (room) => room.id,
    add: t('addRoom'),
    removeNote: t('deleteRoomNote'),
    columns: [
      { key: 'name', head: t('roomName'), primary: true, size: 'wide', cell: (room) => textIn(room.name, lang) },
      { key: 'capacity', head: t('capacity'), numeric: true, cell: (room) => room.capacity ?? '–' },
      { key: 'uses', head: t('entriesIn'), numeric: true, cell: (room) => used(room.id) },
    ],
    fields: (room, typed) => (
      <>
        <MultilingualField
          name="name"
          label={t('roomName')}
          langs={open.event.langs}
          value={room?.name ?? textOf(typed, 'name')}
          required
        />
        <Field
          name="capacity"
          label={t('capacity')}
          type="number"
          min={0}
          value={typed?.['capacity'] ?? room?.capacity}
        />
        <Field name="position" label={t('position')} type="number" value={typed?.['position'] ?? room?.position} />
        <MultilingualField
          name="description"
          label={t('description')}
          langs={open.event.langs}
          value={room?.description ?? textOf(typed, 'description')}
        />
      </>
    ),
  }
  return partPage(c, open, view, refused)
}

export function tracksPage(c: Ctx, open: Editing, refused?: PartRefused): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const used = uses(open.copy.programme, 'trackId')
  const hues = trackHues(open.copy.programme.tracks)
  const view: PartView<Track> = {
    part: 'tracks',
    items: open.copy.programme.tracks.toSorted((a, b) => a.position - b.position),
    key: (track) => track.id,
    add: t('addTrack'),
    removeNote: '',
    columns: [
      {
        key: 'name',
        head: t('trackName'),
        primary: true,
        size: 'wide',
        cell: (track) => <TrackMark hue={hues.get(track.id)} name={textIn(track.name, lang)} />,
      },
      { key: 'uses', head: t('entriesIn'), numeric: true, cell: (track) => used(track.id) },
    ],
    fields: (track, typed) => (
      <>
        <MultilingualField
          name="name"
          label={t('trackName')}
          langs={open.event.langs}
          value={track?.name ?? textOf(typed, 'name')}
          required
        />
        <Field
          name="colour"
          label={t('colour')}
          type="color"
          required
          size="short"
          value={typed?.['colour'] ?? track?.colour ?? '#0b7285'}
        />
        <Field name="position" label={t('position')} type="number" value={typed?.['position'] ?? track?.position} />
      </>
    ),
  }
  return partPage(c, open, view, refused)
}

export function daysPage(c: Ctx, open: Editing, refused?: PartRefused): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const { zone, startsOn } = open.event
  const clocks = (day: Day) => ({ from: clockOf(zone, day.start), to: clockOf(zone, day.end) })
  const hoursOf = (day: Day) => {
    const { from, to } = clocks(day)
    return to > from ? `${from}–${to}` : t('untilNextDay', { from, to })
  }
  const days = open.copy.programme.days
  const last = days.at(-1)
  const view: PartView<Day> = {
    part: 'days',
    items: days,
    key: (day) => day.date,
    add: t('addDay'),
    removeNote: '',
    columns: [
      { key: 'day', head: t('day'), primary: true, cell: (day) => dayLabel(lang, day.date) },
      { key: 'hours', head: t('time'), cell: (day) => hoursOf(day) },
      { key: 'title', head: t('dayTitle'), size: 'wide', cell: (day) => say(day.title, lang) },
    ],
    fields: (day, typed) => {
      const { from, to } = day ? clocks(day) : { from: '08:00', to: '18:00' }
      return (
        <>
          {day ? (
            <input type="hidden" name="date" value={day.date} />
          ) : (
            <Field
              name="date"
              label={t('day')}
              type="date"
              required
              value={typed?.['date'] ?? (last ? addDays(last.date, 1) : startsOn)}
            />
          )}
          <Field name="from" label={t('dayStart')} type="time" required value={typed?.['from'] ?? from} />
          <Field
            name="to"
            label={t('dayEnd')}
            type="time"
            required
            value={typed?.['to'] ?? to}
            hint={t('dayEndHint')}
          />
          <MultilingualField
            name="title"
            label={t('dayTitle')}
            langs={open.event.langs}
            value={day?.title ?? textOf(typed, 'title')}
          />
        </>
      )
    },
  }
  return partPage(c, open, view, refused)
}

/** The inputs `<name>.<lang>` of what was typed. */
const textOf = (typed: Record<string, string> | undefined, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed ?? {}).flatMap(([key, value]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), value]] : [],
    ),
  )
