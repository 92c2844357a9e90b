import { bannerRules, riskyClasses, riskyModalities, videoSyntax } from './burned-in-rules.ts'
import { defaultCharset } from './charset.ts'
import { type DicomElement, findElement } from './element.ts'
import { regionOverlays } from './overlay.ts'
import type { DicomFile } from './reader.ts'
import { numbersOf, textOf } from './values.ts'

/** A rectangle in pixels of a frame, from the upper left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Whether the pixels may show identity.
 * - `none`: made by the modality from measurements; nothing in the header speaks for text.
 * - `look`: a person has to look at every image before anyone else may.
 * - `present`: the header itself says that text is burned in.
 */
export interface BurnedInAssessment {
  readonly risk: 'none' | 'look' | 'present'
  /** Codes for the screen, such as `ultrasound`, `secondary-capture`, `overlay-in-pixel-bits`. */
  readonly reasons: readonly string[]
  /** Regions of pure image, from Sequence of Ultrasound Regions (PS3.3 C.8.5.5): all outside may be blanked. */
  readonly keepBoxes: readonly Box[]
  /** Proposed rectangles to blank; with `keepBoxes`, all that lies outside them. */
  readonly blankBoxes: readonly Box[]
}

/**
 * Judges from the header alone, before or after de-identification. Never proof of absence: text detection may add to it.
 * `graphics`: overlays of regions stay (clean graphics), so somebody has to see that they are regions.
 */
export function assessBurnedIn(file: DicomFile, graphics = true): BurnedInAssessment {
  const { bytes, elements } = file
  const text = (tag: number): string => textOf(bytes, elements, tag, defaultCharset)
  const modality = text(0x00080060)
  const imageType = text(0x00080008).toUpperCase()
  const annotation = text(0x00280301).toUpperCase()
  const sopClass = text(0x00080016)
  const reasons = new Set<string>()
  const add = (reason: string | undefined): void => {
    if (reason) reasons.add(reason)
  }
  add(riskyClasses[sopClass])
  add(riskyModalities[modality])
  if (videoSyntax.test(file.syntax.uid)) reasons.add('video')
  if (/SCREEN|CAPTURE|SAVE/.test(imageType)) reasons.add('secondary-capture')
  if (/SECONDARY/.test(imageType) && /^(CT|MR|XA|RF|PT)$/.test(modality)) reasons.add('derived-capture')
  // Modalities measure in grey; colour in these means that somebody painted or captured.
  const samples = numbersOf(bytes, elements, 0x00280002)[0] ?? 1
  if (samples > 1 && /^(CT|MR|CR|DX|MG|XA|RF|NM|PT)$/.test(modality)) reasons.add('colour-capture')
  if (findElement(elements, 0x00181012) || text(0x00080064) !== '') reasons.add('secondary-capture')
  if (hasOverlayBits(bytes, elements)) reasons.add('overlay-in-pixel-bits')
  if (graphics && regionOverlays(bytes, elements).size > 0) reasons.add('overlay')
  if (modality === '' && findElement(elements, 0x7fe00010)) reasons.add('modality-unknown')
  if (annotation === 'YES') reasons.add('declared')

  const rows = numbersOf(bytes, elements, 0x00280010)[0] ?? 0
  const columns = numbersOf(bytes, elements, 0x00280011)[0] ?? 0
  const keepBoxes = ultrasoundRegions(file, rows, columns)
  const blankBoxes =
    keepBoxes.length > 0 ? outside(keepBoxes, rows, columns) : bannerBoxes(text, modality, rows, columns)
  // A declared NO is not believed of ultrasound and captures: three of five public samples with names carry none or NO.
  const risk = annotation === 'YES' ? 'present' : reasons.size > 0 ? 'look' : 'none'
  return { risk, reasons: [...reasons], keepBoxes, blankBoxes }
}

function bannerBoxes(text: (tag: number) => string, modality: string, rows: number, columns: number): readonly Box[] {
  if (rows === 0 || columns === 0) return []
  const manufacturer = text(0x00080070).toLowerCase()
  const model = text(0x00081090).toLowerCase()
  for (const rule of bannerRules) {
    const fits = rule.modality === modality && manufacturer.includes(rule.manufacturer) && model.includes(rule.model)
    if (fits) return rule.boxes(rows, columns)
  }
  return []
}

/** Overlay planes of old writers live in unused high bits of the pixels (PS3.3 C.9.2, retired): the header part goes, they stay. */
function hasOverlayBits(bytes: Uint8Array, elements: readonly DicomElement[]): boolean {
  return elements.some(
    // Implicit encodings do not tell the VR of repeating groups.
    (element) =>
      element.tag >>> 24 === 0x60 &&
      (element.tag & 0xffff) === 0x0102 &&
      (numbersOf(bytes, [{ ...element, vr: 'US' }], element.tag)[0] ?? 0) > 0,
  )
}

function ultrasoundRegions({ bytes, elements }: DicomFile, rows: number, columns: number): Box[] {
  const boxes: Box[] = []
  for (const item of findElement(elements, 0x00186011)?.items ?? []) {
    const corner = (tag: number): number | undefined => numbersOf(bytes, item.elements, tag)[0]
    const [x0, y0] = [corner(0x00186018), corner(0x0018601a)]
    const [x1, y1] = [corner(0x0018601c), corner(0x0018601e)]
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) continue
    const box = { x: x0, y: y0, width: Math.min(x1, columns - 1) - x0 + 1, height: Math.min(y1, rows - 1) - y0 + 1 }
    if (box.width > 0 && box.height > 0) boxes.push(box)
    if (boxes.length >= 64) break
  }
  return boxes
}

/** Rectangles that cover exactly what no box covers: strips between all horizontal edges, joined where they are alike. */
export function outside(boxes: readonly Box[], rows: number, columns: number): Box[] {
  const edges = [...new Set([0, rows, ...boxes.flatMap((box) => [box.y, box.y + box.height])])]
    .filter((y) => y >= 0 && y <= rows)
    .toSorted((a, b) => a - b)
  const out: Box[] = []
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const y = edges[i] ?? 0
    const height = (edges[i + 1] ?? 0) - y
    const spans = boxes.filter((box) => box.y <= y && box.y + box.height > y).toSorted((a, b) => a.x - b.x)
    let x = 0
    for (const span of spans) {
      if (span.x > x) out.push({ x, y, width: span.x - x, height })
      x = Math.max(x, span.x + span.width)
    }
    if (x < columns) out.push({ x, y, width: columns - x, height })
  }
  return out
}
