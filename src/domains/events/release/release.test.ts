import { describe, expect, it } from 'vitest'
import { freeze, publicProgramme } from './release.ts'
import type { Programme, Session, Talk } from '../programme/programme.ts'

const session = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  guid: id,
  code: id.toUpperCase(),
  kind: 'oral',
  title: { en: id },
  description: {},
  trackId: null,
  roomId: null,
  start: 0,
  minutes: 60,
  chairs: [],
  expected: null,
  cancelled: false,
  ...more,
})
const talk = (id: string, more: Partial<Talk> = {}): Talk => ({
  ...session(id),
  kind: 'talk',
  sessionId: null,
  subtitle: {},
  abstract: {},
  langs: [],
  speakers: [],
  type: '',
  links: [],
  attachments: [],
  doNotRecord: false,
  licence: '',
  generated: false,
  ...more,
})
const programme = (sessions: Session[], talks: Talk[]): Programme => ({
  event: { id: 'e', slug: 'e', kind: 'congress', title: { en: 'E' }, zone: 'Asia/Ho_Chi_Minh', langs: ['vi'] },
  days: [],
  rooms: [],
  tracks: [],
  sessions,
  talks,
  people: [],
})

describe('publicProgramme', () => {
  it('leaves out what has no time, what is cancelled, and what hangs on a session that is left out', () => {
    const p = programme(
      [session('a'), session('b', { start: null }), session('c', { cancelled: true })],
      [
        talk('in-a', { sessionId: 'a', start: null }),
        talk('in-b', { sessionId: 'b' }),
        talk('in-c', { sessionId: 'c' }),
        talk('alone'),
        talk('waiting', { start: null }),
      ],
    )
    const shown = publicProgramme(p)
    expect(shown.sessions.map((s) => s.id)).toEqual(['a'])
    expect(shown.talks.map((t) => t.id)).toEqual(['in-a', 'alone'])
  })

  it('does not list who declined', () => {
    const p = programme(
      [
        session('a', {
          chairs: [
            { personId: 'x', state: 'declined' },
            { personId: 'y', state: 'invited' },
          ],
        }),
      ],
      [],
    )
    expect(publicProgramme(p).sessions[0]!.chairs.map((c) => c.personId)).toEqual(['y'])
  })
})

describe('freeze', () => {
  const first = freeze(programme([session('a')], [talk('t')]), null, 100)

  it('keeps sequence and date of what did not change', () => {
    const again = freeze(programme([session('a')], [talk('t')]), first, 200)
    expect(again.calendar).toEqual(first.calendar)
  })

  it('raises the sequence of what moved, and only of that', () => {
    const moved = freeze(programme([session('a')], [talk('t', { start: 60_000 })]), first, 200)
    expect(moved.calendar['t']).toEqual({ sequence: 1, modified: 200 })
    expect(moved.calendar['a']).toEqual({ sequence: 0, modified: 100 })
  })

  it('keeps what was taken out as cancelled, and goes on counting when it comes back', () => {
    const without = freeze(programme([session('a')], []), first, 200)
    expect(without.cancelled.map((c) => [c.item.id, c.calendar])).toEqual([['t', { sequence: 1, modified: 200 }]])
    const still = freeze(programme([session('a')], []), without, 300)
    expect(still.cancelled[0]!.calendar.modified).toBe(200)
    const back = freeze(programme([session('a')], [talk('t')]), still, 400)
    expect(back.cancelled).toEqual([])
    expect(back.calendar['t']).toEqual({ sequence: 2, modified: 400 })
  })
})
