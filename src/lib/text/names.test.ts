import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACADEMIC_TITLES, academicTitle, titleFor, titleText, withoutTitle } from './academic-titles.ts'
import { fullName, initials, nameFor, nameSortKey, orderOf, sortedByName, splitName, titledName } from './names.ts'
import { nameKey, sameName } from './same-name.ts'

describe('a name as its bearer writes it', () => {
  test.each([
    ['Vũ', 'Đăng Lưu', '', 'Vũ Đăng Lưu'],
    ['Nguyen', 'Van An', 'VN', 'Nguyen Van An'],
    ['홍', '길동', 'KR', '홍길동'],
    ['남궁', '민', '', '남궁민'],
    ['山田', '太郎', 'JP', '山田太郎'],
    ['Curie', 'Marie', 'FR', 'Marie Curie'],
    ['Hong', 'Gil-dong', 'KR', 'Gil-dong Hong'],
    ['', 'Plato', '', 'Plato'],
    ['Lê', 'Hạnh', 'FR', 'Hạnh Lê'],
  ])('%s + %s (%s) → %s', (family, given, country, full) => {
    const name = { family, given }
    expect(fullName(name, orderOf(name, country))).toBe(full)
  })

  test.each([
    ['Vũ Đăng Lưu', '', 'Vũ', 'Đăng Lưu'],
    ['Nguyen Van An', '', 'Nguyen', 'Van An'],
    ['Trần Ân', '', 'Trần', 'Ân'],
    ['홍길동', '', '홍', '길동'],
    ['남궁민수', '', '남궁', '민수'],
    ['홍 길동', '', '홍', '길동'],
    ['Marie Curie', '', 'Curie', 'Marie'],
    ['Le Corbusier', 'FR', 'Corbusier', 'Le'],
    ['Ludwig van Beethoven', '', 'van Beethoven', 'Ludwig'],
    ['Lưu, Đăng Vũ', '', 'Lưu', 'Đăng Vũ'],
    ['Plato', '', '', 'Plato'],
  ])('%s (%s) is %s and %s', (full, country, family, given) => {
    expect(splitName(full, country)).toEqual({ family, given })
  })

  test('apart and together again', () => {
    for (const full of ['Vũ Đăng Lưu', '홍길동', 'Marie Curie', 'Nguyễn Thị Minh Khai', 'Đỗ Ân']) {
      expect(fullName(splitName(full))).toBe(full)
    }
  })
})

describe('titles', () => {
  const luu = { name: 'Vũ Đăng Lưu', latin: '', title: { vi: 'PGS.TS.' } }
  const hong = { name: '홍길동', latin: 'Hong Gil-dong', title: { ko: '교수' } }

  test('before the name in Vietnamese and English, after it in Korean', () => {
    expect(['vi', 'en', 'ko'].map((l) => titledName(luu, l))).toEqual([
      'PGS.TS. Vũ Đăng Lưu',
      'Assoc. Prof. Dr. Vũ Đăng Lưu',
      'Vũ Đăng Lưu 교수',
    ])
    expect(['vi', 'en', 'ko'].map((l) => titledName(hong, l))).toEqual([
      'GS. Hong Gil-dong (홍길동)',
      'Prof. Hong Gil-dong (홍길동)',
      '홍길동 교수',
    ])
    expect(titledName({ ...luu, title: {} }, 'vi')).toBe('Vũ Đăng Lưu')
    expect(titledName({ ...luu, title: { vi: 'NGND.' } }, 'en')).toBe('Vũ Đăng Lưu')
    expect(nameFor({ ...hong, latin: '' }, 'en')).toEqual({ main: '홍길동', aside: '' })
  })

  test('known however the dots are put', () => {
    expect(['PGS. TS', 'pgs.ts.', 'PGS TS', 'Assoc. Prof. Dr'].map(academicTitle)).toEqual(
      Array.from({ length: 4 }, () => 'assoc-prof-dr'),
    )
    expect(['BS', 'BSCKII', 'BS.CK2', 'ThS. BS.', 'Dr', '박사'].map(academicTitle)).toEqual([
      'physician',
      'specialist-2',
      'specialist-2',
      'master-physician',
      'dr',
      'dr-physician',
    ])
    expect(academicTitle('')).toBeNull()
    expect(titleFor({ vi: 'ThS.' }, 'en')).toBe('')
    expect(titleFor({ vi: 'ThS.' }, 'de')).toBe('')
    for (const key of Object.keys(ACADEMIC_TITLES) as (keyof typeof ACADEMIC_TITLES)[]) {
      expect(titleText(key)['vi']).toBe(ACADEMIC_TITLES[key].vi)
    }
  })

  test('taken off a name as typed', () => {
    expect(withoutTitle('PGS. TS. Vũ Đăng Lưu')).toEqual({ name: 'Vũ Đăng Lưu', title: 'assoc-prof-dr' })
    expect(withoutTitle('PGS.TS.Vũ Đăng Lưu')).toEqual({ name: 'Vũ Đăng Lưu', title: 'assoc-prof-dr' })
    expect(withoutTitle('홍길동 교수')).toEqual({ name: '홍길동', title: 'prof' })
    expect(withoutTitle('Vũ Đăng Lưu')).toEqual({ name: 'Vũ Đăng Lưu', title: null })
    expect(withoutTitle('Dr')).toEqual({ name: 'Dr', title: null })
    expect(withoutTitle('')).toEqual({ name: '', title: null })
  })
})

