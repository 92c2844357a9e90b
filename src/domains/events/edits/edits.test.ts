import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdit, touched } from './edits.ts'
import type { Command, Edit, Edited } from './edits.ts'
import { commandSchema } from './edit-schema.ts'
import { aProgramme, aRoom, aSession, aTalk, at, bigProgramme } from '../programme/programme-samples.ts'
import { indexOf, roomOf } from '../programme/programme.ts'
import type { Programme } from '../programme/programme.ts'
import { warningsOf } from '../programme/warnings.ts'
import * as v from 'valibot'

const session = (id: string) => ({ type: 'session', id }) as const
const talk = (id: string) => ({ type: 'talk', id }) as const
let made = 0
const newIdentity = () => ({ id: `new${++made}`, guid: `guid-new${made}`, code: String(made).padStart(6, 'N') })

const base = aProgramme({
  rooms: [aRoom('r1'), aRoom('r2', { position: 1 }), aRoom('r3', { position: 2 })],
  sessions: [
    aSession('a'),
    aSession('b', { start: at('10:00') }),
    aSession('c', { start: at('13:00'), minutes: 60 }),
    aSession('p', { start: at('09:30'), minutes: 30, kind: 'break' }),
    aSession('next-day', { start: at('09:00', 18) }),
    aSession('later', { start: null }),
  ],
  talks: [
    aTalk('a1', { sessionId: 'a', start: at('08:00'), minutes: 20 }),
    aTalk('a2', { sessionId: 'a', start: at('08:20'), minutes: 10 }),
    aTalk('a3', { sessionId: 'a', start: at('08:30'), roomId: 'r2' }),
    aTalk('a4', { sessionId: 'a' }),
    aTalk('lone', { roomId: 'r1', start: at('15:00') }),
    aTalk('elsewhere', { roomId: 'r2', start: at('15:00') }),
  ],
})

const where = (p: Programme, ...ids: string[]): string[] => {
  const index = indexOf(p)
  return ids.map((id) => {
    const item = index.sessions.get(id) ?? index.talks.get(id)!
    const room = 'sessionId' in item ? roomOf(item, index.sessions) : item.roomId
    const clock = item.start === null ? '-' : new Date(item.start + 7 * 3_600_000).toISOString().slice(11, 16)
    return `${id} ${room} ${clock}+${item.minutes}`
  })
}

const done = (p: Programme, edit: Edit): Edited & { ok: true } => {
  const edited = applyEdit(p, edit, newIdentity)
  if (!edited.ok) throw new Error(edited.code)
  return edited
}
const code = (edit: Edit, p = base): string => {
  const edited = applyEdit(p, edit, newIdentity)
  return edited.ok ? 'ok' : edited.code
}

describe('place', () => {
  test('a session takes its talks along by the same delta, into the new room those that were held in it', () => {
    const { programme, changed } = done(base, { kind: 'place', item: session('a'), roomId: 'r3', start: at('16:00') })
    expect(where(programme, 'a', 'a1', 'a2', 'a3', 'a4')).toEqual([
      'a r3 16:00+90',
      'a1 r3 16:00+20',
      'a2 r3 16:20+10',
      'a3 r2 16:30+15',
      'a4 r3 -+15',
    ])
    expect(changed).toEqual(['a', 'a1', 'a2', 'a3'])
  })

  test('a talk: its session’s room is not repeated; into another session; out of any', () => {
    const into = done(base, { kind: 'place', item: talk('a4'), roomId: 'r1', start: at('08:45') })
    expect(into.programme.talks[3]).toMatchObject({ roomId: null, start: at('08:45'), sessionId: 'a' })
    const over = done(base, {
      kind: 'place',
      item: talk('a1'),
      roomId: 'r1',
      start: at('10:00'),
      sessionId: 'b',
      minutes: 30,
    })
    expect(over.programme.talks[0]).toMatchObject({ roomId: null, sessionId: 'b', minutes: 30 })
    const out = done(base, { kind: 'place', item: talk('a1'), roomId: 'r3', start: at('10:00'), sessionId: null })
    expect(out.programme.talks[0]).toMatchObject({ roomId: 'r3', sessionId: null })
  })

  test('across the day’s end it warns and does not block', () => {
    const { programme } = done(base, { kind: 'place', item: session('a'), roomId: 'r1', start: at('17:30') })
    expect(warningsOf(programme).map((w) => w.code)).toContain('outside-day')
  })

  test('refusals', () => {
    expect(code({ kind: 'place', item: talk('x'), roomId: 'r1', start: 0 })).toBe('unknown-item')
    expect(code({ kind: 'place', item: talk('a1'), roomId: 'r9', start: 0 })).toBe('unknown-room')
    expect(code({ kind: 'place', item: talk('a1'), roomId: 'r1', start: 0, sessionId: 'z' })).toBe('unknown-item')
    expect(code({ kind: 'place', item: talk('a1'), roomId: 'r1', start: 1 })).toBe('bad-time')
    expect(code({ kind: 'place', item: talk('a1'), roomId: 'r1', start: 0, minutes: 0 })).toBe('bad-length')
    expect(code({ kind: 'place', item: talk('a1'), roomId: 'r1', start: at('08:00') })).toBe('nothing-to-do')
    const expectation = { roomId: 'r1', start: at('08:05'), minutes: 20 }
    expect(code({ kind: 'place', item: talk('a1'), expect: expectation, roomId: 'r2', start: 0 })).toBe(
      'changed-meanwhile',
    )
    const right = { roomId: 'r1', start: at('08:00'), minutes: 20 }
    expect(code({ kind: 'place', item: talk('a1'), expect: right, roomId: 'r2', start: 0 })).toBe('ok')
  })
})

