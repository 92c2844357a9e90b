import fc from 'fast-check'
import { EVENT_KINDS, SESSION_KINDS, type Part, type Programme } from '../programme/programme.ts'
import { codesFor, uuidFrom } from './identity.ts'

/** Random programmes in the form that the database keeps: trimmed texts, unique guids, codes and slugs. Test support. */
const word = fc.constantFrom(
  'Can thiệp',
  'nút mạch',
  'đốt sống',
  '간암',
  '색전술',
  'AVM & <b>flow</b>',
  '"quoted"',
  'a]]>b',
  '&amp;',
  'Ünïcode 🫀',
  '100 %',
  "o'clock",
  '=SUM(A1)',
)
const line = fc.array(word, { minLength: 1, maxLength: 3 }).map((x) => x.join(' '))
const block = fc.array(line, { minLength: 1, maxLength: 3 }).map((x) => x.join('\n\n'))
const textOf = (value: fc.Arbitrary<string>) =>
  fc
    .record({ vi: value, en: value, ko: value }, { requiredKeys: [] })
    .map((x) => Object.fromEntries(Object.entries(x).filter(([, v]) => v !== undefined)))
const titled = textOf(line).map((x) => (Object.keys(x).length > 0 ? x : { en: 'untitled' }))

const HOUR = 3_600_000
const FIRST = Date.UTC(2026, 3, 17, 1)

export interface Shape {
  /** Number of languages, sessions and so on are drawn; everything else follows. */
  readonly seed: number
}

export const arbitraryProgramme: fc.Arbitrary<Programme> = fc
  .record({
    zone: fc.constantFrom('Asia/Ho_Chi_Minh', 'Asia/Seoul', 'Europe/Berlin', 'UTC', 'Etc/GMT-7'),
    kind: fc.constantFrom(...EVENT_KINDS),
    title: titled,
    dayCount: fc.integer({ min: 0, max: 3 }),
    rooms: fc.array(fc.record({ name: titled, description: textOf(block), capacity: fc.option(fc.nat(900)) }), {
      maxLength: 4,
    }),
    tracks: fc.array(titled, { maxLength: 3 }),
    people: fc.array(
      fc.record({ name: line, title: textOf(line), facility: textOf(line), biography: textOf(block), latin: line }),
      { maxLength: 5 },
    ),
    sessions: fc.array(
      fc.record({
        kind: fc.constantFrom(...SESSION_KINDS),
        title: titled,
        description: textOf(block),
        start: fc.option(fc.nat(72 * 12)),
        minutes: fc.nat(300),
        room: fc.option(fc.nat(3)),
        track: fc.option(fc.nat(2)),
        chairs: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
        cancelled: fc.boolean(),
        expected: fc.option(fc.nat(500)),
      }),
      { maxLength: 4 },
    ),
    talks: fc.array(
      fc.record({
        kind: fc.constantFrom('talk' as const, 'discussion' as const),
        session: fc.option(fc.nat(3)),
        title: titled,
        subtitle: textOf(line),
        abstract: textOf(block),
        description: textOf(block),
        start: fc.option(fc.nat(72 * 12), { freq: 6 }),
        minutes: fc.nat(120),
        room: fc.option(fc.nat(3)),
        track: fc.option(fc.nat(2)),
        langs: fc.uniqueArray(fc.constantFrom('vi', 'en', 'ko'), { maxLength: 2 }),
        speakers: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
        state: fc.constantFrom('confirmed' as const, 'invited' as const, 'declined' as const),
        type: fc.constantFrom('', 'lecture', 'workshop'),
        link: fc.option(fc.constantFrom('https://example.org/a?b=c&d', '/files/x.pdf', 'javascript:alert(1)')),
        doNotRecord: fc.boolean(),
        licence: fc.constantFrom('', 'CC BY 4.0'),
        generated: fc.boolean(),
        cancelled: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  })
  .map((x): Programme => {
    const pickId = (list: readonly { readonly id: string }[], i: number | null): string | null =>
      i === null ? null : (list[i]?.id ?? null)
    const at = (slot: number | null): number | null => (slot === null ? null : FIRST + slot * 5 * 60_000)
    const rooms = x.rooms.map((r, i) => ({ id: `r${i}`, guid: uuidFrom('room', String(i)), ...r, position: i }))
    const tracks = x.tracks.map((name, i) => ({
      id: `t${i}`,
      name,
      slug: `track-${i}`,
      colour: '#aa11ff',
      position: i,
    }))
    const people = x.people.map((p, i) => {
      const guid = uuidFrom('person', String(i))
      return {
        id: `p${i}`,
        guid,
        code: codesFor([{ guid, code: '' }]).get(guid)!,
        ...p,
        facilityId: null,
        country: 'VN',
        avatar: '',
      }
    })
    const parts = (list: readonly number[], state: Part['state']): Part[] =>
      list.flatMap((i) => (people[i] ? [{ personId: people[i].id, state }] : []))
    const sessions = x.sessions.map((s, i) => ({
      id: `s${i}`,
      guid: uuidFrom('session', String(i)),
      code: `SES00${i}`,
      kind: s.kind,
      title: s.title,
      description: s.description,
      trackId: pickId(tracks, s.track),
      roomId: pickId(rooms, s.room),
      start: at(s.start),
      minutes: s.minutes,
      chairs: parts(s.chairs, 'confirmed'),
      expected: s.expected,
      cancelled: s.cancelled,
    }))
    const talks = x.talks.map((t, i) => ({
      id: `k${i}`,
      guid: uuidFrom('talk', String(i)),
      code: `TALK0${i}`,
      kind: t.kind,
      sessionId: pickId(sessions, t.session),
      trackId: pickId(tracks, t.track),
      roomId: pickId(rooms, t.room),
      start: at(t.start),
      minutes: t.minutes,
      title: t.title,
      subtitle: t.subtitle,
      abstract: t.abstract,
      description: t.description,
      langs: t.langs,
      speakers: parts(t.speakers, t.state),
      type: t.type,
      links: t.link ? [{ title: 'Slides', url: t.link, type: 'slides' }] : [],
      attachments: [],
      doNotRecord: t.doNotRecord,
      licence: t.licence,
      generated: t.generated,
      cancelled: t.cancelled,
    }))
    return {
      event: { id: 'e1', slug: 'vsir-2026', kind: x.kind, title: x.title, zone: x.zone, langs: ['vi', 'en', 'ko'] },
      days: Array.from({ length: x.dayCount }, (_, i) => ({
        date: `2026-04-${17 + i}`,
        start: FIRST + i * 24 * HOUR,
        end: FIRST + i * 24 * HOUR + 10 * HOUR,
        title: {},
      })),
      rooms,
      tracks,
      sessions,
      talks,
      people,
    }
  })
