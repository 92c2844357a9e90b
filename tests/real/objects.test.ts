import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultProfile, deidentify, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import { imaging, missing, python, tool } from './deidentify-data.ts'

// What others have measured and outlined has to be of use after de-identification; judged by pydicom.
const absent = await missing(['pydicom'])
const secret = new Uint8Array(32).fill(5)

/** What a viewer needs of a segmentation, and the numbers of a report in their order. */
const script = `
import sys, json, hashlib, pydicom
def numbers(item, out):
    for child in item.get('ContentSequence', []):
        if child.ValueType == 'NUM' and child.MeasuredValueSequence:
            m = child.MeasuredValueSequence[0]
            out.append([child.ConceptNameCodeSequence[0].CodeValue, str(m.NumericValue), m.MeasurementUnitsCodeSequence[0].CodeValue])
        numbers(child, out)
    return out
d = pydicom.dcmread(sys.argv[1])
print(json.dumps({
  'pixels': hashlib.sha256(d.PixelData).hexdigest() if 'PixelData' in d else None,
  'segments': [[s.SegmentNumber, s.SegmentedPropertyTypeCodeSequence[0].CodeValue, s.SegmentLabel, s.SegmentAlgorithmType] for s in d.get('SegmentSequence', [])],
  'frames': [[f.SegmentIdentificationSequence[0].ReferencedSegmentNumber, list(map(str, f.PlanePositionSequence[0].ImagePositionPatient))] for f in d.get('PerFrameFunctionalGroupsSequence', [])],
  'shared': str(d.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing) if 'SharedFunctionalGroupsSequence' in d else None,
  'numbers': numbers(d, []),
  'study': d.StudyInstanceUID,
  'images': sorted(i.ReferencedSOPInstanceUID for s in d.get('ReferencedSeriesSequence', []) for i in s.ReferencedInstanceSequence),
  'sop': d.SOPInstanceUID,
}))
`
interface Seen {
  readonly pixels: string | null
  readonly segments: unknown[][]
  readonly frames: unknown[][]
  readonly shared: string | null
  readonly numbers: string[][]
  readonly study: string
  readonly images: string[]
  readonly sop: string
}

describe.skipIf(absent.length > 0)('objects that speak of other objects', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoi-objects-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const look = async (file: string): Promise<Seen> => JSON.parse((await tool(python, ['-c', script, file])).out) as Seen
  async function both(name: string, profile: DeidentifyProfile): Promise<[Seen, Seen]> {
    const before = join(imaging, 'seg', name)
    const clean = deidentify(await readFile(before), { profile, secret })
    if (!clean.ok) throw new Error(clean.message)
    const after = join(folder, name)
    await writeFile(after, clean.bytes)
    return [await look(before), await look(after)]
  }

  it.each(['liver.seg.dcm', 'measurements.seg.dcm'])('%s keeps its outline, segments and places', async (name) => {
    const [before, after] = await both(name, defaultProfile)
    expect(before.frames.length).toBeGreaterThan(0)
    const { pixels, segments, frames, shared } = before
    expect(after).toMatchObject({ pixels, frames, shared })
    // A label is typed: what the vocabulary does not know goes, the code stays.
    expect(after.segments.map(([number, code, , type]) => [number, code, type])).toEqual(
      segments.map(([number, code, , type]) => [number, code, type]),
    )
    expect(after.study).not.toBe(before.study)
  })

  it('a segmentation still names the images that it lies on', async () => {
    const [, seg] = await both('liver.seg.dcm', defaultProfile)
    const images = await Promise.all(
      ['01', '02', '03'].map(async (n) => (await both(`ct-3slice-${n}.dcm`, defaultProfile))[1]),
    )
    expect(seg.images).toEqual(images.map(({ sop }) => sop).toSorted())
    expect(new Set([seg.study, ...images.map(({ study }) => study)]).size).toBe(1)
  })

  it('measurements go by default and stay, number by number, where a society cleans reports instead', async () => {
    const [before, removed] = await both('measurements.sr.dcm', defaultProfile)
    expect(before.numbers.length).toBeGreaterThan(10)
    expect(removed.numbers).toEqual([])
    const [, cleaned] = await both('measurements.sr.dcm', { ...defaultProfile, structuredContent: 'clean' })
    // Codes of six digits of a maker's own scheme could be anything, a record's number too, and go; the numbers stay.
    const local = /^25014\d$/
    expect(cleaned.numbers).toEqual(
      before.numbers.map(([code, ...rest]) => [local.test(code!) ? 'REMOVED' : code, ...rest]),
    )
  })
})
