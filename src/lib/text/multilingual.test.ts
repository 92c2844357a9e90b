import { expect, test } from 'vitest'
import { cleanText, mergedText, missingLangs, pick, say, tooLong } from './multilingual.ts'

test('the wanted language, else English, else the first of the order, else any; blank is missing', () => {
  const text = { vi: 'gan', en: 'liver', ko: ' ', de: 'Leber' }
  expect(pick(text, 'vi')).toEqual({ text: 'gan', lang: 'vi' })
  expect(pick(text, 'ko', ['vi', 'en'])).toEqual({ text: 'liver', lang: 'en' })
  expect(pick({ vi: 'gan', de: 'Leber' }, 'ko', ['de'])).toEqual({ text: 'Leber', lang: 'de' })
  expect(pick({ vi: 'gan', de: 'Leber' }, 'en')).toEqual({ text: 'gan', lang: 'vi' })
  expect(pick({ fr: 'foie' }, 'en')).toEqual({ text: 'foie', lang: 'fr' })
  expect([pick({}, 'ko'), pick(null, 'ko')]).toEqual([
    { text: '', lang: 'ko' },
    { text: '', lang: 'ko' },
  ])
  expect(say(text, 'de')).toBe('Leber')
})

test('what is stored is trimmed, keeps other languages than ours, and is measured by language', () => {
  expect(cleanText({ vi: ' gan ', en: ' ', ko: null })).toEqual({ vi: 'gan' })
  expect(mergedText({ vi: 'cũ', en: 'old', de: 'alt' }, { vi: 'mới' })).toEqual({ vi: 'mới', de: 'alt' })
  expect(tooLong('title', { vi: '123', en: '12' }, 2)).toEqual({ 'title.vi': 'too-long' })
  expect(missingLangs({ vi: 'gan' }, ['vi', 'en'])).toEqual(['en'])
  expect(missingLangs({}, ['vi', 'en'])).toEqual([])
})
