import { expect, test } from 'vitest'
import type { Frame } from '#src/lib/dicom/codecs/index.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { type TestElement, testFile, us } from '#src/lib/dicom/testing.ts'
import { displayOf, pictureOf } from './display.ts'

const sq = (tag: number, ...items: TestElement[][]): TestElement => ({ tag, vr: 'SQ', items })
const ds = (tag: number, value: string): TestElement => ({ tag, vr: 'DS', value })
const voi = (center: string, width: string, curve = '') =>
  sq(0x00289132, [ds(0x00281050, center), ds(0x00281051, width), { tag: 0x00281056, vr: 'CS', value: curve }])
const values = (intercept: string, slope: string) => sq(0x00289145, [ds(0x00281052, intercept), ds(0x00281053, slope)])
const open = (...elements: TestElement[]) => {
  const file = readDicom(testFile([{ tag: 0x00280103, vr: 'US', value: us(0) }, ...elements]))
  if (!file.ok) throw new Error(file.message)
  return file
}

test('each frame of an enhanced object has its own window and rescale, else the shared ones, else those of the object', () => {
  const file = open(
    ds(0x00281050, '7'),
    ds(0x00281051, '8'),
    sq(0x52009229, [values('-1024', '2'), voi('40', '400')]),
    sq(0x52009230, [voi('1', '2', 'SIGMOID')], [values('5', '3')], []),
  )
  expect([0, 1, 2].map((frame) => displayOf(file, frame))).toMatchObject([
    { window: { center: 1, width: 2, curve: 'sigmoid' }, slope: 2, intercept: -1024 },
    { window: { center: 40, width: 400 }, slope: 3, intercept: 5 },
    { window: { center: 40, width: 400 }, slope: 2, intercept: -1024 },
  ])
  expect(displayOf(open(ds(0x00281050, '7'), ds(0x00281051, '8'))).window).toEqual({ center: 7, width: 8 })
  expect(displayOf(open(ds(0x00281050, '7'), ds(0x00281051, '0.5'))).window).toBeNull()
})

test('what the file names first is shown: a table before windows; floating point goes the same way', () => {
  const table = [
    { tag: 0x00283002, vr: 'US', value: Uint8Array.of(3, 0, 10, 0, 8, 0) },
    { tag: 0x00283006, vr: 'OW', value: Uint8Array.of(0, 100, 255, 0) },
  ]
  const file = open(ds(0x00281050, '7'), ds(0x00281051, '8'), sq(0x00283010, table))
  const display = displayOf(file)
  expect(display.window).toEqual({ center: 11.5, width: 3, lut: 1 })
  const frame = { rows: 1, columns: 4, samples: 1, bitsStored: 16, signed: false, photometric: 'MONOCHROME2' }
  const stored = [9, 11, 12, 99]
  for (const pixels of [Uint16Array.from(stored), Int16Array.from(stored), Float32Array.from(stored)]) {
    expect([...pictureOf({ ...frame, pixels } as Frame, display).data]).toEqual([0, 100, 255, 255])
    const inverted = { ...display, inverted: true }
    expect([...pictureOf({ ...frame, pixels } as Frame, inverted).data]).toEqual([255, 155, 0, 0])
    // A window that names a table which is not there is the stretch that it covered.
    const asked = { center: 50, width: 101, lut: 2 }
    expect([...pictureOf({ ...frame, pixels } as Frame, display, asked).data]).toEqual([24, 29, 32, 254])
  }
})