test('resize, unschedule with talks, cancel', () => {
  expect(where(done(base, { kind: 'resize', item: session('a'), minutes: 45 }).programme, 'a')).toEqual([
    'a r1 08:00+45',
  ])
  expect(code({ kind: 'resize', item: session('a'), minutes: 2.5 })).toBe('bad-length')
  const off = done(base, { kind: 'unschedule', item: session('a') })
  expect(where(off.programme, 'a', 'a1', 'a3')).toEqual(['a r1 -+90', 'a1 r1 -+20', 'a3 r2 -+15'])
  expect(applyEdit(off.programme, off.inverse)).toMatchObject({ ok: true, programme: base })
  expect(done(base, { kind: 'cancel', item: talk('a1'), cancelled: true }).programme.talks[0]!.cancelled).toBe(true)
  expect(code({ kind: 'unschedule', item: session('later') })).toBe('nothing-to-do')
})

describe('push', () => {
  test('everything later in this room on this day, and nothing else', () => {
    const { programme, changed } = done(base, { kind: 'push', item: session('a'), minutes: 15 })
    expect(where(programme, 'a', 'p', 'b', 'c', 'lone', 'elsewhere', 'a1')).toEqual([
      'a r1 08:00+90',
      'p r1 09:45+30',
      'b r1 10:15+90',
      'c r1 13:15+60',
      'lone r1 15:15+15',
      'elsewhere r2 15:00+15',
      'a1 r1 08:00+20',
    ])
    expect(changed).not.toContain('next-day')
  })

  test('after a talk: later talks of its session, which grows with them, and what follows', () => {
    const { programme } = done(base, { kind: 'push', item: talk('a1'), minutes: 10 })
    expect(where(programme, 'a1', 'a2', 'a3', 'a', 'p')).toEqual([
      'a1 r1 08:00+20',
      'a2 r1 08:30+10',
      'a3 r2 08:30+15',
      'a r1 08:00+100',
      'p r1 09:40+30',
    ])
  })

  test('forward too; refusals', () => {
    expect(where(done(base, { kind: 'push', item: session('b'), minutes: -30 }).programme, 'c')).toEqual([
      'c r1 12:30+60',
    ])
    expect(code({ kind: 'push', item: session('later'), minutes: 5 })).toBe('not-scheduled')
    expect(code({ kind: 'push', item: session('a'), minutes: 0 })).toBe('bad-length')
    expect(code({ kind: 'push', item: talk('elsewhere'), minutes: 5 })).toBe('nothing-to-do')
  })
})

describe('swap', () => {
  test('neighbours change their order without a gap', () => {
    const { programme } = done(base, { kind: 'swap', one: talk('a2'), other: talk('a1') })
    expect(where(programme, 'a1', 'a2')).toEqual(['a1 r1 08:10+20', 'a2 r1 08:00+10'])
  })

  test('sessions with their talks; talks of two sessions change sessions', () => {
    const { programme } = done(base, { kind: 'swap', one: session('a'), other: session('c') })
    expect(where(programme, 'a', 'a1', 'c')).toEqual(['a r1 13:00+90', 'a1 r1 13:00+20', 'c r1 08:00+60'])
    const mixed = done(base, { kind: 'swap', one: talk('a1'), other: talk('elsewhere') }).programme
    expect(where(mixed, 'a1', 'elsewhere')).toEqual(['a1 r2 15:00+20', 'elsewhere r1 08:00+15'])
    expect([mixed.talks[0]!.sessionId, mixed.talks[5]!.sessionId, mixed.talks[5]!.roomId]).toEqual([null, 'a', null])
  })

  test('refusals', () => {
    expect(code({ kind: 'swap', one: talk('a1'), other: session('a') })).toBe('bad-pair')
    expect(code({ kind: 'swap', one: talk('a1'), other: talk('a1') })).toBe('bad-pair')
    expect(code({ kind: 'swap', one: talk('a1'), other: talk('a4') })).toBe('not-scheduled')
    expect(code({ kind: 'swap', one: talk('a1'), other: talk('zz') })).toBe('unknown-item')
  })
})

