import type { Box } from '#src/lib/dicom/index.ts'
import type { Picture } from '../display.ts'

/** Side of the squares that are judged, in pixels. */
const CELL = 16
/** Sharp steps between black and white in a row of a square of text. */
const STEPS = 1.6

/**
 * Where a picture looks as if it had letters: many sharp steps between dark and bright in small squares, as drawn
 * glyphs have and tissue has not. Only ever a hint where to look: letters it misses are there all the same.
 */
export function textLike({ width, height, channels, data }: Picture, most = 12): Box[] {
  const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)]
  const marked = new Uint8Array(columns * rows)
  for (let cy = 0; cy < rows; cy += 1) {
    for (let cx = 0; cx < columns; cx += 1) {
      let steps = 0
      let flat = 0
      for (let y = cy * CELL; y < (cy + 1) * CELL; y += 1) {
        let before = data[(y * width + cx * CELL) * channels]!
        for (let x = cx * CELL + 1; x < (cx + 1) * CELL; x += 1) {
          const now = data[(y * width + x) * channels]!
          if (Math.abs(now - before) > 90) steps += 1
          else if (Math.abs(now - before) < 12) flat += 1
          before = now
        }
      }
      // Glyphs stand on an even ground; noise has steps and nothing even between.
      if (steps / CELL > STEPS && flat > CELL * CELL * 0.35) marked[cy * columns + cx] = 1
    }
  }
  return lines(marked, columns, rows)
    .toSorted((a, b) => b.width * b.height - a.width * a.height)
    .slice(0, most)
}

/** Joins marked squares that touch into rectangles; single ones are no words. */
function lines(marked: Uint8Array, columns: number, rows: number): Box[] {
  const boxes: Box[] = []
  const seen = new Uint8Array(marked.length)
  for (let start = 0; start < marked.length; start += 1) {
    if (!marked[start] || seen[start]) continue
    let [x0, y0, x1, y1, count] = [columns, rows, 0, 0, 0]
    const open = [start]
    seen[start] = 1
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const [x, y] = [cell % columns, Math.floor(cell / columns)]
      ;[x0, y0, x1, y1, count] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y), count + 1]
      for (let dy = -1; dy <= 1; dy += 1) {
        // A gap between words is bridged sideways.
        for (let dx = -2; dx <= 2; dx += 1) {
          const [u, v] = [x + dx, y + dy]
          const next = v * columns + u
          if (u < 0 || v < 0 || u >= columns || v >= rows || !marked[next] || seen[next]) continue
          seen[next] = 1
          open.push(next)
        }
      }
    }
    if (count < 2) continue
    const pad = CELL / 2
    boxes.push({
      x: Math.max(0, x0 * CELL - pad),
      y: Math.max(0, y0 * CELL - pad),
      width: (x1 - x0 + 1) * CELL + 2 * pad,
      height: (y1 - y0 + 1) * CELL + 2 * pad,
    })
  }
  return boxes
}
