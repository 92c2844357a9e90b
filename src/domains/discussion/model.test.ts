import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply, listed, type Board, type Frame, type QuestionView } from './board.ts'
import { cloudOf } from './cloud.ts'
import { choicesOf } from './commands/polls.ts'
import { outbox, type Store, type Verdict } from './islands/outbox.ts'
import { atChair } from './chair-messages.ts'
import { onPages } from './page-messages.ts'
import { ACTS, after, canAct, isVisible, langOf, QUESTION_STATES } from './model.ts'
import { qrPath } from './qr.ts'
import { askSchema, parse, pollSchema } from './schema.ts'

const q = (id: string, more: Partial<QuestionView> = {}): QuestionView => ({
  id,
  state: 'open',
  pinned: false,
  body: id,
  lang: 'en',
  by: { kind: 'anonymous', name: '', facility: '' },
  talkId: null,
  slide: null,
  caseCode: '',
  votes: 0,
  merged: 0,
  at: 1,
  answers: [],
  ...more,
})
const empty: Board = { seq: 0, head: { state: 'open', answerUntil: null }, questions: [], polls: [] }

describe('states', () => {
  test('every act leads to a state it may not be done in again, except pinning', () => {
    for (const act of ACTS) {
      for (const state of QUESTION_STATES) {
        if (!canAct(act, { state, pinned: act === 'unpin' })) continue
        if (act !== 'pin' && act !== 'unpin')
          expect(canAct(act, { state: after(act, state), pinned: false })).toBe(false)
        else expect(after(act, state)).toBe(state)
      }
    }
  })
  test('withdrawn is final, merged can only be taken apart, pending shows itself only by being let through', () => {
    for (const act of ACTS) {
      expect(canAct(act, { state: 'withdrawn', pinned: false })).toBe(false)
      expect(canAct(act, { state: 'merged', pinned: false })).toBe(act === 'publish')
      if (canAct(act, { state: 'pending', pinned: false }) && isVisible(after(act, 'pending')))
        expect(['publish', 'take']).toContain(act)
    }
  })
})

describe('the board', () => {
  const frames: Frame[] = [
    { kind: 'question', data: q('a', { votes: 1 }) },
    { kind: 'question', data: q('b') },
    { kind: 'question', data: q('a', { state: 'answered', votes: 2 }) },
    { kind: 'question-gone', data: { id: 'b' } },
    { kind: 'discussion', data: { state: 'closed', answerUntil: 5 } },
    { kind: 'tally', data: { votes: { a: 7, zzz: 3 }, polls: {} } },
  ]
  test('is the same however often a stretch is sent again', () => {
    const whole = frames.reduce((board, frame, n) => apply(board, frame, n + 1), empty)
    fc.assert(
      fc.property(fc.nat({ max: frames.length }), fc.nat({ max: frames.length }), (from, to) => {
        const part = frames.slice(0, to).reduce((board, frame, n) => apply(board, frame, n + 1), empty)
        const again = frames
          .slice(Math.min(from, to))
          .reduce((board, frame, n) => apply(board, frame, Math.min(from, to) + n + 1), part)
        expect({ ...again, questions: listed(again.questions) }).toEqual({
          ...whole,
          questions: listed(whole.questions),
        })
      }),
    )
    expect(whole.questions).toEqual([q('a', { state: 'answered', votes: 7 })])
  })
  test('lists what is answered now, then pinned, then by votes; never what is not public', () => {
    const list = [
      q('later', { state: 'later', votes: 99 }),
      q('few', { votes: 1 }),
      q('many', { votes: 9 }),
      q('now', { state: 'current' }),
      q('pin', { pinned: true }),
      q('hidden', { state: 'pending' }),
      q('no', { state: 'dismissed' }),
    ]
    expect(listed(list).map((x) => x.id)).toEqual(['now', 'pin', 'many', 'few', 'later'])
    expect(listed([q('x', { at: 1, votes: 5 }), q('y', { at: 2 })], 'new').map((x) => x.id)).toEqual(['y', 'x'])
  })
})

