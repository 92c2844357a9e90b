import { ANATOMY, type Code, SITES, writeSegmentation } from '../dicom/objects/index.ts'
import { runsOf } from '../imaging/mask/runs.ts'
import type { Runs } from '../imaging/measure/region.ts'
import { type CtAbdomen, type CtSlice, LESIONS, type LesionKind } from './ct-abdomen.ts'
import {
  aboutStudy,
  CT_IMAGE,
  frameOfReference,
  instanceUid,
  type PhantomSeries,
  type PhantomStudy,
  seriesUid,
} from './dicom.ts'

/** Masks of one slice by segment: the whole liver first, then its lesions in their order. */
export interface SliceMasks {
  readonly index: number
  readonly z: number
  readonly runs: readonly Runs[]
}

/** The masks that are exactly true of a slice, since it was painted from them. The liver has its lesions and vessels in it. */
export function masksOf(ct: CtAbdomen, { index, z, labels }: CtSlice): SliceMasks {
  const runs = [
    runsOf(ct.size, ct.size, (at) => labels[at] !== 0),
    ...LESIONS.map(({ label }) => runsOf(ct.size, ct.size, (at) => labels[at] === label)),
  ]
  return { index, z, runs }
}

const ABNORMAL: Code = ['49755003', 'SCT', 'Morphologically Altered Structure']

/** Property types of CID 7159. */
const KINDS: Readonly<Record<LesionKind, { label: string; type: Code; rgb: readonly [number, number, number] }>> = {
  hcc: { label: 'Hepatocellular carcinoma', type: ['86049000', 'SCT', 'Neoplasm, Primary'], rgb: [213, 94, 0] },
  cyst: { label: 'Cyst', type: ['367643001', 'SCT', 'Cyst'], rgb: [86, 180, 233] },
  metastasis: { label: 'Metastasis', type: ['14799000', 'SCT', 'Neoplasm, Secondary'], rgb: [204, 121, 167] },
}

/** A Segmentation of liver and lesions on a generated CT; names images as `ctFile` does. Slices without any are left out. */
export function segmentationFile(
  ct: Pick<CtAbdomen, 'size' | 'spacing' | 'pixelSpacing' | 'origin'>,
  slices: readonly SliceMasks[],
  study: PhantomStudy,
  source: PhantomSeries,
  series: PhantomSeries,
): Uint8Array {
  const frames = slices.flatMap(({ index, z, runs }) =>
    runs.flatMap((one, segment) =>
      one.length === 0
        ? []
        : [
            {
              segment: segment + 1,
              source: {
                seriesUid: seriesUid(study, source),
                sopClass: CT_IMAGE,
                sopUid: instanceUid(study, source, index + 1),
              },
              position: ct.origin(z),
              runs: one,
            },
          ],
    ),
  )
  const algorithm = { algorithm: 'AUTOMATIC' as const, algorithmName: 'Hoi phantom' }
  return writeSegmentation({
    ...aboutStudy(study, series),
    rows: ct.size,
    columns: ct.size,
    orientation: [1, 0, 0, 0, 1, 0],
    spacing: [ct.pixelSpacing, ct.pixelSpacing],
    thickness: ct.spacing,
    frameOfReference: frameOfReference(study),
    segments: [
      { label: 'Liver', category: ANATOMY, type: SITES.liver, rgb: [230, 159, 0], ...algorithm },
      ...LESIONS.map(({ kind }) => ({
        ...KINDS[kind],
        category: ABNORMAL,
        anatomy: SITES.liver,
        ...algorithm,
      })),
    ],
    frames,
  })
}
