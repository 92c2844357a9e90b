import { MAX_BLOCK, MAX_LINE } from './limits.ts'
import type { Problems } from './problems.ts'

/* oxlint-disable no-control-regex -- control characters are the very thing removed here */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g
/* oxlint-enable no-control-regex */

/** Without characters that XML 1.0 or a terminal cannot carry; CRLF becomes LF. */
export const stripControls = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|\u0085/g, '\n')
    .replace(CONTROLS, '')

export interface Cleaner {
  /** A title or a name: one line, whitespace collapsed. */
  line(value: unknown, path: string): string
  /** An abstract or a description: lines kept. HTML, if any, becomes Markdown. */
  block(value: unknown, path: string): string
}

/** `html` false: texts are ours already, and a literal `<b>` in them is meant. */
export function cleaner(problems: Problems, html = true): Cleaner {
  const cut = (text: string, limit: number, path: string): string => {
    if (text.length <= limit) return text
    problems.warn(path, 'text-cut', { limit })
    return text.slice(0, limit).toWellFormed()
  }
  const asString = (value: unknown, path: string): string => {
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    if (value !== null && value !== undefined) problems.warn(path, 'wrong-type', { expected: 'text' })
    return ''
  }
  return {
    line: (value, path) =>
      cut(
        stripControls(asString(value, path))
          .replace(/[\t\n ]+/g, ' ')
          .trim(),
        MAX_LINE,
        path,
      ).trim(),
    block: (value, path) => {
      const text = cut(stripControls(asString(value, path)), MAX_BLOCK, path)
      return (html ? htmlToMarkdown(text) : text).trim()
    },
  }
}

const KNOWN =
  /<\/?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|script|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?=[\s/>])/i
const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>/
const DROPPED = new Set(['script', 'style', 'iframe', 'object', 'svg', 'template', 'noscript'])
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'table', 'blockquote', 'pre'])
const BREAKS = new Set(['br', 'tr'])
const MARKS: { readonly [tag: string]: string } = { b: '**', strong: '**', em: '*', i: '*', code: '`' }
const INLINE = new Set(['font', 'hr', 'img', 'span', 'sub', 'sup', 'tbody', 'thead', 'u'])
const LONGEST_TAG = 2_000

/**
 * HTML that other systems put into descriptions, as Markdown: emphasis, links, lists, headings and paragraphs are kept,
 * scripts go with their content, known tags go, and anything else that looks like a tag stays as the text it is.
 * Text without known tags is returned as it is. One pass, linear in the length. Safety does not rest on this: pages
 * render Markdown with HTML switched off.
 */
export function htmlToMarkdown(html: string): string {
  if (!KNOWN.test(html)) return html
  let out = ''
  let at = 0
  let href = ''
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    out += decodeEntities(html.slice(at, open))
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const tag = TAG.exec(html.slice(open, open + LONGEST_TAG))
    const name = tag?.[2]!.toLowerCase() ?? ''
    if (!tag || !isKnown(name)) {
      out += '<'
      at = open + 1
      continue
    }
    at = open + tag[0].length
    const closing = tag[1] === '/'
    if (DROPPED.has(name)) {
      if (!closing) at = endOfElement(html, name, at)
    } else if (name === 'a') {
      if (closing) out += href ? `](${href})` : ''
      else href = linkOf(tag[3]!)
      if (closing) href = ''
      else if (href) out += '['
    } else if (name === 'li') out += closing ? '' : '\n- '
    else if (/^h[1-6]$/.test(name)) out += closing ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `
    else if (BREAKS.has(name)) out += '\n'
    else if (name === 'td' || name === 'th') out += closing ? ' ' : ''
    else if (BLOCKS.has(name)) out += '\n\n'
    else out += MARKS[name] ?? ''
  }
  out += decodeEntities(html.slice(at))
  if (href) out += `](${href})`
  return out
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const isKnown = (name: string): boolean =>
  DROPPED.has(name) ||
  BLOCKS.has(name) ||
  BREAKS.has(name) ||
  INLINE.has(name) ||
  name in MARKS ||
  ['a', 'li', 'td', 'th'].includes(name) ||
  /^h[1-6]$/.test(name)

/** Where the content of a dropped element ends; to the end of the text if it is never closed. */
function endOfElement(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}[^<>]{0,100}>`, 'ig')
  close.lastIndex = from
  return close.exec(html) ? close.lastIndex : html.length
}

/** Only addresses that cannot run anything; parentheses would end the Markdown link. */
function linkOf(attributes: string): string {
  const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes)
  const url = decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim()
  return /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(url) ? url.replaceAll('(', '%28').replaceAll(')', '%29') : ''
}

const ENTITIES: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, dec, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = dec ? Number(dec) : Number.parseInt(String(hex), 16)
    const ok = code === 9 || code === 10 || (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
    return ok ? stripControls(String.fromCodePoint(code)) : ''
  })
}
