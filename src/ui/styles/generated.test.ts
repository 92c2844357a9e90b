import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { MAX_COLUMNS, MAX_ROWS } from '../programme-grid.tsx'
import { gridCss, hangulCss } from './generated.ts'

const source = createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-kr/index.css')

/** The formatter may set the files its own way. */
const bare = (css: string): string => css.replaceAll(/\s|;(?=\s*\})/g, '').toLowerCase()

test.each([
  ['grid.css', gridCss(MAX_ROWS, MAX_COLUMNS)],
  ['hangul.css', hangulCss(readFileSync(source, 'utf8'))],
])('%s is what its rule makes (UPDATE=1 rewrites it)', (name, made) => {
  const file = new URL(name, import.meta.url)
  if (process.env['UPDATE']) writeFileSync(file, made)
  expect(bare(readFileSync(file, 'utf8')) === bare(made)).toBe(true)
})

test('Hangul faces leave Latin, digits and punctuation to Be Vietnam Pro', () => {
  const ranges = hangulCss(readFileSync(source, 'utf8')).matchAll(/U\+([0-9a-f]+)/gi)
  expect([...ranges].every(([, from]) => Number.parseInt(from!, 16) >= 0x3000)).toBe(true)
})
