import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { completenessOf } from './completeness.ts'
import { aPerson, aProgramme, aRoom, aSession, aTalk } from './programme-samples.ts'

const event = { ...aProgramme().event, langs: ['vi', 'en', 'ko'], title: { vi: 'Hội nghị', en: 'Congress' } }

test('titles must be in every language, other texts in every one if in any', () => {
  const p = aProgramme({
    event,
    rooms: [aRoom('r', { name: { vi: 'A', en: 'A', ko: 'A' }, description: { de: 'Saal' } })],
    sessions: [
      aSession('s', { title: {} }),
      aSession('off', { title: {}, cancelled: true }),
      aSession('full', { title: { vi: 'a', en: 'b', ko: 'c' }, description: { vi: ' ' } }),
    ],
    talks: [
      aTalk('t', { title: { vi: 'a', en: 'b', ko: 'c' }, abstract: { vi: 'x', ko: ' ' } }),
      aTalk('u', { title: {}, sessionId: 'off' }),
    ],
    people: [
      aPerson('p', { biography: { en: 'x', vi: 'y', ko: 'z' } }),
      aPerson('q', { facility: { vi: 'Bạch Mai' } }),
    ],
  })
  const { langs, lacking } = completenessOf(p, {
    venue: { vi: 'Quảng Ninh', en: 'Quảng Ninh', ko: '꽝닌' },
    summary: {},
  })
  expect(
    lacking.map((l) => `${l.owner} ${l.id} ${l.field}: ${l.missing.join(' ')} of ${l.present.join(' ') || 'none'}`),
  ).toEqual([
    'event e1 title: ko of vi en',
    'room r description: vi en ko of de',
    'session s title: vi en ko of none',
    'talk t abstract: en ko of vi',
    'person q facility: en ko of vi',
  ])
  expect(langs.map((l) => [l.lang, l.missing, l.wanted])).toEqual([
    ['vi', 2, 10],
    ['en', 4, 10],
    ['ko', 5, 10],
  ])
  expect(langs[2]!.byOwner).toEqual({ event: 1, day: 0, room: 1, track: 0, session: 1, talk: 1, person: 1 })
})

test('the counts are those of the list, and filling what is listed completes it', () => {
  const text = fc.dictionary(fc.constantFrom('vi', 'en', 'ko', 'de'), fc.constantFrom('', ' ', 'x'))
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), (texts) => {
      const p = aProgramme({ event, talks: texts.map(([title, abstract], i) => aTalk(`${i}`, { title, abstract })) })
      const { langs, lacking } = completenessOf(p)
      for (const { lang, missing } of langs)
        expect(lacking.filter((l) => l.missing.includes(lang))).toHaveLength(missing)
      const filled = p.talks.map((t) => {
        const mine = lacking.filter((l) => l.owner === 'talk' && l.id === t.id)
        const patch = mine.map((l) => [
          l.field,
          { ...t[l.field as 'title'], ...Object.fromEntries(l.missing.map((m) => [m, 'x'])) },
        ])
        return { ...t, ...(Object.fromEntries(patch) as object) }
      })
      expect(completenessOf({ ...p, talks: filled }).lacking.filter((l) => l.owner === 'talk')).toEqual([])
    }),
  )
})
