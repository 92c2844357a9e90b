import { expect, it } from 'vitest'
import { PROVINCE_KEYS, PROVINCES, provinceOf } from './provinces.ts'

it('has the 34 units of 2025 and within them the 63 before, each once', () => {
  expect(PROVINCE_KEYS).toHaveLength(34)
  const former = PROVINCE_KEYS.flatMap((key) => [...PROVINCES[key].former])
  expect(former).toHaveLength(63)
  expect(new Set(former).size).toBe(63)
  for (const key of PROVINCE_KEYS) for (const name of Object.values(PROVINCES[key].name)) expect(name).not.toBe('')
})

it.each([
  ['Hà Giang', 'tuyen-quang'],
  ['ha giang', 'tuyen-quang'],
  ['Tỉnh Bắc Kạn', 'thai-nguyen'],
  ['TP. Hồ Chí Minh', 'ho-chi-minh'],
  ['Bà Rịa - Vũng Tàu', 'ho-chi-minh'],
  ['Thừa Thiên Huế', 'hue'],
  ['Đắk Nông', 'lam-dong'],
  ['하노이', 'ha-noi'],
  ['Atlantis', null],
])('finds %s in %s', (name, key) => expect(provinceOf(name)).toBe(key))
