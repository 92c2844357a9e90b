import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { blankPixels } from '#src/domains/imaging/look/blank-pixels.ts'
import type { DicomFile } from '#src/lib/dicom/index.ts'
import { createCodecs, frameBytes, pixelLayout, type Pixels } from '#src/lib/dicom/codecs/index.ts'
import { byDcmtk, byGdcm, byOpenjpeg, type Judged, opened } from './blanking-judge.ts'

/**
 * What was compressed with loss has no second original: what blanking leaves must be what the stream decodes to. Judged by
 * decoders that are not ours, of the source and of what was written; a decoder may round otherwise by one where the
 * standard leaves it free (JPEG of 12 bits, irreversible wavelets of HTJ2K), never more.
 */
const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const TOOLS = ['/usr/bin/gdcmconv', '/usr/bin/dcmdjpeg', '/usr/bin/opj_decompress', '/usr/bin/dcmdump']
const judged = existsSync(data) && TOOLS.every(existsSync)

type Judge = (file: string, folder: string) => Judged
const FILES: readonly [name: string, judge: Judge, rounding: 0 | 1][] = [
  ['zoo/cs3d__CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm', byDcmtk, 0],
  ['zoo/dwv__leadtools-8BitsJpegLossyGrayScale.dcm', byGdcm, 0],
  ['burned-in/ctbrain1.dcm', byDcmtk, 0],
  ['zoo/pyd__SC_rgb_dcmtk_+eb+cy+s4.dcm', byDcmtk, 0],
  ['zoo/pyd__SC_rgb_jpeg_app14_dcmd.dcm', byGdcm, 0],
  ['zoo/fo__GH538-jpeg1.dcm', byDcmtk, 0],
  ['wg04/XA1_JPLY.dcm', byGdcm, 1],
  ['wg04/MR1_JPLY.dcm', byDcmtk, 1],
  ['zoo/cs3d__CT0012.fragmented_no_bot_jpeg_baseline.51.dcm', byGdcm, 1],
  ['wg04/CT1_JLSN.dcm', byGdcm, 0],
  ['zoo/pyd__SC_rgb_jls_lossy_line.dcm', byGdcm, 0],
  ['wg04/CT1_J2KI.dcm', byGdcm, 0],
  ['wg04/MR1_J2KI.dcm', byOpenjpeg, 0],
  ['wg04/US1_J2KI.dcm', byGdcm, 0],
  ['wg04/XA1_J2KI.dcm', byOpenjpeg, 0],
  ['zoo/pyd__HTJ2K_08_RGB.dcm', byOpenjpeg, 1],
]
const BOXES = [
  { x: 7, y: 11, width: 33, height: 21 },
  { x: 60, y: 2, width: 9, height: 5 },
]
const codecs = createCodecs(codecFiles)
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-blank-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every frame as we decode it. */
async function ours(file: DicomFile): Promise<Pixels[]> {
  const layout = pixelLayout(file)
  if (!layout.ok) throw new Error(layout.code)
  const frames: Pixels[] = []
  for (let i = 0; i < layout.frames.length; i += 1) {
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, i), layout.syntax, layout.info)
    if (!decoded.ok) throw new Error(decoded.code)
    frames.push(decoded.frame.pixels)
  }
  return frames
}

/** Lossy Image Compression, its ratio and its method, as DCMTK reads them. */
function lossOf(file: string): Record<string, string> {
  const out = execFileSync(
    'dcmdump',
    ['-q', '+L', '-s', '+P', '0028,2110', '+P', '0028,2112', '+P', '0028,2114', file],
    {
      encoding: 'latin1',
    },
  )
  return Object.fromEntries([...out.matchAll(/\((0028,\w{4})\) .. \[(.*?) *\]/g)].map(([, tag, value]) => [tag, value]))
}

describe.skipIf(!judged)('blanking of what was compressed with loss, judged by other decoders', () => {
  it.each(FILES)('%s', async (name, judge, rounding) => {
    const source = path.join(data, name)
    const file = opened(source)
    const blanked = await blankPixels(file, BOXES, codecs)
    if (!blanked.ok) throw new Error(blanked.code)
    const written = path.join(folder, 'blanked.dcm')
    writeFileSync(written, blanked.bytes)
    const before = judge(source, folder)
    // GDCM knows no HTJ2K, DCMTK no JPEG 2000.
    const after = judge === byOpenjpeg ? byOpenjpeg(written, folder) : byGdcm(written, folder)
    const frames = await ours(file)
    const { rows, columns, samples } = before
    expect([after.rows, after.columns, after.samples]).toEqual([rows, columns, samples])
    const each = rows * columns * samples
    expect([before.values.length, after.values.length]).toEqual([each * frames.length, each * frames.length])

    let [far, differs, unblanked, covered] = [0, 0, 0, 0]
    for (const [f, pixels] of frames.entries()) {
      const bits = 8 * pixels.BYTES_PER_ELEMENT
      const darkest = samples === 1 ? [...pixels].reduce((least, value) => Math.min(least, value), Infinity) : 0
      const unsigned = (value: number): number => (value < 0 ? value + 2 ** bits : value)
      for (let i = 0; i < each; i += 1) {
        const pixel = Math.floor(i / samples)
        const [x, y] = [pixel % columns, Math.floor(pixel / columns)]
        const now = after.values[f * each + i]!
        if (BOXES.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)) {
          covered += 1
          if (now !== unsigned(darkest)) unblanked += 1
          continue
        }
        if (now !== unsigned(pixels[i]!)) differs += 1
        far = Math.max(far, Math.abs(now - before.values[f * each + i]!))
      }
    }
    const inBoxes = BOXES.reduce((sum, { width, height }) => sum + width * height, 0)
    expect({ far, differs, unblanked, covered }).toEqual({
      far: rounding,
      differs: 0,
      unblanked: 0,
      covered: frames.length * samples * inBoxes,
    })

    // The file is kept without loss from now on, and still says that there was one, how much and by what.
    expect(blanked.syntax).toMatch(/\.4\.(?:90|201)$/)
    const [was, is] = [lossOf(source), lossOf(written)]
    expect(is).toEqual({ ...was, '0028,2110': '01' })
  })
})
