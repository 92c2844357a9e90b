import type { Text } from '#src/lib/text/multilingual.ts'
import type { Day, Part, Participant, Programme, Room, Session, Talk, Track } from '../../programme/programme.ts'
import type { Carries, DraftPerson, Format, ImportDraft } from '../draft.ts'

/** Fields of a talk that a format never says anything about: they stay as they are. */
const SILENT: { readonly [F in Format]: readonly (keyof Talk)[] } = {
  'schedule.json': [],
  'schedule.xml': ['kind', 'generated'],
  'pretalx-dump': ['kind', 'subtitle', 'abstract', 'links', 'licence', 'generated'],
  'indico-event': ['kind', 'subtitle', 'abstract', 'langs', 'doNotRecord', 'licence', 'generated'],
  'indico-timetable': ['kind', 'subtitle', 'abstract', 'langs', 'doNotRecord', 'licence', 'generated'],
  csv: ['subtitle', 'description', 'links', 'attachments', 'doNotRecord', 'licence', 'generated'],
  xlsx: ['subtitle', 'description', 'links', 'attachments', 'doNotRecord', 'licence', 'generated'],
  hoi: [],
}

/** The file's languages replace; other languages stay. */
function mergeText(old: Text, next: Text, carries: Carries): Text {
  if (carries.langs === null) return next
  const kept = Object.entries(old).filter(([lang]) => !carries.langs!.includes(lang))
  return { ...Object.fromEntries(kept), ...next }
}

/** For details that many files leave out: silence keeps what is there. */
const fillText = (old: Text, next: Text, carries: Carries): Text =>
  carries.langs === null ? next : { ...old, ...next }

/** A speaker who has answered is not asked again because a file was imported. */
const mergeParts = (old: readonly Part[], next: readonly Part[]): readonly Part[] => {
  const states = new Map(old.map((x) => [x.personId, x.state]))
  return next.map((x) => ({ personId: x.personId, state: states.get(x.personId) ?? x.state }))
}

export const mergeRoom = (old: Room, next: Room, carries: Carries): Room => ({
  ...old,
  name: mergeText(old.name, next.name, carries),
  description: fillText(old.description, next.description, carries),
  capacity: carries.langs === null ? next.capacity : (next.capacity ?? old.capacity),
})

export const mergeTrack = (old: Track, next: Track, carries: Carries): Track => ({
  ...old,
  name: mergeText(old.name, next.name, carries),
  // A made-up colour must not paint over a chosen one; only the lossless format is sure of it.
  colour: carries.langs === null ? next.colour : old.colour,
})

export const mergePerson = (old: Participant, next: DraftPerson, carries: Carries): Participant => {
  const line = (a: string, b: string): string => (carries.langs === null ? b : b || a)
  return {
    ...old,
    name: next.name,
    latin: line(old.latin, next.latin),
    title: fillText(old.title, next.title, carries),
    facility: fillText(old.facility, next.facility, carries),
    country: line(old.country, next.country),
    biography: fillText(old.biography, next.biography, carries),
    avatar: line(old.avatar, next.avatar),
  }
}

export function mergeSession(old: Session, next: Session, { carries }: ImportDraft): Session {
  return {
    ...next,
    id: old.id,
    guid: old.guid,
    code: old.code,
    title: mergeText(old.title, next.title, carries),
    description: mergeText(old.description, next.description, carries),
    trackId: carries.langs === null ? next.trackId : (next.trackId ?? old.trackId),
    chairs: mergeParts(old.chairs, next.chairs),
    expected: carries.langs === null ? next.expected : (next.expected ?? old.expected),
  }
}

export function mergeTalk(old: Talk, next: Talk, { carries, format }: ImportDraft): Talk {
  const merged: Talk = {
    ...next,
    id: old.id,
    guid: old.guid,
    code: old.code,
    title: mergeText(old.title, next.title, carries),
    subtitle: mergeText(old.subtitle, next.subtitle, carries),
    abstract: mergeText(old.abstract, next.abstract, carries),
    description: mergeText(old.description, next.description, carries),
    speakers: mergeParts(old.speakers, next.speakers),
  }
  const silent: (keyof Talk)[] = [...SILENT[format]]
  if (!carries.sessions) silent.push('sessionId', 'kind', 'generated')
  const kept = Object.fromEntries(silent.map((field) => [field, old[field]]))
  return { ...merged, ...kept }
}

/** Formats that say when a day begins and ends; of the others it is only known when something takes place. */
const SAYS_DAYS: readonly Format[] = ['schedule.json', 'schedule.xml', 'hoi']

/**
 * The file's days, with titles given here; days that only entries outside the file still need stay. A day that a file
 * does not describe but merely uses is widened, never narrowed.
 */
export function mergeDays(current: readonly Day[], draft: ImportDraft, after: Programme): readonly Day[] {
  const old = new Map(current.map((x) => [x.date, x]))
  const exact = SAYS_DAYS.includes(draft.format)
  const days = draft.days.map((day): Day => {
    const was = old.get(day.date)
    old.delete(day.date)
    if (!was) return day
    return {
      date: day.date,
      start: exact ? day.start : Math.min(was.start, day.start),
      end: exact ? day.end : Math.max(was.end, day.end),
      title: draft.carries.langs === null ? day.title : { ...was.title, ...day.title },
    }
  })
  const entries = [...after.sessions, ...after.talks]
  const needed = [...old.values()].filter((day) =>
    entries.some((x) => !x.cancelled && x.start !== null && x.start >= day.start && x.start < day.end),
  )
  // A day without any entry that the file says nothing about may be planned ahead, unless the file describes all days.
  const rest = exact ? needed : [...old.values()]
  return [...days, ...rest].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
