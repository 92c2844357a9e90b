import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { blankPixels } from '#src/domains/imaging/look/blank-pixels.ts'
import { createCodecs } from '#src/lib/dicom/codecs/index.ts'
import { byGdcm, opened } from './blanking-judge.ts'

/** Every pixel outside of the boxes, decoded by GDCM from the original and from what blanking wrote. */
const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const judged = existsSync(data) && existsSync('/usr/bin/gdcmconv')
const FILES = [
  'wg04/CT1_RLE.dcm',
  'wg04/CT2_JPLL.dcm',
  'wg04/CT1_JLSL.dcm',
  'wg04/CT1_J2KR.dcm',
  'wg04/US1_J2KR.dcm',
  'wg04/US1_RLE.dcm',
  'wg04/XA1_JPLL.dcm',
  'wg04/MR3_JLSL.dcm',
  'syntaxes/CT_small.dcm',
  'syntaxes/ExplVR_BigEnd.dcm',
  'burned-in/us-liver-rgb.dcm',
]
const BOX = { x: 7, y: 11, width: 33, height: 21 }
const codecs = createCodecs(codecFiles)
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-blank-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!judged)('blanking, judged by GDCM', () => {
  it.each(FILES)('%s changes inside the box and nowhere else', async (name) => {
    const source = path.join(data, name)
    const file = opened(source)
    const blanked = await blankPixels(file, [BOX], codecs)
    if (!blanked.ok) throw new Error(blanked.code)
    const written = path.join(folder, 'blanked.dcm')
    writeFileSync(written, blanked.bytes)
    const [before, after] = [byGdcm(source, folder), byGdcm(written, folder)]
    const { rows, columns, samples } = before
    expect([after.rows, after.columns, after.values.length]).toEqual([rows, columns, before.values.length])
    let outside = 0
    const inside = new Set<number>()
    for (let i = 0; i < before.values.length; i += 1) {
      const p = Math.floor(i / samples) % (rows * columns)
      const [x, y] = [p % columns, Math.floor(p / columns)]
      const covered = x >= BOX.x && x < BOX.x + BOX.width && y >= BOX.y && y < BOX.y + BOX.height
      if (covered) inside.add(after.values[i]!)
      else if (before.values[i] !== after.values[i]) outside += 1
    }
    expect(outside).toBe(0)
    expect(inside.size).toBe(1)
  })
})
