import type { Finding, Outline } from '#src/lib/imaging/finding.ts'
import type { Shape } from '#src/lib/imaging/view.ts'
import { drawLabel } from '../pane/draw-label.ts'
import { paintShape } from '../pane/draw-shape.ts'
import { handlesOf } from '../pane/outline.ts'
import type { Layer, Viewport } from '../viewport.ts'
import type { Findings, Shown } from './findings.ts'
import { figureLine, findingName, systemName } from './findings-format.ts'
import { findingWords } from './findings-words.ts'

/** Neither of the colours of people's marks; and dashed, so that it is told apart without colours too. */
const COLOUR = '#cfb0ff'
const CHOSEN = '#ff8062'
const DASHES = [7, 5]
/** More words than these on one image hide it: only the chosen finding's then. */
const MOST_WORDS = 4

/** Open lines of many points are drawn like an angle: a chain. */
const shapeOf = ({ kind, points }: Outline): Shape => ({ kind: kind === 'path' ? 'angle' : kind, points })

/** Where a small shape lies, no words go; a large one has to bear them. */
function keepFree(viewport: Viewport, shape: Outline): void {
  const points = handlesOf(shapeOf(shape))
    .concat(shape.points)
    .map((point) => viewport.toScreen(point))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const box = { x: Math.min(...xs), y: Math.min(...ys), width: 0, height: 0 }
  box.width = Math.max(...xs) - box.x
  box.height = Math.max(...ys) - box.y
  if (box.width * box.height < (viewport.width * viewport.height) / 16) viewport.taken.push(box)
}

/** What other systems found on the frame in a pane. */
export function findingsLayer(findings: Findings): (viewport: Viewport) => Layer {
  return () => ({
    // Above marks and pins, whose words have the first choice of place; dashes leave a line below to be seen.
    order: 27,
    draw(context, viewport) {
      const here = findings.on(viewport)
      for (const { finding, place } of here)
        for (const shape of place.shapes) paintShape(context, viewport, shapeOf(shape), colourOf(finding), DASHES)
      // Words stay off all that is drawn here, not only off their own.
      for (const { place } of here) for (const shape of place.shapes) keepFree(viewport, shape)
      const worded = here.length > MOST_WORDS ? here.filter(({ finding }) => finding.id === findings.selected) : here
      for (const one of worded) drawWords(context, viewport, one)
    },
  })

  function colourOf({ id, rgb }: Finding): string {
    return findings.selected === id ? CHOSEN : rgb ? `rgb(${rgb.join(' ')})` : COLOUR
  }

  function drawWords(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    { report, finding, n, place }: Shown,
  ): void {
    const [shape] = place.shapes
    if (!shape) return
    const { lang } = findings.viewer.config
    const chosen = findings.selected === finding.id
    const figures = finding.figures.slice(0, 3).map((one) => figureLine(one, lang))
    const name = findingName(finding, n, lang)
    drawLabel(context, viewport, shapeOf(shape), {
      // An outline is of something that has a name; what is measured says so by itself.
      lines: chosen || figures.length === 0 || report.kind === 'structures' ? [name, ...figures] : figures,
      colour: colourOf(finding),
      author: chosen ? systemName(report, lang) : findingWords(lang)(report.by),
      reach: 5,
    })
  }
}
