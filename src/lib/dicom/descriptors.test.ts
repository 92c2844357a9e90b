import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capAge, isTime, shiftDate, shiftDateTime } from './dates.ts'
import { cleanDescriptor } from './descriptors.ts'

const nobody = (): boolean => false

describe('cleaning descriptions by the allow-list', () => {
  const cases: [before: string, after: string][] = [
    ['CT Abdomen w/o contrast 1.5mm', 'CT Abdomen w/o contrast 1.5mm'],
    ['CT Bụng Nguyễn Văn An', 'CT Bụng'],
    ['복부 CT 김희중 조영증강', '복부 CT 조영증강'],
    ['홍길동', ''],
    ['T2 FLAIR ax (Dr. Smith)', 'T2 FLAIR ax'],
    ['BS. Tim yêu cầu, ĐT 0912 345 678', ''],
    ['MRI 12/03/60', 'MRI'],
    ['head 1980-02-03', 'head'],
    ['không có tiêm thuốc', 'không có tiêm thuốc'],
    ['Động mạch cảnh hai bên', 'Động mạch cảnh hai bên'],
    ['T1 3D 12 345 678 sag', 'T1 3D sag'],
    ['ORIG 20240101', ''],
    // Values of a multi-valued element keep their places.
    ['ABDOMEN\\Smith\\LUNG\\BONE', 'ABDOMEN\\\\LUNG\\BONE'],
    ['Smith\\LUNG', '\\LUNG'],
    ['LUNG\\Dr. Smith', 'LUNG\\'],
    ['\\LUNG Smith', '\\LUNG'],
    ['Smith\\Miller', ''],
    ['', ''],
  ]
  for (const [before, after] of cases)
    it(`${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () =>
      expect(cleanDescriptor(before, nobody)).toBe(after))

  it('drops even a listed word when it is somebody of the file', () => {
    expect(cleanDescriptor('Head Stroke', (word) => word === 'stroke')).toBe('Head')
  })

  it('changes nothing the second time, and lets no unlisted word through', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'CT',
        'gan',
        'bụng',
        'cột',
        'sống',
        '복부',
        'head',
        'sọ',
        'não',
        '12',
        '345',
        'T1',
        'long',
        'axis',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.nat({ max: 99_999_999 }).map(String),
    )
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.constantFrom(' ', '-', '/', ', ', '_', '\\', '^'),
        (list, separator) => {
          const once = cleanDescriptor(list.join(separator), nobody)
          expect(cleanDescriptor(once, nobody)).toBe(once)
          expect(cleanDescriptor(`${list.join(separator)} Zykowski Hưng 희중`, nobody)).not.toMatch(
            /Zykowski|Hưng|희중/,
          )
          expect(once).not.toMatch(/\d{6}/)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('dates and ages', () => {
  it('shifts over month and leap days, old forms too', () => {
    expect(shiftDate('20240301', -1)).toBe('20240229')
    expect(shiftDate('1995.07.24', -365)).toBe('19940724')
    expect(shiftDate('', -5)).toBe('')
    expect(shiftDate('20240101\\20240103', -1)).toBe('20231231\\20240102')
    for (const bad of ['20241301', '20230229', 'Hưng', '2024', '00950724']) expect(shiftDate(bad, -1)).toBeUndefined()
  })

  it('keeps the precision and the zone of a date and time', () => {
    expect(shiftDateTime('20240301101112.123456+0700', -1)).toBe('20240229101112.123456+0700')
    expect(shiftDateTime('202403', -60)).toBe('202401')
    expect(shiftDateTime('2024', -366)).toBe('2023')
    expect(shiftDateTime('next week', -1)).toBeUndefined()
  })

  it('keeps intervals for any two days and any shift', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    const text = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '')
    const back = (value: string | undefined): number =>
      Date.parse(`${value?.slice(0, 4)}-${value?.slice(4, 6)}-${value?.slice(6)}`)
    fc.assert(
      fc.property(day, day, fc.integer({ min: -3650, max: -366 }), (a, b, shift) => {
        expect(back(shiftDate(text(a), shift)) - back(shiftDate(text(b), shift))).toBe(back(text(a)) - back(text(b)))
      }),
      { numRuns: 200 },
    )
  })

  it('caps ages over 89 years and refuses what is no age', () => {
    expect(['089Y', '090Y', '103Y', '012M', '999M', '005D', '', '45Y', 'old'].map(capAge)).toEqual([
      '089Y',
      '090Y',
      '090Y',
      '012M',
      '999M',
      '005D',
      '',
      '045Y',
      undefined,
    ])
  })

  it('knows times', () => {
    expect(['101112', '1011', '10:11:12', '101112.123456', ''].every(isTime)).toBe(true)
    expect(['Hưng', '10-11', '1011121'].some(isTime)).toBe(false)
  })
})
