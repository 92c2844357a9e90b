import { instantOf } from '#src/lib/time/zoned.ts'
import { makeDay } from './days.ts'
import type { Part, Participant, PartState, Programme, Room, Session, Talk } from './programme.ts'

/** Builders of programmes for tests and benchmarks: every field has a plain default. */
export const ZONE = 'Asia/Ho_Chi_Minh'

/** The instant of a clock time on 17 April 2026 (or `day` of that month) in Vietnam. */
export const at = (clock: string, day = 17, zone = ZONE): number => {
  const [hour, minute] = clock.split(':').map(Number)
  return instantOf(zone, { year: 2026, month: 4, day, hour: hour!, minute: minute! })
}

export const aRoom = (id: string, over: Partial<Room> = {}): Room => ({
  id,
  guid: `guid-${id}`,
  name: { vi: `Hội trường ${id}`, en: `Hall ${id}` },
  description: {},
  capacity: null,
  position: 0,
  ...over,
})

export const parts = (ids: readonly string[], state: PartState = 'confirmed'): Part[] =>
  ids.map((personId) => ({ personId, state }))

export const aSession = (id: string, over: Partial<Session> = {}): Session => ({
  id,
  guid: `guid-${id}`,
  code: id.toUpperCase().padStart(6, '0').slice(-6),
  kind: 'oral',
  title: { vi: `Phiên ${id}`, en: `Session ${id}` },
  description: {},
  trackId: null,
  chairs: [],
  expected: null,
  cancelled: false,
  roomId: 'r1',
  start: at('08:00'),
  minutes: 90,
  ...over,
})

export const aTalk = (id: string, over: Partial<Talk> = {}): Talk => ({
  id,
  guid: `guid-${id}`,
  code: id.toUpperCase().padStart(6, '0').slice(-6),
  kind: 'talk',
  sessionId: null,
  trackId: null,
  title: { vi: `Báo cáo ${id}`, en: `Talk ${id}` },
  subtitle: {},
  abstract: {},
  description: {},
  langs: ['vi'],
  speakers: [],
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
  ...over,
})

export const aPerson = (id: string, over: Partial<Participant> = {}): Participant => ({
  id,
  guid: `guid-${id}`,
  code: id.toUpperCase().padStart(6, '0').slice(-6),
  name: `Người ${id}`,
  latin: '',
  title: {},
  facility: {},
  facilityId: null,
  country: 'VN',
  biography: {},
  avatar: '',
  ...over,
})

export const aProgramme = (over: Partial<Programme> = {}): Programme => ({
  event: {
    id: 'e1',
    slug: 'vsir-2026',
    kind: 'congress',
    title: { vi: 'Hội nghị', en: 'Congress' },
    zone: ZONE,
    langs: ['vi', 'en'],
  },
  days: [makeDay(ZONE, '2026-04-17', '07:00', '18:00')!, makeDay(ZONE, '2026-04-18', '07:00', '18:00')!],
  rooms: [aRoom('r1'), aRoom('r2', { position: 1 })],
  tracks: [],
  sessions: [],
  talks: [],
  people: [],
  ...over,
})

/** A small seeded generator (mulberry32): the same figures on every run, in [0, 1). */
export function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * A congress as large as 36C3 by default: 4 days, 92 rooms, 1,351 talks, of which half in sessions of five, with about
 * as many overlaps as a real file has. The same seed gives the same programme.
 */
export function bigProgramme({ talks = 1_351, rooms = 92, people = 900, days = 4, seed = 1 } = {}): Programme {
  const random = seeded(seed)
  const below = (n: number): number => Math.floor(random() * n)
  const someone = (): Part[] => parts([...new Set(Array.from({ length: 1 + below(3) }, () => `p${below(people)}`))])
  const when = (): number => at('08:00', 17 + below(days)) + below(16 * 12) * 300_000
  const out: { sessions: Session[]; talks: Talk[] } = { sessions: [], talks: [] }
  while (out.talks.length < talks) {
    const roomId = `r${below(rooms)}`
    const start = when()
    if (random() < 0.85) {
      const minutes = [15, 30, 60, 90][below(4)]!
      out.talks.push(aTalk(`t${out.talks.length}`, { roomId, start, minutes, speakers: someone() }))
      continue
    }
    const sessionId = `s${out.sessions.length}`
    out.sessions.push(aSession(sessionId, { roomId, start, minutes: 90, chairs: someone() }))
    for (let i = 0; i < 5 && out.talks.length < talks; i++) {
      const start18 = start + i * 18 * 60_000
      out.talks.push(aTalk(`t${out.talks.length}`, { sessionId, start: start18, minutes: 18, speakers: someone() }))
    }
  }
  return aProgramme({
    days: Array.from({ length: days }, (_, i) => makeDay(ZONE, `2026-04-${17 + i}`, '08:00', '04:00')!),
    rooms: Array.from({ length: rooms }, (_, i) => aRoom(`r${i}`, { position: i, capacity: 50 + i })),
    people: Array.from({ length: people }, (_, i) => aPerson(`p${i}`)),
    ...out,
  })
}
