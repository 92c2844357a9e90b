/**
 * The two stylesheets that are made by rule, not by hand; `generated.test.ts` holds the files to these functions and
 * rewrites them with `UPDATE=1`.
 */

/** Rows, spans and columns of the day grid as classes, because a strict CSP allows no style attributes. */
export function gridCss(rows: number, columns: number): string {
  let css = '/* Made by generated.ts: r = row, n = rows spanned, c = column, w = columns spanned. */\n'
  for (let r = 1; r <= rows; r++) css += `.r${r}{grid-row-start:${r + 1}}\n`
  for (let n = 1; n <= rows / 2; n++) css += `.n${n}{grid-row-end:span ${n}}\n`
  for (let c = 1; c <= columns; c++) css += `.c${c}{grid-column-start:${c + 1}}\n`
  for (let w = 2; w <= columns + 1; w++) css += `.w${w}{grid-column-end:span ${w}}\n`
  return css
}

const isHangul = (from: number, to: number): boolean =>
  (from >= 0xac00 && to <= 0xd7a3) || (from >= 0x3131 && to <= 0x318e) || (from >= 0x3001 && to <= 0x3011)

/**
 * @font-face rules of the slices of Noto Sans KR that hold Hangul, from fontsource's `index.css`. The ranges are
 * narrowed to Hangul and its brackets: Latin and digits stay with Be Vietnam Pro, rare hanja with the device.
 */
export function hangulCss(fontsource: string): string {
  let css = '/* Made by generated.ts from @fontsource-variable/noto-sans-kr. */\n'
  for (const [, file, list] of fontsource.matchAll(
    /files\/(noto-sans-kr-\d+-wght-normal\.woff2)[^}]*unicode-range: ([^;]+);/g,
  )) {
    const kept = list!.split(',').filter((range) => {
      const [from, to] = range.slice(2).split('-')
      return isHangul(Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16))
    })
    if (!kept.some((range) => /^U\+[acd]/i.test(range))) continue
    css += `@font-face{font-family:'Noto Sans KR';font-weight:100 900;font-display:swap;src:url('@fontsource-variable/noto-sans-kr/files/${file}') format('woff2');unicode-range:${kept.join(',')}}\n`
  }
  return css
}
