import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collator, sortedBy } from './collate.ts'
import { fold, matches, MAX_TERM, MAX_TERMS, prefixRange, queryTerms, termsOf } from './search-keys.ts'
import { snippet } from './snippet.ts'

const marked = (text: string, query: string, length?: number): string =>
  snippet(text, queryTerms(query), length)
    .map((p) => (p.marked ? `[${p.text}]` : p.text))
    .join('')

describe('fold', () => {
  test.each([
    ['Đột quỵ não', 'dot quy nao'],
    ['ĐƯỜNG', 'duong'],
    ['Vũ Đăng Lưu'.normalize('NFD'), 'vu dang luu'],
    ['ＣＴ　스캔', 'ct 스캔'],
    ['간암'.normalize('NFD'), '간암'],
    ['ｶﾞﾝ', 'ガン'],
    ['Straße Øresund Łódź Œuvre', 'strasse oresund lodz oeuvre'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ﬁstula', 'fistula'],
    ['Ｔ２*', 't2*'],
  ])('%s → %s', (from, to) => expect(fold(from)).toBe(to))

  test('is idempotent and does not care how the text was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(fold(fold(s))).toBe(fold(s))
        expect(fold(s.normalize('NFD'))).toBe(fold(s.normalize('NFC')))
      }),
    )
  })

  test('keeps vowel signs that carry the word', () => expect(fold('हिन्दी ไทยนี้')).toBe('हिन्दी ไทยนี้'))
})

describe('terms', () => {
  test('Hangul is found from any syllable', () => {
    expect(termsOf('간동맥화학색전술')).toContain('색전술')
    expect(matches('간동맥화학색전술의 장기 성적', '화학색전')).toBe(true)
    expect(matches('간동맥화학색전술', '색전 화학')).toBe(true)
    expect(matches('간동맥화학색전술', '신장')).toBe(false)
    expect(matches('CT검사', 'ct 검사')).toBe(true)
    expect(matches('MRI와 CT', 'mri')).toBe(true)
  })

  test('Vietnamese without marks, by the beginning of words', () => {
    expect(matches('Can thiệp nội mạch phình động mạch não', 'phinh dong mach')).toBe(true)
    expect(matches('Đặt stent chuyển dòng', 'dat stent')).toBe(true)
    expect(matches('Đặt stent chuyển dòng', 'đặt STENT chuyen')).toBe(true)
    expect(matches('Đặt stent', 'tent')).toBe(false)
    expect(matches('anything', ' -- ')).toBe(false)
  })

  test('every substring of a Korean run is found by the prefix range', () => {
    const syllables = fc.string({
      unit: fc.integer({ min: 0xac00, max: 0xd7a3 }).map((c) => String.fromCodePoint(c)),
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(syllables, fc.nat(), fc.integer({ min: 1, max: 12 }), (run, start, length) => {
        const from = start % run.length
        const { from: low, to: high } = prefixRange(run.slice(from, from + length))
        expect(termsOf(run).some((t) => low <= t && t <= high)).toBe(true)
      }),
    )
  })

  test('what is in a text is found by any word of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const q of queryTerms(text)) {
          const { from, to } = prefixRange(q)
          expect(termsOf(text).some((t) => t.startsWith(q) && from <= t && t <= to)).toBe(true)
        }
      }),
    )
  })

  test('hostile input stays bounded', () => {
    expect(termsOf('가'.repeat(50_000)).length).toBeLessThanOrEqual(MAX_TERMS)
    expect(termsOf('a'.repeat(50_000))).toEqual(['a'.repeat(MAX_TERM)])
    expect(matches('a'.repeat(100), 'a'.repeat(90))).toBe(true)
    const many = Array.from({ length: 9_000 }, (_, i) => `w${i}`).join(' ')
    expect(termsOf(many)).toHaveLength(MAX_TERMS)
    expect(queryTerms(many).length).toBeLessThanOrEqual(8)
  })
})

describe('snippet', () => {
  test('marks what was found in the text as it is written', () => {
    expect(marked('Đột quỵ não cấp', 'dot quy')).toBe('[Đột] [quỵ] não cấp')
    expect(marked('간동맥화학색전술', '색전')).toBe('간동맥화학[색전]술')
    expect(marked('Stent and tent', 'tent')).toBe('Stent and [tent]')
    expect(marked('<b>stent</b>', 'stent')).toBe('<b>[stent]</b>')
    expect(marked('Nothing here', 'xyz')).toBe('Nothing here')
    expect(snippet('  ', ['a'])).toEqual([])
  })

  test('a long text is cut at words round the matches', () => {
    const text = `${'mở đầu '.repeat(60)}lấy huyết khối cơ học ở bệnh nhân đột quỵ ${'kết luận '.repeat(60)}`
    const out = marked(text, 'huyet khoi', 80)
    expect(out).toMatch(/^….*\[huyết\] \[khối\].*…$/)
    expect(out.length).toBeLessThan(100)
  })

  test('the parts together are the text, or a stretch of it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
        (text, q) => {
          const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
          const whole = snippet(text, queryTerms(q), 1000)
          expect(whole.map((p) => p.text).join('')).toBe(plain)
          const cut = snippet(text, queryTerms(q), 20)
            .map((p) => p.text)
            .join('')
            .replace(/^…|…$/g, '')
          expect(plain.includes(cut) || plain.startsWith(cut)).toBe(true)
        },
      ),
    )
  })
})

test('Vietnamese order: a ă â, d đ, tones last', () => {
  expect(
    sortedBy('vi', ['Đặng', 'Dương', 'Âu', 'An', 'Ăn', 'Ân', 'Đinh', 'Bùi', 'Ơn', 'Ông', 'Oanh'], (x) => x),
  ).toEqual(['An', 'Ăn', 'Ân', 'Âu', 'Bùi', 'Dương', 'Đặng', 'Đinh', 'Oanh', 'Ông', 'Ơn'])
  expect(collator('vi')).toBe(collator('vi'))
  expect(sortedBy('en', ['Room 10', 'Room 2'], (x) => x)).toEqual(['Room 2', 'Room 10'])
})