test('initials', () => {
  expect(['Vũ Đăng Lưu', '홍길동', 'Marie Curie', 'Plato', 'Đỗ Ân', ''].map((n) => initials(n))).toEqual([
    'VL',
    '길동',
    'MC',
    'P',
    'ĐÂ',
    '',
  ])
})

describe('order', () => {
  const names = ['Trần Văn Đức', 'Nguyễn Thị Ánh', 'Lê Văn An', 'Phạm Văn An', 'Lê Thị An', 'Marie Curie', 'Hồ Dũng']

  test('Vietnamese by given name, then family, then the middle', () => {
    const expected = [
      'Lê Thị An',
      'Lê Văn An',
      'Phạm Văn An',
      'Nguyễn Thị Ánh',
      'Marie Curie',
      'Hồ Dũng',
      'Trần Văn Đức',
    ]
    expect(sortedByName('vi', names, (n) => n)).toEqual(expected)
    expect([...names].sort((a, b) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1))).toEqual(expected)
    expect(sortedByName('ko', ['홍길동', '김철수', '이영희'], (n) => n)).toEqual(['김철수', '이영희', '홍길동'])
  })

  test('the key for the database orders as the Vietnamese dictionary does', () => {
    const collate = new Intl.Collator('vi')
    const syllable = fc
      .tuple(
        fc.constantFrom('', 'b', 'c', 'd', 'đ', 'l', 'th', 'v'),
        fc.constantFrom('a', 'ă', 'â', 'e', 'ê', 'o', 'ô', 'ơ', 'u', 'ư', 'i', 'y'),
        fc.constantFrom('', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'),
        fc.constantFrom('', 'n', 'm', 'ng'),
      )
      .map((p) => p.join('').normalize('NFC'))
    fc.assert(
      fc.property(syllable, syllable, (a, b) => {
        const keys = [nameSortKey(a), nameSortKey(b)] as const
        expect(Math.sign(keys[0] < keys[1] ? -1 : keys[0] > keys[1] ? 1 : 0)).toBe(Math.sign(collate.compare(a, b)))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('one person or two', () => {
  test.each([
    ['Vũ Đăng Lưu', 'VU DANG LUU', 'same'],
    ['PGS.TS. Vũ Đăng Lưu', 'Lưu, Vũ Đăng', 'same'],
    ['Vũ Đăng Lưu', 'Vũ Đăng Lưu'.normalize('NFD'), 'same'],
    ['홍 길동', '홍길동 교수', 'same'],
    ['Hong Gil-dong', 'Hong Gil Dong', 'same'],
    ['Hong Gildong', 'Hong Gil-dong', 'same'],
    ['Lê Văn Hà', 'Lê Văn Hạ', 'maybe'],
    ['V. D. Luu', 'Vũ Đăng Lưu', 'maybe'],
    ['M. Curie', 'Marie Curie', 'maybe'],
    ['Lê Văn Hà', 'Trần Văn Hà', 'different'],
    ['Hà', 'Lê Văn Hà', 'different'],
    ['', '', 'different'],
  ] as const)('%s / %s: %s', (a, b, expected) => {
    expect(sameName(a, b)).toBe(expected)
    expect(sameName(b, a)).toBe(expected)
  })

  test('the key meets what is the same', () => {
    expect(nameKey('PGS.TS. Vũ Đăng Lưu')).toBe(nameKey('luu vu dang'))
  })
})
