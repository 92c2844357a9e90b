import type { ReadStructure, ReadStructures } from '../dicom/objects/rt-read.ts'
import { merged } from './finding-of.ts'
import { type StudyPlaces, studyPlaces } from './finding-place.ts'
import type { Finding, FindingPlace, FindingReport } from './finding.ts'
import type { StudyIndex } from './study-index.ts'
import type { ImagePoint } from './view.ts'

/** What a structure set outlines, on the slices of a study. Pure. */
export function findingsOfStructures(
  about: Pick<FindingReport, 'uid' | 'series' | 'description'>,
  read: ReadStructures,
  index: StudyIndex,
): FindingReport {
  const places = studyPlaces(index)
  const { maker, model, software } = read.equipment
  const how = new Set(read.structures.map(({ algorithm }) => algorithm))
  return {
    ...about,
    description: about.description || read.label,
    kind: 'structures',
    system: model,
    maker,
    software,
    by: how.has('AUTOMATIC') || how.has('SEMIAUTOMATIC') ? 'device' : how.has('MANUAL') ? 'person' : 'unknown',
    verified: read.approved,
    complete: true,
    findings: read.structures.map((structure) => findingOf(`${about.uid}-${structure.number}`, structure, places)),
  }
}

function findingOf(id: string, structure: ReadStructure, places: StudyPlaces): Finding {
  const { name, rgb, space, contours, volume } = structure
  const drawn = contours.map(({ closed, points }): FindingPlace | null => {
    const type = points.length === 1 ? 'POINT' : closed ? 'POLYGON' : 'POLYLINE'
    const place = places.place({ type, purpose: '', points, image: null, space })
    return place && { ...place, shapes: place.shapes.map((shape) => ({ ...shape, points: thinned(shape.points) })) }
  })
  const found = merged(drawn.filter((place) => place !== null))
  const ml = Number(volume)
  return {
    id,
    label: name,
    finding: null,
    site: null,
    algorithm: null,
    figures:
      volume !== '' && Number.isFinite(ml) && ml > 0
        ? [
            {
              name: ['118565006', 'SCT', 'Volume'],
              derivation: null,
              value: ml,
              given: volume,
              unit: ['cm3', 'UCUM', 'cubic centimeter'],
            },
          ]
        : [],
    judged: [],
    places: found,
    segmented: false,
    elsewhere: drawn.filter((place) => place === null).length,
    ...(rgb ? { rgb } : {}),
  }
}

/** Less than this no screen shows, pixels of the image. */
const UNSEEN = 0.2

/** The outline without the points that lie on the line between their neighbours, as those drawn along pixels have many. */
export function thinned(points: readonly ImagePoint[]): ImagePoint[] {
  const out: ImagePoint[] = []
  let from = 0
  for (let i = 0; i < points.length; i += 1) {
    const next = points[i + 1]
    const last = points[from]!
    // A run is ended before any point of it lies off its chord; runs are short, so that this stays linear.
    const fits =
      next && i > from && i - from < 32 && points.slice(from + 1, i + 1).every((p) => off(p, last, next) < UNSEEN)
    if (fits) continue
    out.push(points[i]!)
    from = i
  }
  return out.length >= 3 ? out : [...points]
}

function off([x, y]: ImagePoint, a: ImagePoint, b: ImagePoint): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / square))
  return Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y)
}
