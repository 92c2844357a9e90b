import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { blankPixels } from '#src/domains/imaging/look/blank-pixels.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { createCodecs, pixelLayout } from '#src/lib/dicom/codecs/index.ts'

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

/** Uncompressed pixels by an independent decoder. */
function decoded(file: string): { pixels: Uint8Array; rows: number; columns: number; bytes: number; planar: boolean } {
  const raw = path.join(folder, 'raw.dcm')
  execFileSync('gdcmconv', ['--raw', file, raw], { stdio: 'ignore' })
  const read = readDicom(new Uint8Array(readFileSync(raw)))
  if (!read.ok) throw new Error(read.code)
  const layout = pixelLayout(read)
  if (!layout.ok) throw new Error(layout.code)
  const { info, frames } = layout
  const [start, end] = [frames[0]![0]!.start, frames.at(-1)!.at(-1)!.end]
  const { rows, columns, samples, bitsAllocated, planar } = info
  return { pixels: read.bytes.slice(start, end), rows, columns, bytes: (samples * bitsAllocated) / 8, planar }
}

describe.skipIf(!judged)('blanking, judged by GDCM', () => {
  it.each(FILES)('%s changes inside the box and nowhere else', async (name) => {
    const source = path.join(data, name)
    const file = readDicom(new Uint8Array(readFileSync(source)))
    if (!file.ok) throw new Error(file.code)
    const blanked = await blankPixels(file, [BOX], codecs)
    if (!blanked.ok) throw new Error(blanked.code)
    const written = path.join(folder, 'blanked.dcm')
    // Without compression the data set alone is given back: its file header is that of before.
    const head = file.syntax.encapsulated ? new Uint8Array() : file.source.subarray(0, 0)
    writeFileSync(written, Buffer.concat([head, blanked.bytes]))
    const [before, after] = [decoded(source), decoded(written)]
    expect([after.rows, after.columns, after.pixels.length]).toEqual([
      before.rows,
      before.columns,
      before.pixels.length,
    ])
    const { rows, columns, bytes } = before
    const pixel = (i: number, planar: boolean): number =>
      planar ? i % (rows * columns) : Math.floor(i / bytes) % (rows * columns)
    let outside = 0
    const inside = new Set<number>()
    expect(after.planar).toBe(before.planar)
    for (let i = 0; i < before.pixels.length; i += 1) {
      const p = pixel(i, before.planar)
      const [x, y] = [p % columns, Math.floor(p / columns)]
      const covered = x >= BOX.x && x < BOX.x + BOX.width && y >= BOX.y && y < BOX.y + BOX.height
      if (covered) inside.add(after.pixels[i]!)
      else if (before.pixels[i] !== after.pixels[i]) outside += 1
    }
    expect(outside).toBe(0)
    // One value: at most two bytes of it, or three of colour.
    expect(inside.size).toBeLessThanOrEqual(bytes)
  })
})
