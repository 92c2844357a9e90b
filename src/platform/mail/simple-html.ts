const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** An address, without the full stop or bracket that ends the sentence around it. */
const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}]/g

function withLinks(text: string): string {
  let html = ''
  let at = 0
  for (const found of text.matchAll(ADDRESS)) {
    const address = escape(found[0])
    html += `${escape(text.slice(at, found.index))}<a href="${address}">${address}</a>`
    at = found.index + found[0].length
  }
  return html + escape(text.slice(at))
}

/** Paragraphs at blank lines, line breaks kept, addresses as links; nothing of the text becomes markup. */
export const paragraphs = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${withLinks(paragraph.trim()).replace(/\n/g, '<br>\n')}</p>`)
    .join('\n')

/** Addresses with a key in them are longer than a phone is wide: they break anywhere. */
const STYLE =
  'font:16px/1.5 sans-serif;max-width:40em;margin:0 auto;padding:1em;overflow-wrap:anywhere;word-break:break-word'
const HEAD =
  '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>'

/** What mail programs show, of HTML that is safe already: nothing is fetched, a phone's width is kept, dark stays dark. */
export const mailHtml = (safe: string, lang: string): string =>
  `<!doctype html>\n<html lang="${escape(lang)}">${HEAD}<body style="${STYLE}">\n${safe}\n</body></html>\n`

/** A plain text as the simplest HTML. */
export const simpleHtml = (text: string, lang: string): string => mailHtml(paragraphs(text), lang)
