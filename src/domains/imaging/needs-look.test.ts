import { expect, test } from 'vitest'
import { needsLook } from './needs-look.ts'

const of = (end: string, more: Partial<Parameters<typeof needsLook>[0]> = {}) =>
  needsLook({ sopClass: `1.2.840.10008.5.1.4.1.1.${end}`, rows: null, bits: null, burnedIn: 'none', ...more })

test('masks, label maps, reports, key objects, presentation states and structure sets have nothing of the patient to look at', () => {
  expect(of('66.4', { rows: 512, bits: 1 })).toBe(false)
  expect(of('66.7', { rows: 512, bits: 8 })).toBe(false)
  for (const end of ['88.11', '88.33', '88.34', '88.59', '11.1', '11.2', '481.3', '66.1', '66.3'])
    expect([end, of(end)]).toEqual([end, false])
})

test('everything that can hold a picture or a page is looked at', () => {
  for (const end of ['2', '12.1', '6.1', '7', '104.1', '481.2', '481.31', '30', '66', '66.5', '880', '110'])
    expect([end, of(end, { rows: 512, bits: 16 }), of(end)]).toEqual([end, true, true])
  // A fractional segmentation, a report with pixels, and whatever the header itself doubts.
  expect(of('66.4', { rows: 512, bits: 8 })).toBe(true)
  expect(of('88.33', { rows: 512, bits: 8 })).toBe(true)
  expect(of('481.3', { rows: 512, bits: 8 })).toBe(true)
  expect(of('66.4', { rows: 512, bits: 1, burnedIn: 'present' })).toBe(true)
  expect(of('66.7', { rows: 512, bits: 8, burnedIn: 'look' })).toBe(true)
})
