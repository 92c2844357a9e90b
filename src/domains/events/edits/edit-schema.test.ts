import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { commandForKey, KEYS } from './edit-keys.ts'
import { commandFromForm, commandSchema } from './edit-schema.ts'
import type { Command } from './edits.ts'
import { aProgramme, aSession, aTalk, at, ZONE } from '../programme/programme-samples.ts'

const talk = (id: string) => ({ type: 'talk', id }) as const

const base = aProgramme({
  sessions: [aSession('a')],
  talks: [
    aTalk('lone', { roomId: 'r1', start: at('15:00') }),
    aTalk('inside', { sessionId: 'a', start: at('08:00') }),
    aTalk('unscheduled', { sessionId: 'a' }),
  ],
})

describe('the same command from drag, key and form', () => {
  const expectation = { roomId: 'r1', start: at('15:00'), minutes: 15 }
  const drag: Command = { kind: 'place', item: talk('lone'), expect: expectation, roomId: 'r2', start: at('15:00') }

  test('keys', () => {
    const lone = base.talks[0]!
    expect(commandForKey(base, lone, 'room-after')).toEqual(drag)
    expect(commandForKey(base, lone, 'room-before')).toBeNull()
    expect(commandForKey(base, lone, 'earlier')).toMatchObject({ start: at('14:55'), roomId: 'r1' })
    expect(commandForKey(base, { ...lone, minutes: 5 }, 'shorter')).toBeNull()
    for (const key of KEYS) expect(commandForKey(base, base.talks[2]!, key)).toBeNull()
    expect(commandForKey(base, base.talks[1]!, 'later')).toMatchObject({ roomId: 'r1', start: at('08:05') })
  })

  test('form', () => {
    const was = JSON.stringify(expectation)
    const fields = { kind: 'place', item: 'talk:lone', room: 'r2', date: '2026-04-17', time: '15:00', was }
    expect(commandFromForm(fields, ZONE)).toEqual({ ok: true, value: drag })
    const out = {
      ok: true,
      value: { kind: 'place', item: talk('x'), roomId: null, start: at('15:00'), sessionId: null, minutes: 20 },
    }
    const moved = {
      kind: 'place',
      item: 'talk:x',
      room: '',
      date: '2026-04-17',
      time: '15:00',
      session: '',
      minutes: '20',
    }
    expect(commandFromForm(moved, ZONE)).toEqual(out)
    expect(commandFromForm({ kind: 'copy-break', session: 'p', rooms: 'r1 r2' }, ZONE)).toEqual({
      ok: true,
      value: { kind: 'copy-break', sessionId: 'p', roomIds: ['r1', 'r2'] },
    })
    expect(commandFromForm({ kind: 'swap', one: 'talk:a', other: 'session:b' }, ZONE)).toMatchObject({ ok: true })
    expect(commandFromForm({ kind: 'cancel', item: 'talk:a', cancelled: '1' }, ZONE)).toMatchObject({ ok: true })
  })

  test('a form that cannot be read names its fields', () => {
    expect(commandFromForm({ kind: 'place', item: 'talk:x', date: '2026-02-30', time: '' }, ZONE)).toEqual({
      ok: false,
      fields: { date: 'malformed', time: 'required' },
    })
    expect(commandFromForm({ kind: 'push', item: 'talk:x', minutes: 'viele' }, ZONE)).toEqual({
      ok: false,
      fields: { minutes: 'malformed' },
    })
    expect(commandFromForm({ kind: 'resize', item: 'talk:x' }, ZONE)).toEqual({
      ok: false,
      fields: { minutes: 'required' },
    })
    expect(commandFromForm({ kind: 'resize', item: 'x', minutes: '5', was: '{' }, ZONE)).toEqual({
      ok: false,
      fields: { item: 'malformed', was: 'malformed' },
    })
    expect(commandFromForm({ kind: 'restore' }, ZONE)).toEqual({ ok: false, fields: { kind: 'malformed' } })
    expect(commandFromForm({}, ZONE)).toEqual({ ok: false, fields: { kind: 'malformed' } })
  })

  test('what only the server makes, a client may not send', () => {
    expect(v.safeParse(commandSchema, { kind: 'restore', set: [], remove: [], add: [] }).success).toBe(false)
    expect(v.safeParse(commandSchema, { ...drag, extra: 1 }).success).toBe(false)
    expect(v.safeParse(commandSchema, { ...drag, start: 1.5 }).success).toBe(false)
  })
})
