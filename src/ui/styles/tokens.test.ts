import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The custom properties of the first block after a mark; later themes build on the first. */
function tokens(mark: string): Record<string, string> {
  const from = css.indexOf('{', css.indexOf(mark))
  const block = css.slice(from, css.indexOf('}', from))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]))
}

const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)

function rgb(colour: string): number[] {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  return [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
}

/** Linear sRGB of OKLCH, cut to the gamut; Ottosson 2020. */
function oklch(l: number, c: number, hue: number): number[] {
  const [a, b] = [c * Math.cos((hue * Math.PI) / 180), c * Math.sin((hue * Math.PI) / 180)]
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((v) => Math.min(1, Math.max(0, v)))
}

const luminance = ([r, g, b]: number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!

function contrast(one: number[], other: number[]): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((p, q) => q - p) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const light = tokens(':root {')
const dark = { ...light, ...tokens(":root[data-theme='dark'] {") }

test.each([
  ['light', light],
  ['dark', dark],
])('%s: text keeps 4.5:1, edges and track bars 3:1', (_, theme) => {
  const on = (text: string, ground: string) => contrast(rgb(theme[text]!), rgb(theme[ground]!))
  for (const ground of ['paper', 'inset']) {
    for (const text of ['ink', 'ink-2', 'ink-3', 'signal', 'success', 'warning', 'danger']) {
      expect(on(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
    expect(on('edge', ground), `edge on ${ground}`).toBeGreaterThanOrEqual(3)
    for (let hue = 0; hue < 360; hue += 15) {
      const bar = oklch(Number(theme['track-l']), Number(theme['track-c']), hue)
      expect(contrast(bar, rgb(theme[ground]!)), `hue ${hue} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  }
  for (const text of ['ink', 'ink-2', 'ink-3', 'signal']) expect(on(text, 'signal-wash')).toBeGreaterThanOrEqual(4.5)
  expect(on('on-signal', 'signal')).toBeGreaterThanOrEqual(4.5)
  expect(on('danger', 'danger-wash')).toBeGreaterThanOrEqual(4.5)
})

test('the dark theme is the same by choice and by device', () => {
  expect(tokens(":root:not([data-theme='light'])")).toEqual(tokens(":root[data-theme='dark'] {"))
})
