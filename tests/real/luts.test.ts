import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { displayOf, pictureOf } from '#src/domains/imaging/display.ts'
import { createCodecs, type Frame, frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { type DicomFile, readDicom } from '#src/lib/dicom/index.ts'
import { lookUp, stretchOf, tablesOf, throughTable } from '#src/lib/imaging/lut/index.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import { greyOf } from '#src/lib/imaging/window.ts'
import { imaging, missing, python, tool } from './deidentify-data.ts'
import { WRITE_TABLES } from './luts-data.ts'

// Tables and windows as DCMTK paints them and as pydicom applies them, pixel by pixel.
const absent = await missing(['pydicom', 'dcmj2pnm', 'dcmconv'])
const codecs = createCodecs(codecFiles)

describe.skipIf(absent.length > 0)('display of grey images', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoi-luts-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function open(path: string): Promise<{ file: DicomFile; frame: Frame }> {
    const file = readDicom(await readFile(path))
    if (!file.ok) throw new Error(file.message)
    const layout = pixelLayout(file)
    if (!layout.ok) throw new Error(layout.message)
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, 0), layout.syntax, layout.info)
    if (!decoded.ok) throw new Error(decoded.message)
    return { file, frame: decoded.frame }
  }

  async function dcmtk(path: string, ...options: string[]): Promise<Uint8Array> {
    const to = join(folder, 'x.pgm')
    await tool('dcmj2pnm', ['-q', '+op', ...options, path, to])
    const bytes = await readFile(to)
    // P5, columns and rows, 255: three lines, then bytes.
    let at = 0
    for (let line = 0; line < 3; line += 1) at = bytes.indexOf(10, at) + 1
    expect(bytes.subarray(0, 2).toString()).toBe('P5')
    return bytes.subarray(at)
  }

  const zoo = (name: string) => join(imaging, 'zoo', name)

  /** Largest difference in grey levels, and the part of pixels that differ at all. */
  function difference(ours: Uint8Array, theirs: Uint8Array): [most: number, part: number] {
    expect(ours.length).toBe(theirs.length)
    let [most, count] = [0, 0]
    for (let i = 0; i < ours.length; i += 1) {
      const off = Math.abs(ours[i]! - theirs[i]!)
      if (off > most) most = off
      if (off > 0) count += 1
    }
    return [most, count / ours.length]
  }

  /** Grey of every pixel against DCMTK's, which cuts parts of a level off where we round. */
  async function compare(path: string, window: Window | undefined, ...options: string[]): Promise<[number, number]> {
    const { file, frame } = await open(path)
    return difference(pictureOf(frame, displayOf(file), window).data, await dcmtk(path, ...options))
  }

  it('a mammogram with three VOI LUTs and three sigmoid windows: 7.3 million pixels, none more than a level off', async () => {
    const path = zoo('fo__GH133.dcm')
    const { file, frame } = await open(path)
    const display = displayOf(file)
    expect(display.luts.map(({ name, first, bits, values }) => [name, first, bits, values.length])).toEqual([
      ['NORMAL', 625, 12, 3447],
      ['HARDER', 1023, 12, 3016],
      ['SOFTER', 203, 12, 3887],
    ])
    // What is shown when nobody asks for anything: the first table.
    expect(display.window).toEqual({ center: 2348.5, width: 3447, lut: 1 })
    for (const [i, lut] of display.luts.entries()) {
      const { data } = pictureOf(frame, display, { ...stretchOf(lut), lut: i + 1 })
      const [most, part] = difference(data, await dcmtk(path, '+Wl', String(i + 1)))
      expect(most).toBeLessThanOrEqual(1)
      expect(part).toBeLessThan(0.1)
    }
    for (const [i, [center, width]] of (
      [
        [2653, 900],
        [2713, 750],
        [2569, 1050],
      ] as const
    ).entries()) {
      const { data } = pictureOf(frame, display, { center, width, curve: 'sigmoid' })
      const [most, part] = difference(data, await dcmtk(path, '+Wi', String(i + 1)))
      expect(most).toBeLessThanOrEqual(1)
      expect(part).toBeLessThan(0.16)
    }
  }, 120_000)

  it('a CR with a Modality LUT in MONOCHROME1, shown from end to end and in windows behind the table', async () => {
    const path = zoo('fo__CR-ModalitySequenceLUT.dcm')
    expect((await compare(path, { center: 32_768, width: 65_536 }))[0]).toBeLessThanOrEqual(1)
    expect((await compare(path, { center: 30_000, width: 60_000 }, '+Ww', '30000', '60000'))[0]).toBeLessThanOrEqual(1)
    expect((await compare(path, { center: 500, width: 700 }, '+Ww', '500', '700'))[0]).toBeLessThanOrEqual(1)
  }, 120_000)

  it.each([
    'highdicom__dx_image.dcm',
    'pyd__6154',
    'dwv__gdcm-CR-MONO1-10-chest.dcm',
    'suy__3.dcm',
    'pyd__693_UNCR.dcm',
  ])('the first window of %s, white at low values where it says so', async (name) =>
    expect((await compare(zoo(name), undefined, '+Wi', '1'))[0]).toBeLessThanOrEqual(1),
  )

  it('tables of every shape in three transfer syntaxes', async () => {
    const made = await tool(python, ['-c', WRITE_TABLES, zoo('pyd__CT_small.dcm'), folder])
    expect(made.err).toBe('')
    const names = made.out.trim().split('\n')
    expect(names).toEqual(['bytes', 'words', 'signed', 'modality', 'both'])
    for (const name of names)
      for (const syntax of ['+te', '+ti', '+tb']) {
        const path = join(folder, `${name}${syntax}.dcm`)
        expect((await tool('dcmconv', [syntax, join(folder, `${name}.dcm`), path])).failed).toBe(false)
        const { file } = await open(path)
        expect(tablesOf(file).faults, path).toEqual([])
        const [lut] = tablesOf(file).voi
        const options = lut ? ['+Wl', '1'] : ['+Ww', '2000', '4000']
        const window = lut ? undefined : { center: 2000, width: 4000 }
        expect((await compare(path, window, ...options))[0], path).toBeLessThanOrEqual(1)
      }
  }, 120_000)

  it('every input as pydicom has it: tables to the last bit, curves to the rounding of a level', async () => {
    const paths = [zoo('fo__GH133.dcm'), zoo('fo__CR-ModalitySequenceLUT.dcm')]
    const judged = JSON.parse((await tool(python, ['-c', JUDGE, ...paths])).out) as {
      luts: number[][]
      sigmoid: number[]
      exact: number[]
      modality: number[]
    }
    const inputs = Uint16Array.from({ length: 4096 }, (_, i) => i)
    const [mg, cr] = await Promise.all(paths.map((path) => open(path)))
    for (const [i, lut] of tablesOf(mg!.file).voi.entries())
      expect(Array.from(inputs, (v) => lookUp(lut, v))).toEqual(judged.luts[i])
    expect([...throughTable(inputs.subarray(0, 1024), tablesOf(cr!.file).modality!)]).toEqual(judged.modality)
    for (const curve of ['sigmoid', 'exact'] as const) {
      const grey = greyOf({ center: 2653, width: 900, curve })
      for (const v of inputs) expect(Math.abs(grey(v) - judged[curve][v]!)).toBeLessThan(1e-9)
    }
  })
})

const JUDGE = `
import json, sys, warnings, numpy as np, pydicom
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_voi_lut, apply_windowing
warnings.simplefilter('ignore')
mg, cr = [pydicom.dcmread(p, stop_before_pixels=True) for p in sys.argv[1:]]
x = np.arange(4096, dtype='uint16')
out = {'luts': [apply_voi_lut(x, mg, index=i).tolist() for i in range(3)]}
out['sigmoid'] = (apply_windowing(x, mg, 0) / 4095 * 255).tolist()
mg.VOILUTFunction = 'LINEAR_EXACT'
out['exact'] = (apply_windowing(x, mg, 0) / 4095 * 255).tolist()
out['modality'] = apply_modality_lut(x[:1024], cr).tolist()
print(json.dumps(out))
`
