import type { Box } from '../pane/place-label.ts'
import type { ScreenPoint, Viewport } from '../viewport.ts'

const SIZE = 120
const TIMES = 2

/** The upper corner that the finger is not in. */
export const loupeBox = (viewport: Viewport, [x, y]: ScreenPoint): Box => ({
  x: x < viewport.width / 2 && y < SIZE * 1.6 ? viewport.width - SIZE - 8 : 8,
  y: 8,
  width: SIZE,
  height: SIZE,
})

/** What is under the finger, twice as large, in the upper corner that the finger is not in. */
export function drawLoupe(context: CanvasRenderingContext2D, viewport: Viewport, [x, y]: ScreenPoint): void {
  const { canvas } = context
  const ratio = viewport.width > 0 ? canvas.width / viewport.width : 1
  const left = loupeBox(viewport, [x, y]).x
  const part = SIZE / TIMES
  context.save()
  context.beginPath()
  context.arc(left + SIZE / 2, 8 + SIZE / 2, SIZE / 2, 0, 2 * Math.PI)
  context.fillStyle = '#000'
  context.fill()
  context.save()
  context.clip()
  context.imageSmoothingEnabled = false
  // The canvas itself, image and marks, as they have just been painted.
  context.drawImage(
    canvas,
    (x - part / 2) * ratio,
    (y - part / 2) * ratio,
    part * ratio,
    part * ratio,
    left,
    8,
    SIZE,
    SIZE,
  )
  context.restore()
  context.lineWidth = 2
  context.strokeStyle = '#ff8062'
  context.stroke()
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(left + SIZE / 2 - 8, 8 + SIZE / 2)
  context.lineTo(left + SIZE / 2 + 8, 8 + SIZE / 2)
  context.moveTo(left + SIZE / 2, SIZE / 2)
  context.lineTo(left + SIZE / 2, 16 + SIZE / 2)
  context.stroke()
  context.restore()
}
