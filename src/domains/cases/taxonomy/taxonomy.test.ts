import { expect, test } from 'vitest'
import { LANGS } from '#src/lib/text/multilingual.ts'
import { MODALITIES, ORGANS } from './other-terms.ts'
import { TECHNIQUE_GROUPS } from './technique-terms.ts'

const terms = [...TECHNIQUE_GROUPS.flatMap((group) => [group, ...group.terms]), ...ORGANS, ...MODALITIES]

test('every built-in term speaks all three languages, Korean in Hangul', () => {
  for (const term of terms) for (const lang of LANGS) expect(term.name[lang], `${term.code} ${lang}`).toBeTruthy()
  const latinOnly = terms.filter((term) => !/\p{Script=Hangul}/u.test(term.name['ko']!)).map((term) => term.code)
  expect(latinOnly).toEqual([])
})

test('codes are their own, and can stand in an address', () => {
  const codes = TECHNIQUE_GROUPS.flatMap((group) => group.terms.map((term) => term.code))
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.filter((code) => !/^[a-z0-9-]+$/.test(code))).toEqual([])
})

test('the techniques that the society names are there', () => {
  const codes = TECHNIQUE_GROUPS.flatMap((group) => group.terms.map((term) => term.code))
  for (const code of [
    'mechanical-thrombectomy',
    'aneurysm-coiling',
    'flow-diverter',
    'avm-embolisation',
    'carotid-stenting',
    'ctace',
    'deb-tace',
    'tare',
    'rfa-liver',
    'mwa-liver',
    'pei',
    'pve',
    'tips',
    'haic',
    'ptbd',
    'ufe',
    'pae',
    'bae',
    'pta',
    'evar',
    'ivc-filter',
    'vertebroplasty',
  ])
    expect(codes).toContain(code)
})