describe('what comes in', () => {
  test('a question is bounded, tidy and keeps its lines', () => {
    const read = (more: object) => parse(askSchema, { key: 'k'.repeat(16), shown: 'name', ...more })
    expect(read({ body: '  a\r\nb\u202e\u0000\n\n\n\nc ' })).toMatchObject({
      ok: true,
      value: { body: 'a\nb\n\nc', slide: null, talkId: null },
    })
    expect(read({ body: ' ' })).toEqual({ ok: false, fields: { body: 'required' } })
    expect(read({ body: 'x'.repeat(1001) })).toEqual({ ok: false, fields: { body: 'too-long' } })
    expect(read({ body: 'x', slide: '12', caseCode: 'ab2k9q' })).toMatchObject({
      value: { slide: 12, caseCode: 'AB2K9Q' },
    })
    for (const [field, value] of [
      ['slide', '0'],
      ['slide', 'x'],
      ['slide', '1e3'],
      ['caseCode', '<x>'],
      ['key', 'short'],
      ['talkId', '../x'],
      ['shown', 'admin'],
    ]) {
      expect(read({ body: 'x', [field!]: value })).toMatchObject({ ok: false })
    }
  })
  test('a poll with choices needs two of them, a cloud none', () => {
    const read = (kind: string, options: string) => parse(pollSchema, { kind, title: 'T', options }).ok
    expect([
      read('single', 'a'),
      read('single', 'a\nb'),
      read('multiple', 'a\na'),
      read('words', ''),
      read('scale', ''),
      read('single', 'x\n'.repeat(3) + Array.from({ length: 12 }, (_, n) => n).join('\n')),
    ]).toEqual([false, true, false, true, true, false])
  })
  test('ballots hold only what the poll offers', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom('single', 'multiple', 'scale', 'words'), (given, kind) => {
        const chosen = choicesOf(kind, ['a', 'b'], given)
        if (!chosen) return
        expect(new Set(chosen.map((c) => c.choice)).size).toBe(chosen.length)
        if (kind !== 'words')
          for (const { choice } of chosen) expect(Number(choice)).toBeLessThan(kind === 'scale' ? 5 : 2)
        if (kind === 'single' || kind === 'scale') expect(chosen).toHaveLength(1)
      }),
    )
  })
  test('the language of a text is that of its letters', () => {
    expect([
      langOf('Nút mạch bằng gì?', 'en'),
      langOf('색전술 후', 'vi'),
      langOf('Which coil?', 'ko'),
      langOf('co nen khong', 'vi'),
    ]).toEqual(['vi', 'ko', 'ko', 'vi'])
  })
})

describe('the outbox on the device', () => {
  const store = (): Store & { kept: Map<string, string> } => {
    const kept = new Map<string, string>()
    return {
      kept,
      getItem: (k) => kept.get(k) ?? null,
      setItem: (k, v) => void kept.set(k, v),
      removeItem: (k) => void kept.delete(k),
    }
  }
  const one = (key: string) => ({ key, body: key, fields: { key }, refused: false })

  test('keeps a question until the server has it, over reloads, and sends each once at a time', async () => {
    const place = store()
    const verdicts: Verdict[] = ['later', 'taken', { refused: { slide: 'number' } }]
    const sent: string[] = []
    const open = () =>
      outbox(
        place,
        'o',
        async (question) => (sent.push(question.key), verdicts.shift() ?? 'taken'),
        () => {},
      )
    const first = open()
    first.add(one('a'))
    await Promise.all([first.flush(), first.flush()])
    expect([sent, first.list().length]).toEqual([['a'], 1])
    const second = open()
    second.add(one('b'))
    await second.flush()
    expect(sent).toEqual(['a', 'a', 'b'])
    expect(second.list()).toEqual([{ ...one('b'), refused: true, errors: { slide: 'number' } }])
    second.discard('b')
    expect(place.kept.size).toBe(0)
  })
  test('two tabs of one discussion do not forget what the other keeps', async () => {
    const place = store()
    const tab = (verdict: Verdict) =>
      outbox(
        place,
        'o',
        async ({ key }) => (sent.push(key), verdict),
        () => {},
      )
    const sent: string[] = []
    const [first, second] = [tab('later'), tab('taken')]
    first.add(one('a'))
    second.add(one('b'))
    expect(JSON.parse(place.getItem('o')!)).toEqual([one('a'), one('b')])
    await second.flush()
    expect(sent).toEqual(['a', 'b'])
    expect(place.kept.size).toBe(0)
  })
  test('bears a store that holds rubbish or refuses', async () => {
    const broken: Store = {
      getItem: () => '{',
      setItem: () => {
        throw new Error('full')
      },
      removeItem: () => {},
    }
    const box = outbox(
      broken,
      'o',
      async () => 'later',
      () => {},
    )
    box.add(one('a'))
    expect(box.list()).toHaveLength(1)
  })
})

test('a word cloud fits its width and larger numbers are larger', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ label: fc.string({ minLength: 1, maxLength: 40 }), n: fc.integer({ min: 1, max: 500 }) }), {
        maxLength: 60,
      }),
      (counts) => {
        const sorted = counts.toSorted((a, b) => b.n - a.n)
        const cloud = cloudOf(sorted)
        for (const word of cloud.words) {
          expect(word.x).toBeGreaterThanOrEqual(0)
          expect(word.x).toBeLessThanOrEqual(cloud.width)
          expect(word.y).toBeLessThanOrEqual(cloud.height)
        }
        expect(cloud.words).toHaveLength(counts.length)
      },
    ),
    { numRuns: 50 },
  )
})

test('a QR path draws exactly the dark modules', () => {
  const { path, size } = qrPath('https://hoi.example.org/hall/AB12CD/talk/XYZ789')
  expect(path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/)
  expect(size).toBeGreaterThan(20)
})

test('every message is in three languages and says something', () => {
  for (const [key, message] of Object.entries({ ...atChair.table, ...onPages.table }))
    for (const lang of ['vi', 'en', 'ko'] as const) expect(message[lang].trim(), `${key} ${lang}`).not.toBe('')
})
