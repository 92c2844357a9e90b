import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asUuid, codesFor, isCode, numbersFor, slugOf, uuidFrom } from './identity.ts'

describe('identity', () => {
  it('makes the same UUID of the same words', () => {
    expect(uuidFrom('a', 'b')).toBe(uuidFrom('a', 'b'))
    expect(uuidFrom('a', 'b')).not.toBe(uuidFrom('ab'))
    expect(asUuid(uuidFrom('a'))).toBe(uuidFrom('a'))
    expect(asUuid('6A32CB72-A69D-423C-91B5-60D88EB8E6C7 ')).toBe('6a32cb72-a69d-423c-91b5-60d88eb8e6c7')
    expect(asUuid('nonsense')).toBe(null)
  })

  it('gives codes that are valid, unique, kept where possible, and independent of order', () => {
    const items = fc.uniqueArray(
      fc.record({ guid: fc.uuid(), code: fc.constantFrom('', 'ABC123', 'XYZ789', 'abc123', 'ÄBC123') }),
      { selector: (x) => x.guid, maxLength: 20 },
    )
    fc.assert(
      fc.property(items, (list) => {
        const codes = codesFor(list)
        expect(new Set(codes.values()).size).toBe(list.length)
        expect([...codes.values()].every(isCode)).toBe(true)
        expect(codesFor(list.toReversed())).toEqual(codes)
        const wanted = list.map((x) => x.code).filter(isCode)
        expect([...codes.values()]).toEqual(expect.arrayContaining(wanted))
      }),
    )
    expect(codesFor([{ guid: 'g', code: 'ABC123' }], ['ABC123']).get('g')).not.toBe('ABC123')
  })

  it('gives positive numbers, unique', () => {
    const guids = Array.from({ length: 2000 }, (_, i) => uuidFrom(String(i)))
    const numbers = [...numbersFor(guids).values()]
    expect(new Set(numbers).size).toBe(2000)
    expect(numbers.every((x) => Number.isInteger(x) && x > 0 && x < 2 ** 31)).toBe(true)
  })

  it('makes slugs of Vietnamese', () => {
    expect(slugOf('Can thiệp đốt sống – Đà Nẵng')).toBe('can-thiep-dot-song-da-nang')
    expect(slugOf('한국어')).toBe('')
  })
})
