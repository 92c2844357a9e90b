const WIDTH = 1600
const HEIGHT = 1066

/** A small generator with a seed: the same picture every time it is made. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** A vessel that branches: cubic strokes, thinner with each fork. */
function branch(
  next: () => number,
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  depth: number,
): string {
  const bend = angle + (next() - 0.5) * 0.9
  const [toX, toY] = [x + Math.cos(bend) * length, y + Math.sin(bend) * length]
  const [midX, midY] = [x + Math.cos(angle) * length * 0.5, y + Math.sin(angle) * length * 0.5]
  const own = `<path d="M${x.toFixed(0)} ${y.toFixed(0)}Q${midX.toFixed(0)} ${midY.toFixed(0)} ${toX.toFixed(0)} ${toY.toFixed(0)}" stroke-width="${width.toFixed(1)}"/>`
  if (depth === 0) return own
  const spread = 0.35 + next() * 0.35
  return [
    own,
    ...[-spread, spread].map((turn) =>
      branch(next, toX, toY, bend + turn, length * (0.68 + next() * 0.16), width * 0.64, depth - 1),
    ),
  ].join('')
}

/**
 * An abstract picture in the house's colours, vessels as if in contrast, with the words that it is an illustration set into
 * it: nobody may take it for a photo of a meeting or a patient. SVG, 3 : 2; the words are drawn by the rasteriser's own face.
 */
export function illustration(seed: number): string {
  const next = random(seed)
  const dark = seed % 2 === 1
  const [paper, ink, signal] = dark ? ['#0d1215', '#7f9299', '#ff8062'] : ['#e6ebec', '#7a8a91', '#b32d14']
  const trees = Array.from({ length: 3 }, (_, n) => {
    const x = WIDTH * (0.12 + n * 0.3 + next() * 0.12)
    const tree = branch(next, x, HEIGHT * 1.02, -Math.PI / 2 + (next() - 0.5) * 0.5, 300 + next() * 80, 34 - n * 4, 6)
    return `<g stroke="${n === seed % 3 ? signal : ink}" opacity="${n === seed % 3 ? 0.92 : 0.45}">${tree}</g>`
  })
  const rings = Array.from(
    { length: 5 },
    (_, n) => `<circle cx="${WIDTH * 0.76}" cy="${HEIGHT * 0.3}" r="${90 + n * 62}" opacity="${0.34 - n * 0.06}"/>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<g fill="none" stroke="${ink}" stroke-width="2">${rings.join('')}</g>`,
    `<g fill="none" stroke-linecap="round">${trees.join('')}</g>`,
    `<rect x="0" y="${HEIGHT - 76}" width="100%" height="76" fill="${paper}" opacity="0.86"/>`,
    `<text x="40" y="${HEIGHT - 28}" font-family="DejaVu Sans, Arial, sans-serif" font-size="30" fill="${dark ? '#e4eaec' : '#12181b'}">Ảnh minh hoạ · Illustration</text>`,
    '</svg>',
  ].join('')
}
