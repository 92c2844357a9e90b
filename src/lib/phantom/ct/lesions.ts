import { type Canvas, ellipsoid, type Vec } from './canvas.ts'
import type { Phase } from './phase.ts'
import type { Textures } from './textures.ts'

export type LesionKind = 'hcc' | 'cyst' | 'metastasis'

/** What is true of a lesion, by construction. */
export interface Lesion {
  readonly kind: LesionKind
  /** Number of the lesion in the label map. */
  readonly label: number
  /** Middle in DICOM patient coordinates, mm. */
  readonly center: Vec
  /** Half axes along x, y, z, mm. */
  readonly radii: Vec
  readonly diameterMm: number
  readonly volumeMl: number
  /** Mean HU of its inside (the rim apart) by phase. */
  readonly hu: Readonly<Record<Phase, number>>
  readonly rimHu: Readonly<Record<Phase, number>> | null
  readonly rimMm: number
}

function lesion(from: Omit<Lesion, 'diameterMm' | 'volumeMl'>): Lesion {
  const [a, b, c] = from.radii
  return { ...from, diameterMm: 2 * Math.max(a, b, c), volumeMl: ((4 / 3) * Math.PI * a * b * c) / 1000 }
}

/**
 * Three lesions with the behaviour that textbooks and LI-RADS v2018 give them: hyperenhancing in the arterial phase
 * with washout and capsule after it; a simple cyst; a targetoid one with an enhancing rim.
 */
export const LESIONS: readonly Lesion[] = [
  lesion({
    kind: 'hcc',
    label: 2,
    center: [-92, -20, 62],
    radii: [21, 20, 20],
    hu: { arterial: 122, portal: 82 },
    rimHu: { arterial: 78, portal: 138 },
    rimMm: 2.1,
  }),
  lesion({
    kind: 'cyst',
    label: 3,
    center: [-116, 18, 6],
    radii: [9, 9, 9],
    hu: { arterial: 6, portal: 6 },
    rimHu: null,
    rimMm: 0,
  }),
  lesion({
    kind: 'metastasis',
    label: 4,
    center: [-22, -66, 58],
    radii: [11, 11, 11],
    hu: { arterial: 48, portal: 62 },
    rimHu: { arterial: 104, portal: 96 },
    rimMm: 3.6,
  }),
]

/** True distance to a lesion at a point of the patient: positive outside, mm. */
export const lesionDistance = (of: Lesion, p: Vec): number =>
  ellipsoid(p[0], p[1], p[2], of.center[0], of.center[1], of.center[2], of.radii[0], of.radii[1], of.radii[2])

export function paintLesions(canvas: Canvas, phase: Phase, textures: Textures): void {
  const { hu, labels, n, px, half, z } = canvas
  for (const of of LESIONS) {
    const [cx, cy, cz] = of.center
    const reach = Math.max(...of.radii) + 2
    if (Math.abs(z - cz) > reach) continue
    const [inside, rim] = [of.hu[phase], of.rimHu?.[phase]]
    const first = (c: number) => Math.max(0, Math.floor((c - reach + half) / px))
    const last = (c: number) => Math.min(n - 1, Math.ceil((c + reach + half) / px))
    for (let j = first(cy); j <= last(cy); j += 1)
      for (let i = first(cx); i <= last(cx); i += 1) {
        const x = (i + 0.5) * px - half
        const y = (j + 0.5) * px - half
        const d = lesionDistance(of, [x, y, z])
        const at = j * n + i
        if (d < 0) labels[at] = of.label
        if (d > 0.8) continue
        let value = inside
        // Mosaic of the carcinoma, mottle of the metastasis; a cyst is even.
        if (of.kind !== 'cyst') value += (of.kind === 'hcc' ? 7 : 4) * textures.tissue[at]!
        if (of.kind === 'hcc' && phase === 'arterial' && Math.hypot(x - cx + 6, y - cy - 4) < 5.5) value -= 34
        if (rim !== undefined) {
          const t = Math.min(1, Math.max(0, (d + of.rimMm) / 1.2 + 0.5))
          value += (rim - value) * t
        }
        const t = Math.min(1, Math.max(0, 0.5 - d / 1.6))
        hu[at]! += (value - hu[at]!) * t * t * (3 - 2 * t)
      }
  }
}
