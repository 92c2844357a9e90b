import { CT_FIELD_OF_VIEW, CT_TOP, type CtOptions, LESIONS, type LesionKind } from '#src/lib/phantom/ct-abdomen.ts'
import { type DsaOptions, dsaTruth, shiftBetween } from '#src/lib/phantom/dsa-aneurysm.ts'
import type { PhantomSeries, PhantomStudy } from '#src/lib/phantom/dicom.ts'
import type { ImagePoint, Mask } from '#src/lib/imaging/view.ts'

/** A series of the demonstration, as it is generated. */
export type WantedSeries =
  | { readonly kind: 'ct'; readonly series: PhantomSeries; readonly options: CtOptions; readonly files: number }
  | { readonly kind: 'dsa'; readonly series: PhantomSeries; readonly options: DsaOptions; readonly files: 1 }
  | { readonly kind: 'seg'; readonly series: PhantomSeries; readonly files: 1 }
  /** What a pretended program measured on a series of the study. */
  | {
      readonly kind: 'sr'
      readonly series: PhantomSeries
      readonly source: PhantomSeries
      /** Of the CT; a frame (from 1) of an angiogram and its size. */
      readonly of: CtOptions | { readonly frame: number; readonly size?: number }
      readonly files: 1
    }

export interface WantedStudy {
  readonly key: 'hcc' | 'aneurysm' | 'rupture'
  readonly study: PhantomStudy
  readonly series: readonly WantedSeries[]
}

const [ARTERIAL, PORTAL] = [1, 2]
const arterial = { phase: 'arterial', spacing: 5, slices: 36 } as const
const portal = { phase: 'portal', spacing: 3, slices: 84 } as const
const PORTAL_SERIES = { number: PORTAL, description: 'PORTAL VENOUS PHASE 3.0' }
const CAROTID_SERIES = { number: 1, description: 'LEFT ICA LATERAL' }
/** Sac and arteries are full of contrast in this frame (from 1). */
const FILLED = 17

/** The images of the demonstration's cases: 120 slices with the liver and its lesions outlined, three runs. */
export const WANTED: readonly WantedStudy[] = [
  {
    key: 'hcc',
    study: {
      name: 'demonstration hcc',
      patient: 'PHANTOM^ONE',
      patientId: 'PHANTOM-1',
      sex: 'M',
      age: 62,
      date: '20250602',
      time: '090000',
      description: 'CT ABDOMEN',
    },
    series: [
      {
        kind: 'ct',
        series: { number: ARTERIAL, description: 'ARTERIAL PHASE 5.0' },
        options: arterial,
        files: arterial.slices,
      },
      { kind: 'ct', series: PORTAL_SERIES, options: portal, files: portal.slices },
      { kind: 'seg', series: { number: 3, description: 'LIVER AND LESIONS' }, files: 1 },
      { kind: 'sr', series: { number: 4, description: 'MEASUREMENTS' }, source: PORTAL_SERIES, of: portal, files: 1 },
    ],
  },
  {
    key: 'aneurysm',
    study: {
      name: 'demonstration aneurysm',
      patient: 'PHANTOM^TWO',
      patientId: 'PHANTOM-2',
      sex: 'F',
      age: 54,
      date: '20250505',
      time: '101500',
      description: 'CEREBRAL ANGIOGRAPHY',
    },
    series: [
      { kind: 'dsa', series: CAROTID_SERIES, options: {}, files: 1 },
      {
        kind: 'dsa',
        series: { number: 2, description: 'LEFT ICA LATERAL POST STENT' },
        options: { treated: true },
        files: 1,
      },
      {
        kind: 'sr',
        series: { number: 3, description: 'MEASUREMENTS' },
        source: CAROTID_SERIES,
        of: { frame: FILLED },
        files: 1,
      },
    ],
  },
  {
    key: 'rupture',
    study: {
      name: 'demonstration rupture',
      patient: 'PHANTOM^THREE',
      patientId: 'PHANTOM-3',
      sex: 'M',
      age: 47,
      date: '20260108',
      time: '023000',
      description: 'CEREBRAL ANGIOGRAPHY',
    },
    series: [
      {
        kind: 'dsa',
        series: CAROTID_SERIES,
        options: { seed: 77, rates: [22, 6, 2] },
        files: 1,
      },
    ],
  },
]

/** Small ones for tests: a sixteenth of the pixels, a twelfth of the slices. */
export const SMALL = { pixels: 4, slices: 12 } as const

export function wanted(small: boolean): readonly WantedStudy[] {
  if (!small) return WANTED
  return WANTED.map((study) => ({
    ...study,
    series: study.series.map((one): WantedSeries => {
      const size = 512 / SMALL.pixels
      if (one.kind === 'seg') return one
      if (one.kind === 'sr') {
        const spacing = 'spacing' in one.of ? { spacing: one.of.spacing! * SMALL.slices } : {}
        return { ...one, of: { ...one.of, size, ...spacing } }
      }
      if (one.kind === 'dsa') return { ...one, options: { ...one.options, size } }
      const files = one.files / SMALL.slices
      const options = {
        ...one.options,
        size,
        slices: files,
        spacing: one.options.spacing! * SMALL.slices,
      }
      return { ...one, files, options }
    }),
  }))
}

/** Instance whose plane is nearest to a height. */
function instanceAt(z: number, spacing: number): number {
  return Math.round((CT_TOP - z) / spacing) + 1
}

/** Where the lesions are on the images: instances from 1, an arrow that points at the edge, pixels. */
export const hccImages = {
  ARTERIAL,
  PORTAL,
  lesion(kind: LesionKind) {
    const { center, radii } = LESIONS.find((one) => one.kind === kind)!
    const px = CT_FIELD_OF_VIEW / 512
    const pixel = (mm: number) => (mm + CT_FIELD_OF_VIEW / 2) / px
    // From below right, so that the arrow does not lie over the lesion.
    const at = (far: number): ImagePoint => [pixel(center[0] + far * 0.7), pixel(center[1] + far * 0.7)]
    return {
      middle: at(0),
      arterial: instanceAt(center[2], arterial.spacing),
      portal: instanceAt(center[2], portal.spacing),
      arrow: [at(radii[0] + 1), at(radii[0] + 26)] as const,
      /** Middle and ends of the half axes on the slice through the middle. */
      outline: [at(0), [at(0)[0] + radii[0] / px, at(0)[1]], [at(0)[0], at(0)[1] + radii[1] / px]] as const,
    }
  },
}

const truth = dsaTruth(512)
const MASK = [4, 5]
/** Frames (from 1) and pixels of the runs that the case speaks of. */
export const aneurysmImages = {
  BEFORE: 1,
  AFTER: 2,
  /** Sac and arteries full, before; contrast in the veins and still in the sac, after. */
  filled: FILLED,
  venous: 29,
  /** What is subtracted: the last frames before contrast, moved to where the head is by then. */
  mask: (frame: number, treated = false): Mask => ({ frames: MASK, shift: shiftBetween(frame, MASK, treated) }),
  window: { center: -170, width: 820 },
  middle: truth.middle,
  // From the dome, so that its length is not written where the neck's is.
  longAxis: truth.longAxis.toReversed(),
  neckLine: truth.neckLine,
  arrow: [
    [truth.middle[0] + 26, truth.middle[1] + 10],
    [truth.middle[0] + 90, truth.middle[1] + 42],
  ] as readonly ImagePoint[],
}
