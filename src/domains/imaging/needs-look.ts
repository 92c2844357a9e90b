const STORAGE = '1.2.840.10008.5.1.4.1.1.'
/** Reports and key objects; presentation states. */
const WRITTEN = [`${STORAGE}88.`, `${STORAGE}11.`]
/** RT structure sets: outlines as coordinates. Spatial registrations, fiducials, deformable registrations: matrices and points. */
const COORDINATES = new Set(['481.3', '66.1', '66.2', '66.3'].map((end) => STORAGE + end))
const BINARY_OR_FRACTIONAL = `${STORAGE}66.4`
const LABEL_MAP = `${STORAGE}66.7`

export interface Arrived {
  readonly sopClass: string
  /** null: no pixels. */
  readonly rows: number | null
  /** Bits allocated. */
  readonly bits: number | null
  readonly burnedIn: 'none' | 'look' | 'present'
}

/**
 * Whether an object that joins a study takes back that somebody has looked at every image of it, which closes the study to
 * all others. Not where there is nothing of the patient to look at: reports, key objects, presentation states, structure sets and
 * registrations hold no pixels, and of their texts de-identification leaves only what is listed (0030); masks of one bit and
 * label maps hold outlines. A fractional segmentation has eight bits a pixel and can hold a picture, a captured or encapsulated document may
 * show a name: these are looked at. A study that nobody has looked at stays closed whatever comes.
 */
export function needsLook({ sopClass, rows, bits, burnedIn }: Arrived): boolean {
  if (burnedIn !== 'none') return true
  if (sopClass === LABEL_MAP) return false
  if (sopClass === BINARY_OR_FRACTIONAL) return bits !== 1
  return !(rows === null && (COORDINATES.has(sopClass) || WRITTEN.some((start) => sopClass.startsWith(start))))
}
