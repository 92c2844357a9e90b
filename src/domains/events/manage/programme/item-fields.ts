import { parseLocal } from '#src/lib/time/zoned.ts'
import type { Placement, Session, SessionKind, Talk } from '../../programme/programme.ts'
import { SESSION_KINDS } from '../../programme/programme.ts'
import { mergedText, type Posted } from '../form-data.ts'
import type { Editing } from './editing.ts'

/** A form's item with what is wrong in it, by field. */
export interface ItemInput<T> {
  readonly item: T
  readonly errors: Record<string, string>
}

type Content<T> = Omit<T, 'id' | 'guid' | 'code' | 'chairs' | 'speakers'>

export const blankSession = (): Content<Session> => ({
  kind: 'oral',
  title: {},
  description: {},
  trackId: null,
  expected: null,
  cancelled: false,
  roomId: null,
  start: null,
  minutes: 90,
})

export const blankTalk = (): Content<Talk> => ({
  kind: 'talk',
  sessionId: null,
  trackId: null,
  title: {},
  subtitle: {},
  abstract: {},
  description: {},
  langs: [],
  type: '',
  links: [],
  attachments: [],
  doNotRecord: false,
  licence: '',
  generated: false,
  cancelled: false,
  roomId: null,
  start: null,
  minutes: 15,
})

/** A session's content over what is stored; where and when only for a new one: an existing one is moved. */
export function readSession<T extends Content<Session>>(
  form: Posted,
  editing: Editing,
  stored: T,
  isNew: boolean,
): ItemInput<T> {
  const errors: Record<string, string> = {}
  const title = mergedText(stored.title, form.text('title'))
  if (Object.keys(title).length === 0) errors['title'] = 'required'
  const expected = form.number('expected')
  if (Number.isNaN(expected) || (expected ?? 0) < 0) errors['expected'] = 'number'
  const item: T = {
    ...stored,
    kind: SESSION_KINDS.find((kind): kind is SessionKind => kind === form.get('kind')) ?? stored.kind,
    title,
    description: mergedText(stored.description, form.text('description')),
    trackId: known(editing.index.tracks, form.get('trackId')),
    expected: Number.isNaN(expected) ? null : expected,
    ...(isNew ? readPlace(form, editing, errors) : {}),
  }
  return { item, errors }
}

/** A talk's content over what is stored. */
export function readTalk<T extends Content<Talk>>(
  form: Posted,
  editing: Editing,
  stored: T,
  isNew: boolean,
): ItemInput<T> {
  const errors: Record<string, string> = {}
  const title = mergedText(stored.title, form.text('title'))
  if (Object.keys(title).length === 0) errors['title'] = 'required'
  const item: T = {
    ...stored,
    kind: form.get('kind') === 'discussion' ? 'discussion' : 'talk',
    title,
    subtitle: mergedText(stored.subtitle, form.text('subtitle')),
    abstract: mergedText(stored.abstract, form.text('abstract')),
    description: mergedText(stored.description, form.text('description')),
    trackId: known(editing.index.tracks, form.get('trackId')),
    langs: form.all('langs').filter((tag) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag)),
    type: form.get('type').slice(0, 100),
    licence: form.get('licence').slice(0, 300),
    doNotRecord: form.checked('doNotRecord'),
    ...(isNew
      ? { sessionId: known(editing.index.sessions, form.get('sessionId')), ...readPlace(form, editing, errors) }
      : {}),
  }
  return { item, errors }
}

const known = (items: ReadonlyMap<string, unknown>, id: string): string | null => (items.has(id) ? id : null)

/** Where and when of a new item; without a time it is not scheduled. */
function readPlace(form: Posted, { copy, index }: Editing, errors: Record<string, string>): Placement {
  const minutes = form.number('minutes') ?? 0
  if (!(minutes >= 1 && minutes <= 1_440)) errors['minutes'] = 'minutes'
  const clock = form.get('time')
  const start = clock === '' ? null : parseLocal(copy.programme.event.zone, form.get('date'), clock)
  if (clock !== '' && start === null) errors['time'] = 'time'
  return { roomId: known(index.rooms, form.get('room')), start, minutes: Number.isNaN(minutes) ? 0 : minutes }
}
