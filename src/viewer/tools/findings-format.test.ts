import { expect, test } from 'vitest'
import type { Figure } from '#src/lib/imaging/finding.ts'
import { oursText } from './findings-format.ts'

const volume = (given: string, unit: string, ml: number): string =>
  oursText(
    { name: null, value: Number(given), given, unit: [unit, 'UCUM', unit], voxels: ml } as unknown as Figure,
    'en',
  )

test('a volume of ours is in the unit of the report and as fine as it, so that small and large ones can be compared', () => {
  expect(volume('160', 'mm3', 0.15)).toBe('150 mm³')
  expect(volume('12.34', 'ml', 12.5678)).toBe('12.57 ml')
  // Three digits of a lesion of a few cubic millimetres are no nought.
  expect(volume('0.004', 'cm3', 0.0042)).toBe('0.004 cm³')
  expect(volume('1.5', 'L', 1523)).toBe('1.5 L')
  expect(volume('0.012', 'l', 12.4)).toBe('0.012 l')
  expect(volume('0.00420000', 'ml', 0.0042)).toBe('0.004 ml')
})

test('lengths keep to a digit more than the least, whatever the report has', () => {
  const ours = { length: 12.3456, unit: 'mm', source: 'pixel-spacing' } as unknown as Figure['ours']
  const text = oursText({ value: 12, given: '12.34567', unit: ['mm', 'UCUM', 'mm'], ours } as unknown as Figure, 'en')
  expect(text).toMatch(/^12\.35 mm/)
})
