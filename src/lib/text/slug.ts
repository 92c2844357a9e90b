import { fold } from './search-keys.ts'

const CODE = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CODE_LENGTH = 6
const CODES = 36n ** BigInt(CODE_LENGTH)

function dashed(folded: string, unwanted: RegExp, max: number): string {
  const whole = folded
    .replace(/['’ʼ]/g, '')
    .replace(unwanted, '-')
    .replace(/^-+|-+$/g, '')
  const points = [...whole]
  if (points.length <= max) return whole
  const cut = points.slice(0, max).join('')
  const lastDash = cut.lastIndexOf('-')
  // Whole words where that keeps at least half; a single long word is cut.
  const atWord = points[max] === '-' || lastDash < max / 2 ? cut : cut.slice(0, lastDash)
  return atWord.replace(/-+$/, '')
}

/**
 * The part of an address made from a title: Vietnamese without marks (`dot-quy-nao`), Hangul and other scripts kept
 * as letters (browsers show them), words joined by `-`, at most `max` code points. `fallback` where nothing remains.
 */
export const slugOf = (text: string, fallback = '', max = 60): string =>
  dashed(fold(text), /[^\p{L}\p{N}\p{M}]+/gu, max) || fallback

/** As `slugOf`, of `[a-z0-9-]` only, for formats that take no other letters (schedule.xml's acronym). */
export const asciiSlugOf = (text: string, fallback = '', max = 60): string =>
  dashed(fold(text), /[^a-z0-9]+/g, max) || fallback

/** Whether a string may stand as a slug in an address. */
export const isSlug = (text: string): boolean => text.length <= 80 && text !== '' && slugOf(text, '', 80) === text

/** The slug itself, or with -2, -3 … until it is free. */
export function freeSlug(slug: string, taken: (slug: string) => boolean): string {
  if (!taken(slug)) return slug
  for (let n = 2; ; n++) if (!taken(`${slug}-${n}`)) return `${slug}-${n}`
}

/**
 * Six characters `[0-9A-Z]` from at least 8 bytes, random or of a digest (the rest is ignored). The first 64 bits
 * modulo 36⁶: the bias is below 10⁻⁹. Throws RangeError when given fewer bytes.
 */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length < 8) throw new RangeError('a code needs 8 bytes')
  let value = 0n
  for (let i = 0; i < 8; i++) value = (value << 8n) | BigInt(bytes[i]!)
  let rest = Number(value % CODES)
  let code = ''
  for (let i = 0; i < CODE_LENGTH; i++) {
    code = CODE[rest % 36]! + code
    rest = Math.floor(rest / 36)
  }
  return code
}

/** A new code that is not taken; 36⁶ are two thousand million, so the loop ends. */
export function freeCode(random: (length: number) => Uint8Array, taken: (code: string) => boolean): string {
  for (;;) {
    const code = codeFrom(random(8))
    if (!taken(code)) return code
  }
}

export const isCode = (text: string): boolean => /^[0-9A-Z]{6}$/.test(text)
