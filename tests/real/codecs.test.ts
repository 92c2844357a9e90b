import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { bytesOf, createCodecs, type Frame, frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { readDicom } from '#src/lib/dicom/index.ts'

// Real compressed files, with DCMTK, GDCM and OpenJPEG as judges; skipped, loudly, where they are absent.
const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const has = (program: string): boolean => spawnSync('which', [program]).status === 0
const missing = [
  ['test data', existsSync(data)],
  ...['dcmdjpeg', 'gdcmconv', 'opj_decompress'].map((p) => [p, has(p)]),
].filter(([, there]) => !there)
if (missing.length > 0)
  console.warn(`codecs over real files SKIPPED: ${missing.map(([name]) => name).join(', ')} absent`)

const codecs = createCodecs(codecFiles)
const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-codecs-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function firstFrame(file: string): Promise<Frame> {
  const read = readDicom(readFileSync(file))
  if (!read.ok) throw new Error(read.message)
  const layout = pixelLayout(read)
  if (!layout.ok) throw new Error(layout.message)
  const decoded = await codecs.decodeFrame(frameBytes(read.bytes, layout, 0), layout.syntax, layout.info)
  if (!decoded.ok) throw new Error(`${decoded.code}: ${decoded.message}`)
  return decoded.frame
}

function largestDifference(a: Frame, b: Frame): number {
  expect(a.pixels.length).toBe(b.pixels.length)
  let most = 0
  for (let i = 0; i < a.pixels.length; i += 1) most = Math.max(most, Math.abs(a.pixels[i]! - b.pixels[i]!))
  return most
}

const files = existsSync(path.join(data, 'wg04'))
  ? readdirSync(path.join(data, 'wg04')).filter((name) => name.endsWith('.dcm'))
  : []

describe.skipIf(missing.length > 0)('frames as independent decoders see them', () => {
  test.each(files)('%s', async (name) => {
    const file = path.join(data, 'wg04', name)
    const out = path.join(folder, name)
    if (/JPLY|JPLL/.test(name)) execFileSync('dcmdjpeg', [file, out])
    else if (/JLS/.test(name)) execFileSync('dcmdjpls', [file, out])
    else if (/RLE/.test(name)) execFileSync('dcmdrle', [file, out])
    else execFileSync('gdcmconv', ['--raw', file, out], { stdio: 'pipe' })
    const [ours, theirs] = [await firstFrame(file), await firstFrame(out)]
    // Lossy JPEG leaves the rounding of the transform to the decoder, colour also its conversion.
    const tolerance = /JPLY/.test(name) ? 2 : /US1_J2KI/.test(name) ? 3 : 0
    expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(tolerance)
  })

  test('OpenJPEG reads our HTJ2K to the same pixels', async () => {
    const { writeFileSync } = await import('node:fs')
    for (const name of ['CT1_RLE.dcm', 'MR1_JPLL.dcm', 'NM1_RLE.dcm']) {
      const frame = await firstFrame(path.join(data, 'wg04', name))
      const encoded = await codecs.encodeHtj2k(frame)
      if (!encoded.ok) throw new Error(encoded.message)
      const [from, to] = [path.join(folder, 'x.j2c'), path.join(folder, 'x.rawl')]
      writeFileSync(from, encoded.bytes)
      execFileSync('opj_decompress', ['-i', from, '-o', to], { stdio: 'pipe' })
      expect(Buffer.compare(readFileSync(to), bytesOf(frame.pixels))).toBe(0)
    }
  })
})
