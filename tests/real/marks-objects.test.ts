import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  readReport,
  readSegmentation,
  readStructures,
  writePresentation,
  writeReport,
  writeSegmentation,
} from '#src/lib/dicom/objects/index.ts'
import { testPresentation, testReport, testSegmentation } from '#src/lib/dicom/objects/testing.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { defaultCharset } from '#src/lib/dicom/charset.ts'
import { textOf } from '#src/lib/dicom/values.ts'
import { pixelsIn } from '#src/lib/imaging/measure/index.ts'

// What we write, judged by programs that share no code with us; skipped, loudly, where they are absent.
const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const has = (program: string): boolean => spawnSync('which', [program]).status === 0
const python = '/usr/bin/python3'
const hasPydicom = spawnSync(python, ['-c', 'import pydicom']).status === 0
const there = {
  dciodvfy: has('dciodvfy'),
  dsrdump: has('dsrdump'),
  dcmdump: has('dcmdump'),
  pydicom: hasPydicom,
  DicomSRValidator: has('DicomSRValidator'),
}
const missing = Object.entries(there).flatMap(([name, found]) => (found ? [] : [name]))
if (missing.length > 0) console.warn(`judges of written objects SKIPPED: ${missing.join(', ')} absent`)
if (!existsSync(data)) console.warn('reading of real SEG and SR SKIPPED: test data absent')

const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-objects-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { orientation: _o, spacing: _s, frameOfReference: _f, ...flat } = testSegmentation
const objects: Readonly<Record<string, Uint8Array>> = {
  'report.dcm': writeReport(testReport),
  'report-one.dcm': writeReport({ ...testReport, marks: testReport.marks.slice(0, 1) }),
  'report-device.dcm': writeReport({
    ...testReport,
    marks: testReport.marks.map((mark) => ({ ...mark, finding: ['52988006', 'SCT', 'Lesion'] as const })),
    device: { name: 'Demonstration algorithm (synthetic)', maker: 'Hoi', model: 'Phantom' },
    algorithm: { name: 'Demonstration algorithm (synthetic)', version: '1.0' },
  }),
  'presentation.dcm': writePresentation(testPresentation),
  'segmentation.dcm': writeSegmentation(testSegmentation),
  'segmentation-flat.dcm': writeSegmentation({
    ...flat,
    frames: flat.frames.map(({ position: _p, ...frame }) => frame),
  }),
}
const at = (name: string): string => path.join(folder, name)
for (const [name, bytes] of Object.entries(objects)) writeFileSync(at(name), bytes)

/** What a program says, both streams. */
function says(program: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  return stdout + stderr
}

