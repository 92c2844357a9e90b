import { slugOf } from '#src/lib/text/slug.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { makeDay } from '../../programme/days.ts'
import { patchProgramme } from '../../edits/edit-commands.ts'
import { removeRoom, removeTrack, type Patch } from '../../edits/edit-patch.ts'
import type { Day, Programme, Room, Track } from '../../programme/programme.ts'
import { managePath } from '../frame.tsx'
import { mergedText, posted, type Posted } from '../form-data.ts'
import { editing, type Editing } from './editing.ts'
import { daysPage, roomsPage, tracksPage, type PartName, type PartRefused } from './parts-pages.tsx'
import { refusalText } from './refusal.ts'

/** Rooms, tracks and days: a table each with one form beside it. */
export function partsPages(app: App): void {
  part(app, 'rooms', roomsPage, roomPatch)
  part(app, 'tracks', tracksPage, trackPatch)
  part(app, 'days', daysPage, dayPatch)
}

type PartsPage = (c: Ctx, open: Editing, refused?: PartRefused) => Promise<Response>

/** Reads the patch of a row's form; its `id` is '' for a new row. */
type MakePatch = (c: Ctx, form: Posted, programme: Programme) => Outcome<Patch>

function part(app: App, name: PartName, show: PartsPage, make: MakePatch): void {
  app.get(`/manage/events/:slug/programme/${name}`, async (c) => {
    const open = await editing(c)
    return open ? show(c, open) : c.notFound()
  })
  app.post(`/manage/events/:slug/programme/${name}`, async (c) => {
    const open = await editing(c)
    if (!open) return c.notFound()
    const { ctx, actor, lang } = c.var
    const form = await posted(c)
    const id = form.get('id')
    const seen = form.number('revision')
    const expected = id !== '' && seen !== null ? { [id]: seen } : {}
    const done = await patchProgramme(ctx, actor, open.event.id, expected, (programme) => make(c, form, programme))
    const back = href(lang, managePath(open.event, `/programme/${name}`))
    if (done.ok) return c.redirect(`${back}?done=saved`, 303)
    if (done.code === 'not-found') return c.notFound()
    if (done.fields?.['edit'] === 'nothing-to-do') return c.redirect(`${back}?done=saved`, 303)
    if (done.code === 'invalid' && done.fields && !done.fields['edit']) {
      return show(c, open, { errors: done.fields, text: Object.fromEntries(form.entries()), id })
    }
    return c.redirect(`${back}?refused=${encodeURIComponent(refusalText(lang, done))}`, 303)
  })
}

function roomPatch(c: Ctx, form: Posted, programme: Programme): Outcome<Patch> {
  const before = form.get('id') === '' ? null : (programme.rooms.find((room) => room.id === form.get('id')) ?? null)
  if (form.get('id') !== '' && !before) return fail('not-found')
  if (before && form.checked('remove')) return ok(removeRoom(programme, before))
  const name = mergedText(before?.name ?? {}, form.text('name'))
  const capacity = form.number('capacity')
  if (Object.keys(name).length === 0) return invalid({ name: 'required' })
  if (Number.isNaN(capacity) || (capacity ?? 0) < 0) return invalid({ capacity: 'number' })
  const id = before?.id ?? c.var.ctx.ids.id()
  const position = form.number('position')
  const after: Room = {
    ...(before ?? { guid: id, description: {} }),
    id,
    name,
    description: mergedText(before?.description ?? {}, form.text('description')),
    capacity,
    position:
      position === null || Number.isNaN(position) ? (before?.position ?? nextPosition(programme.rooms)) : position,
  }
  return ok({ kind: 'patch', changes: [{ list: 'rooms', before, after }] })
}

function trackPatch(c: Ctx, form: Posted, programme: Programme): Outcome<Patch> {
  const before = form.get('id') === '' ? null : (programme.tracks.find((track) => track.id === form.get('id')) ?? null)
  if (form.get('id') !== '' && !before) return fail('not-found')
  if (before && form.checked('remove')) return ok(removeTrack(programme, before))
  const name = mergedText(before?.name ?? {}, form.text('name'))
  if (Object.keys(name).length === 0) return invalid({ name: 'required' })
  const colour = form.get('colour').toLowerCase()
  if (!/^#[0-9a-f]{6}$/.test(colour)) return invalid({ colour: 'colour' })
  const id = before?.id ?? c.var.ctx.ids.id()
  const position = form.number('position')
  const after: Track = {
    id,
    name,
    slug:
      before?.slug ??
      (slugOf(name['en'] ?? name['vi'] ?? Object.values(name)[0]!) || `track-${programme.tracks.length + 1}`),
    colour,
    position:
      position === null || Number.isNaN(position) ? (before?.position ?? nextPosition(programme.tracks)) : position,
  }
  return ok({ kind: 'patch', changes: [{ list: 'tracks', before, after }] })
}

function dayPatch(_c: Ctx, form: Posted, programme: Programme): Outcome<Patch> {
  const date = form.get('date')
  const before = programme.days.find((day) => day.date === date) ?? null
  if (before && form.checked('remove')) return ok({ kind: 'patch', changes: [{ list: 'days', before, after: null }] })
  const made = makeDay(programme.event.zone, date, form.get('from'), form.get('to'))
  if (!made) return invalid({ [/^\d{4}-\d{2}-\d{2}$/.test(date) ? 'from' : 'date']: 'time' })
  const after: Day = { ...made, title: mergedText(before?.title ?? {}, form.text('title')) }
  return ok({ kind: 'patch', changes: [{ list: 'days', before, after }] })
}

const nextPosition = (items: readonly { readonly position: number }[]): number =>
  Math.max(-1, ...items.map((item) => item.position)) + 1
