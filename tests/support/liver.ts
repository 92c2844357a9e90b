import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ANATOMY, SITES, writeSegmentation } from '#src/lib/dicom/objects/index.ts'
import { runsOf } from '#src/lib/imaging/mask/index.ts'

const LABELS = path.resolve(import.meta.dirname, '../../../shared/data/imaging/nifti/ct-abdomen.labels.nii.gz')
const LIVER = 5

/** DICOM JSON of an archived image, as WADO-RS metadata gives it. */
export type Header = Readonly<Record<string, { readonly Value?: readonly unknown[] }>>

const values = (header: Header, tag: string): number[] => (header[tag]?.Value ?? []) as number[]
const text = (header: Header, tag: string): string => String(header[tag]?.Value?.[0] ?? '')

/** NIfTI-1 labels as they lie: values of voxel (i, j, k), and where it lies in the patient (LPS, mm). */
function nifti(file: string) {
  const bytes = gunzipSync(readFileSync(file))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dim = [1, 2, 3].map((i) => view.getInt16(40 + 2 * i, true)) as [number, number, number]
  const rows = [280, 296, 312].map((at) => [0, 4, 8, 12].map((o) => view.getFloat32(at + o, true)))
  const start = view.getFloat32(108, true)
  const size = view.getInt16(72, true) / 8
  const at = (i: number, j: number, k: number): number => {
    const index = start + (i + dim[0] * (j + dim[1] * k)) * size
    return size === 1 ? view.getUint8(index) : view.getInt16(index, true)
  }
  const place = (i: number, j: number, k: number): number[] =>
    rows.map(([a, b, c, d], axis) => (axis < 2 ? -1 : 1) * (a! * i + b! * j + c! * k + d!))
  return { dim, at, place }
}

/** Which pixels of an axial slice of the real abdominal CT are liver, by the labels that came with it: 699.4 ml in all. */
export function realLiver(): (slice: Header) => (pixel: number) => boolean {
  const { dim, at, place } = nifti(LABELS)
  return (slice) => {
    const [x0, y0, z0] = values(slice, '00200032') as [number, number, number]
    const [rowMm, columnMm] = values(slice, '00280030') as [number, number]
    const [rows, columns] = [values(slice, '00280010')[0]!, values(slice, '00280011')[0]!]
    const k = Array.from({ length: dim[2] }, (_, n) => n).find((n) => Math.abs(place(0, 0, n)[2]! - z0) < 0.05)
    if (k === undefined) throw new Error(`no labels at ${z0} mm`)
    // An axial series: columns run along x, rows along y.
    const column = Array.from({ length: dim[0] }, (_, i) => Math.round((place(i, 0, k)[0]! - x0) / columnMm))
    const row = Array.from({ length: dim[1] }, (_, j) => Math.round((place(0, j, k)[1]! - y0) / rowMm))
    const mask = new Uint8Array(rows * columns)
    for (let j = 0; j < dim[1]; j += 1)
      for (let i = 0; i < dim[0]; i += 1) if (at(i, j, k) === LIVER) mask[row[j]! * columns + column[i]!] = 1
    return (pixel) => mask[pixel] === 1
  }
}

/** The liver as a SEG that refers to archived slices, as a program sends it back that was given them. */
export function liverSegmentation(
  slices: readonly Header[],
  isLiver: (slice: Header) => (pixel: number) => boolean,
): Uint8Array {
  const one = slices[0]!
  const [rows, columns] = [values(one, '00280010')[0]!, values(one, '00280011')[0]!]
  const frames = slices.flatMap((slice) => {
    const runs = runsOf(columns, rows, isLiver(slice))
    if (runs.length === 0) return []
    const source = {
      seriesUid: text(slice, '0020000E'),
      sopClass: text(slice, '00080016'),
      sopUid: text(slice, '00080018'),
    }
    return [{ segment: 1, source, position: values(slice, '00200032') as [number, number, number], runs }]
  })
  return writeSegmentation({
    study: {
      studyUid: text(one, '0020000D'),
      studyDate: text(one, '00080020'),
      studyTime: text(one, '00080030'),
      studyId: '',
      accession: '',
      description: '',
      patientName: (one['00100010']?.Value?.[0] as { Alphabetic?: string } | undefined)?.Alphabetic ?? '',
      patientId: text(one, '00100020'),
      patientSex: '',
      patientBirthDate: '',
    },
    series: { uid: '2.25.1', number: 300, description: 'Liver' },
    sopUid: '2.25.2',
    at: { date: '20261122', time: '100000' },
    rows,
    columns,
    orientation: values(one, '00200037'),
    spacing: values(one, '00280030') as [number, number],
    thickness: values(one, '00180050')[0]!,
    frameOfReference: text(one, '00200052'),
    segments: [
      {
        label: 'Liver',
        category: ANATOMY,
        type: SITES.liver,
        algorithm: 'AUTOMATIC',
        algorithmName: 'TotalSegmentator',
        rgb: [221, 130, 101],
      },
    ],
    frames,
  })
}
