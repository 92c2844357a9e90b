import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { displayOf, pictureOf } from '#src/domains/imaging/display.ts'
import { createMark } from '#src/domains/imaging/marks/commands.ts'
import { exportMarks } from '#src/domains/imaging/marks/export.ts'
import { imagingWorld, type ImagingWorld, stowRequest } from '#src/domains/imaging/testing.ts'
import { createCodecs, frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { stretchOf } from '#src/lib/imaging/lut/index.ts'
import type { View, Window } from '#src/lib/imaging/view.ts'
import { imaging, missing, python, tool } from './deidentify-data.ts'
import { WRITE_TABLES } from './luts-data.ts'

// A presentation state of ours over an image with tables, painted by DCMTK, against what the viewer shows.
const absent = await missing(['pydicom', 'dcmp2pgm', 'dcmpschk', 'dciodvfy'])
const codecs = createCodecs(codecFiles)

interface Shown {
  readonly most: number
  readonly part: number
  readonly dump: Record<string, unknown>
  readonly checked: readonly string[]
}

describe.skipIf(absent.length > 0)('presentation states of images with tables', () => {
  let world: ImagingWorld
  let folder = ''
  let made = 0

  beforeAll(async () => {
    world = await imagingWorld()
    folder = await mkdtemp(join(tmpdir(), 'hoi-pr-luts-'))
    expect((await tool(python, ['-c', WRITE_TABLES, join(imaging, 'zoo/pyd__CT_small.dcm'), folder])).err).toBe('')
  })
  afterAll(async () => {
    await world.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Sends the file as anybody would, marks it in a view, and has DCMTK paint the exported state over the archived image. */
  async function shown(
    path: string,
    view: (luts: ReturnType<typeof displayOf>['luts']) => Partial<View>,
  ): Promise<Shown> {
    const { actor, headers } = await world.person()
    await world.app.request('/dicomweb/studies', stowRequest([await readFile(path)], headers))
    await world.work()
    const row = await world.ctx.db
      .selectFrom('imaging_instance')
      .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
      .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
      .select(['study_uid', 'series_uid', 'sop_uid', 'blob'])
      .where('owner_id', '=', actor.personId!)
      .executeTakeFirstOrThrow()
    const bytes = new Uint8Array(await new Response(await world.ctx.blobs.get(row.blob)).arrayBuffer())
    const file = readDicom(bytes)
    if (!file.ok) throw new Error(file.message)
    const display = displayOf(file)
    const asked = view(display.luts)
    const id = `01890000-0000-7000-8000-${String(++made).padStart(12, '0')}`
    const ids = { study: row.study_uid, series: row.series_uid, instance: row.sop_uid, frame: 1 }
    const mark = { ...ids, id, kind: 'point' as const, points: [[3, 4] as [number, number]], text: '', site: '' }
    const kept = await createMark(world.ctx, actor, { ...mark, view: { ...asked } as never, shared: false })
    expect(kept.ok).toBe(true)
    const state = await exportMarks(world.ctx, actor, row.study_uid, 'pr', row.series_uid)
    const [image, pr, pgm] = ['image.dcm', 'pr.dcm', 'out.pgm'].map((name) => join(folder, `${made}-${name}`))
    await writeFile(image!, bytes)
    // This program of DCMTK's reads no compressed images.
    if (file.syntax.encapsulated) expect((await tool('dcmdjpeg', [image!, image!])).failed).toBe(false)
    await writeFile(pr!, state!)
    const painted = await tool('dcmp2pgm', ['-p', pr!, image!, pgm!])
    expect(painted.failed, painted.err).toBe(false)
    const layout = pixelLayout(file)
    if (!layout.ok) throw new Error(layout.message)
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, 0), layout.syntax, layout.info)
    if (!decoded.ok) throw new Error(decoded.message)
    const ours = pictureOf(decoded.frame, display, asked.window).data
    const theirs = await pixelsOf(pgm!)
    expect(theirs.length).toBe(ours.length)
    let [most, count] = [0, 0]
    for (let i = 0; i < ours.length; i += 1) {
      const off = Math.abs((asked.invert ? 255 - ours[i]! : ours[i]!) - theirs[i]!)
      most = Math.max(most, off)
      if (off > 1) count += 1
    }
    const dump = JSON.parse((await tool(python, ['-c', DUMP, pr!])).out) as Record<string, unknown>
    const errors = async (judge: string, path: string): Promise<string[]> =>
      (await tool(judge, [path])).err.split('\n').filter((line) => /^(E:|F:|Error)/.test(line))
    // What it finds wrong with a table of the image itself is copied with the table.
    const before = new Set(await errors('dciodvfy', image!))
    const checked = [...(await errors('dcmpschk', pr!)), ...(await errors('dciodvfy', pr!))].filter(
      (e) => !before.has(e),
    )
    return { most, part: count / ours.length, dump, checked }
  }

  async function pixelsOf(path: string): Promise<Uint8Array> {
    const bytes = await readFile(path)
    // P5, columns, rows, 255, with comments between, and one space or end of line behind.
    const head = /^P5\s(?:\s*#[^\n]*\n)*\s*(\d+)\s(?:\s*#[^\n]*\n)*\s*(\d+)\s(?:\s*#[^\n]*\n)*\s*255\s/.exec(
      bytes.subarray(0, 400).toString('latin1'),
    )
    expect(head, bytes.subarray(0, 60).toString('latin1')).not.toBeNull()
    return bytes.subarray(head![0].length)
  }

  const first = (luts: readonly { first: number; values: Uint16Array }[], n = 1): { window: Window } => ({
    window: { ...stretchOf(luts[n - 1]!), lut: n },
  })
  const fine = ({ most, checked }: Shown): void => {
    expect(most).toBeLessThanOrEqual(1)
    expect(checked).toEqual([])
  }

  it.each(['bytes', 'words', 'signed', 'both', 'modality'])('%s: as the viewer shows it', async (name) => {
    const found = await shown(join(folder, `${name}.dcm`), (luts) =>
      luts.length > 0 ? first(luts) : { window: { center: 2000, width: 4000 } },
    )
    fine(found)
    expect(found.dump).toMatchObject({ voi: name === 'modality' ? 'window' : 'table' })
    expect(found.dump['modality']).toBe(name === 'modality' || name === 'both' ? 'table' : 'rescale')
  })

  it('what nobody windowed is shown as the file says first, and turned where the view is', async () => {
    const untouched = await shown(join(folder, 'words.dcm'), () => ({}))
    fine(untouched)
    expect(untouched.dump).toMatchObject({ voi: 'table', shape: 'IDENTITY' })
    const turned = await shown(join(folder, 'signed.dcm'), (luts) => ({ ...first(luts), invert: true }))
    fine(turned)
    expect(turned.dump).toMatchObject({ voi: 'table', shape: 'INVERSE' })
  })

  it('white at low values with a table of the modality stays white at low values', async () => {
    const found = await shown(join(imaging, 'zoo/fo__CR-ModalitySequenceLUT.dcm'), () => ({
      window: { center: 30_000, width: 60_000 },
    }))
    fine(found)
    expect(found.dump).toMatchObject({ modality: 'table', voi: 'window' })
  }, 60_000)

  it('the second of three tables of a mammogram, by its name', async () => {
    const found = await shown(join(imaging, 'zoo/fo__GH133.dcm'), (luts) => first(luts, 2))
    fine(found)
    expect(found.dump).toMatchObject({ voi: 'table', name: 'HARDER', entries: 3016 })
  }, 120_000)
})

/** What pydicom finds in a presentation state. */
const DUMP = `
import json, sys, pydicom
d = pydicom.dcmread(sys.argv[1])
out = {'shape': d.PresentationLUTShape, 'modality': 'table' if 'ModalityLUTSequence' in d else 'rescale' if 'RescaleSlope' in d else None}
if 'SoftcopyVOILUTSequence' in d:
    item = d.SoftcopyVOILUTSequence[0]
    out['voi'] = 'table' if 'VOILUTSequence' in item else 'window'
    if 'VOILUTSequence' in item:
        lut = item.VOILUTSequence[0]
        out.update(name=lut.get('LUTExplanation', ''), entries=lut.LUTDescriptor[0])
        assert len(lut.LUTData) == 2 * lut.LUTDescriptor[0]
print(json.dumps(out))
`