describe('copy a break', () => {
  test('to the rooms that do not have it; the copies go with undo, unless somebody has used them', () => {
    const first = done(base, { kind: 'copy-break', sessionId: 'p', roomIds: [] })
    expect(first.programme.sessions.slice(-2).map((s) => [s.roomId, s.kind, s.start])).toEqual([
      ['r2', 'break', at('09:30')],
      ['r3', 'break', at('09:30')],
    ])
    expect(code({ kind: 'copy-break', sessionId: 'p', roomIds: [] }, first.programme)).toBe('nothing-to-do')
    const undone = done(first.programme, first.inverse)
    expect(undone.programme).toEqual(base)
    const redone = done(undone.programme, undone.inverse)
    expect(redone.programme).toEqual(first.programme)

    const id = first.changed[0]!
    const used = done(first.programme, { kind: 'resize', item: session(id), minutes: 45 })
    expect(applyEdit(used.programme, first.inverse)).toEqual({
      ok: false,
      code: 'changed-meanwhile',
      items: [session(id)],
    })
  })

  test('refusals', () => {
    expect(code({ kind: 'copy-break', sessionId: 'a', roomIds: [] })).toBe('not-a-break')
    expect(code({ kind: 'copy-break', sessionId: 'p', roomIds: ['r9'] })).toBe('unknown-room')
    expect(() => applyEdit(base, { kind: 'copy-break', sessionId: 'p', roomIds: [] })).toThrow('newIdentity')
  })
})

test('lay out a session’s talks in turn', () => {
  const { programme } = done(base, { kind: 'lay-out', sessionId: 'a' })
  expect(where(programme, 'a1', 'a2', 'a3', 'a4')).toEqual([
    'a1 r1 08:00+20',
    'a2 r1 08:20+10',
    'a3 r2 08:30+15',
    'a4 r1 08:45+15',
  ])
  expect(code({ kind: 'lay-out', sessionId: 'later' })).toBe('not-scheduled')
})

describe('undo', () => {
  const p = bigProgramme({ talks: 40, rooms: 4, people: 9, days: 2, seed: 7 })
  const anItem = fc.oneof(
    fc.constantFrom(...p.sessions.map((s) => session(s.id))),
    fc.constantFrom(...p.talks.map((t) => talk(t.id))),
  )
  const aRoomId = fc.constantFrom(null, ...p.rooms.map((r) => r.id))
  const aTime = fc.integer({ min: 0, max: 500 }).map((n) => at('08:00') + n * 300_000)
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ kind: fc.constant('place' as const), item: anItem, roomId: aRoomId, start: aTime }),
    fc.record({ kind: fc.constant('resize' as const), item: anItem, minutes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ kind: fc.constant('unschedule' as const), item: anItem }),
    fc.record({ kind: fc.constant('push' as const), item: anItem, minutes: fc.integer({ min: -60, max: 60 }) }),
    fc.record({ kind: fc.constant('swap' as const), one: anItem, other: anItem }),
    fc.constantFrom(...p.sessions).map((s) => ({ kind: 'lay-out' as const, sessionId: s.id })),
  )

  test('takes any edit back exactly, and names what it changed', () => {
    fc.assert(
      fc.property(command, (edit) => {
        const edited = applyEdit(p, edit)
        expect(touched(edit, p)).toEqual(edited.ok ? edited.changed : [])
        fc.pre(edited.ok)
        const before = new Set<unknown>([...p.sessions, ...p.talks])
        const differing = [...edited.programme.sessions, ...edited.programme.talks].filter((x) => !before.has(x))
        expect(differing.map((x) => x.id).sort()).toEqual([...edited.changed].sort())
        const undone = done(edited.programme, edited.inverse)
        expect(undone.programme).toEqual(p)
        expect(done(undone.programme, undone.inverse).programme).toEqual(edited.programme)
      }),
      { numRuns: 400 },
    )
  })

  test('after others’ edits: theirs stay, or it is refused and says where', () => {
    fc.assert(
      fc.property(command, command, (mine, theirs) => {
        const first = applyEdit(p, mine)
        fc.pre(first.ok)
        const second = applyEdit(first.programme, theirs)
        fc.pre(second.ok)
        const undone = applyEdit(second.programme, first.inverse)
        const common = first.changed.filter((id) => second.changed.includes(id))
        const refused = undone.ok ? [] : undone.items.map((i) => i.id)
        expect([undone.ok, refused.sort()]).toEqual([common.length === 0, [...common].sort()])
        const [now, then] = [undone.ok ? undone.programme : second.programme, second.programme].map(indexOf)
        for (const id of second.changed) {
          expect(now!.sessions.get(id) ?? now!.talks.get(id)).toBe(then!.sessions.get(id) ?? then!.talks.get(id))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('every command made here passes the schema', () => {
    fc.assert(
      fc.property(command, (edit) => {
        if (edit.kind === 'push' && edit.minutes === 0) return
        expect(v.parse(commandSchema, JSON.parse(JSON.stringify(edit)))).toEqual(edit)
      }),
    )
  })
})
