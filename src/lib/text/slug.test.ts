import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiSlugOf, codeFrom, freeCode, freeSlug, isCode, isSlug, slugOf } from './slug.ts'

test.each([
  ['Đại hội Hội Điện quang can thiệp Việt Nam 2026', 'dai-hoi-hoi-dien-quang-can-thiep-viet-nam-2026'],
  ['VSIR 2026', 'vsir-2026'],
  ['간암의 영상 진단', '간암의-영상-진단'],
  ["L'Hôpital’s  “rule” — 2", 'lhopitals-rule-2'],
  ['../../etc/passwd', 'etc-passwd'],
  ['---', ''],
])('%s → %s', (from, to) => expect(slugOf(from)).toBe(to))

test('falls back where nothing remains', () => {
  expect(slugOf('!!!', 'A1B2C3')).toBe('A1B2C3')
  expect(asciiSlugOf('간암 CT')).toBe('ct')
  expect(asciiSlugOf('간암', 'a1b2c3')).toBe('a1b2c3')
})

test('cuts at a word', () => {
  expect(slugOf('một hai ba bốn', '', 8)).toBe('mot-hai')
  expect(slugOf('một hai ba bốn', '', 7)).toBe('mot-hai')
  expect(slugOf('x'.repeat(99), '', 10)).toBe('x'.repeat(10))
})

test('a slug is a slug, and safe in a path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const slug = slugOf(text)
      if (slug === '') return
      expect(isSlug(slug)).toBe(true)
      expect(slug).not.toMatch(/[\s/\\.?#%&<>"']|--|^-|-$/)
      expect(decodeURIComponent(encodeURIComponent(slug))).toBe(slug)
    }),
  )
})

test('the next free one', () => {
  const taken = new Set(['a', 'a-2'])
  expect(freeSlug('a', (s) => taken.has(s))).toBe('a-3')
  expect(freeSlug('b', (s) => taken.has(s))).toBe('b')
})

test('codes: six of [0-9A-Z], every character reached, too few bytes refused', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 20 }), (bytes) => {
      const code = codeFrom(bytes)
      expect(isCode(code)).toBe(true)
      for (const c of code) seen.add(c)
    }),
    { numRuns: 500 },
  )
  expect(seen.size).toBe(36)
  expect(codeFrom(new Uint8Array(8))).toBe('000000')
  expect(() => codeFrom(new Uint8Array(7))).toThrow(RangeError)
  let n = 0
  const next = (length: number): Uint8Array => new Uint8Array(length).fill(n++)
  expect(freeCode(next, (c) => c === '000000')).toBe(codeFrom(new Uint8Array(8).fill(1)))
})