describe('written objects', () => {
  for (const name of Object.keys(objects)) {
    test.runIf(there.dciodvfy && there.dcmdump)(`${name}: no error of dciodvfy, readable by DCMTK`, () => {
      const said = says('dciodvfy', at(name))
      expect(said).toMatch(/ComprehensiveSR|GrayscaleSoftcopyPresentationState|Segmentation/)
      expect(said.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
      expect(says('dcmdump', at(name))).not.toMatch(/^[EW]:/m)
    })
  }

  test.runIf(there.dsrdump)('the report reads as a document, with Vietnamese and Korean', () => {
    const said = says('dsrdump', '+U8', at('report.dcm'))
    expect(said).toContain('U gan hạ phân thuỳ VIII')
    expect(said).toContain('간세포암')
    expect(said).toMatch(/has concept mod CODE:\(,,"Finding Site"\)=\(10200004,SCT,"Liver"\)/)
    expect(said).not.toMatch(/^E:/m)
  })

  test.runIf(there.DicomSRValidator)('the report follows TID 1500', { timeout: 600_000 }, () => {
    const limits = '-Djdk.xml.xpathTotalOpLimit=0 -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathExprGrpLimit=0'
    for (const name of ['report.dcm']) {
      const { stdout, stderr } = spawnSync('DicomSRValidator', [at(name)], {
        encoding: 'utf8',
        env: { ...process.env, JAVA_TOOL_OPTIONS: limits },
      })
      const said = stdout + stderr
      expect(said).toContain('Found Root Template TID_1500')
      expect(said.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
    }
  })

  test.runIf(there.pydicom)('pydicom counts the same pixels in each segment and slice', () => {
    const script = `
import json, sys, pydicom
ds = pydicom.dcmread(sys.argv[1])
px = ds.pixel_array
print(json.dumps([[int(f.SegmentIdentificationSequence[0].ReferencedSegmentNumber), float(f.PlanePositionSequence[0].ImagePositionPatient[2]), int(px[i].sum()), int(px[i][3, 3])] for i, f in enumerate(ds.PerFrameFunctionalGroupsSequence)]))`
    const counted = JSON.parse(says(python, '-c', script, at('segmentation.dcm'))) as number[][]
    const own = readSegmentation(opened(objects['segmentation.dcm']!))
    if (!own.ok) throw new Error(own.code)
    expect(counted.map(([segment, z, n]) => [segment, z, n])).toEqual(
      own.frames.map((f) => [f.segment, f.position![2], f.voxels]),
    )
    expect(counted.every(([, , , corner]) => corner === 1)).toBe(true)
  })
})

function opened(bytes: Uint8Array) {
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(file.message)
  return file
}

describe.runIf(existsSync(data))('objects of others', () => {
  const read = (name: string) => readSegmentation(opened(readFileSync(path.join(data, name))))

  test('a SEG of dcmqi: liver in three slices, as many pixels as pydicom counts', () => {
    const found = read('seg/liver.seg.dcm')
    if (!found.ok) throw new Error(found.code)
    expect(found).toMatchObject({ type: 'BINARY', rows: 512, columns: 512 })
    expect(found.segments[0]).toMatchObject({ label: 'Liver', algorithm: 'SEMIAUTOMATIC' })
    expect(found.frames).toHaveLength(3)
    for (const frame of found.frames) expect(frame.voxels).toBe(pixelsIn(frame.runs))
    if (!there.pydicom) return
    const script = 'import sys, pydicom; print(int(pydicom.dcmread(sys.argv[1]).pixel_array.sum()))'
    const total = Number(says(python, '-c', script, path.join(data, 'seg/liver.seg.dcm')))
    expect(found.frames.reduce((sum, f) => sum + f.voxels, 0)).toBe(total)
  })

  test('fractional ones and label maps of highdicom', () => {
    const fractional = read('zoo/highdicom__seg_image_ct_binary_fractional.dcm')
    expect(fractional).toMatchObject({ ok: true, type: 'FRACTIONAL', fractional: 'PROBABILITY' })
    const labels = read('zoo/highdicom__seg_image_sm_control_labelmap.dcm')
    expect(labels).toMatchObject({ ok: true, type: 'LABELMAP' })
    if (labels.ok) expect(new Set(labels.frames.map((f) => f.segment)).size).toBeGreaterThan(1)
  })

  test('a report of Iowa: lesions with figures', () => {
    const report = readReport(opened(readFileSync(path.join(data, 'seg/measurements.sr.dcm'))))
    if (!report.ok) throw new Error(report.code)
    expect(report.observers).toMatchObject([{ kind: 'person', name: 'User2' }])
    expect(report.groups.length).toBeGreaterThan(0)
    expect(report.groups.flatMap((g) => g.numbers).length).toBeGreaterThan(5)
    expect(report.groups.every((g) => g.trackingUid !== '')).toBe(true)
    expect(report.groups.some((g) => g.segments.length > 0)).toBe(true)
  })

  test('a report of highdicom: circle, outline, place in the patient, two observers', () => {
    const report = readReport(
      opened(readFileSync(path.join(data, 'zoo/highdicom__sr_document_with_multiple_groups.dcm'))),
    )
    if (!report.ok) throw new Error(report.code)
    expect(report.observers.map(({ kind }) => kind)).toEqual(['person', 'device'])
    expect(report.groups.map((g) => [g.tracking, g.finding?.[2] ?? '', g.graphics[0]?.type ?? ''])).toEqual([
      ['Image0001', '', ''],
      ['LungNodule0001', 'Nodule', 'CIRCLE'],
      ['Aorta0001', 'Aorta', 'POLYLINE'],
      ['Vertebra0001', 'Vertebra', 'POINT'],
    ])
    expect(report.groups[3]!.graphics[0]).toMatchObject({
      points: [[expect.closeTo(123.5, 4), expect.closeTo(234.1, 4), expect.closeTo(-23.7, 4)]],
    })
  })

  test('every structured report in the data is read or refused, with as many figures as DCMTK prints', () => {
    const reports = globSync('**/*', { cwd: data, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .flatMap((file) => {
        const read = readDicom(readFileSync(file))
        const kind = read.ok ? textOf(read.bytes, read.elements, 0x00080016, defaultCharset) : ''
        return read.ok && kind.startsWith('1.2.840.10008.5.1.4.1.1.88.') ? [{ file, report: readReport(read) }] : []
      })
    expect(reports.length).toBeGreaterThanOrEqual(5)
    for (const { file, report } of reports) {
      if (!report.ok || !there.dsrdump) continue
      const printed = says('dsrdump', file).split('Imaging Measurements')[1] ?? ''
      const figures = report.groups.flatMap((g) => g.numbers)
      expect([file, figures.length]).toEqual([file, printed.match(/contains NUM:/g)?.length ?? 0])
      for (const { given } of figures) expect(printed).toContain(`"${given}"`)
    }
    expect(reports.filter(({ report }) => report.ok)).toHaveLength(2)
  })

  const planned = '/usr/lib/python3/dist-packages/pydicom/data/test_files/rtstruct.dcm'
  test.runIf(there.pydicom && existsSync(planned))(
    'a structure set: as many outlines and points as pydicom counts',
    () => {
      const script = `
import sys, pydicom
d = pydicom.dcmread(sys.argv[1], force=True)
print([[len(c.ContourData) // 3 for c in r.get('ContourSequence', [])] for r in d.ROIContourSequence])`
      const counted = JSON.parse(says(python, '-W', 'ignore', '-c', script, planned)) as number[][]
      const found = readStructures(opened(readFileSync(planned)))
      if (!found.ok) throw new Error(found.code)
      expect(found.structures.map(({ contours }) => contours.map(({ points }) => points.length))).toEqual(
        counted.filter((contours) => contours.length > 0),
      )
    },
  )

  test('an image is no segmentation', () => {
    expect(read('seg/ct-3slice-01.dcm')).toEqual({ ok: false, code: 'class' })
  })
})
