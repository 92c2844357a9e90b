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

/** A plain text as the simplest HTML: paragraphs at blank lines, line breaks kept, addresses as links. */
export function simpleHtml(text: string, lang: string): string {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${withLinks(paragraph.trim()).replace(/\n/g, '<br>\n')}</p>`)
  const style = 'font:16px/1.5 sans-serif;max-width:40em;margin:0 auto;padding:1em'
  return `<!doctype html>\n<html lang="${escape(lang)}"><meta charset="utf-8"><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`
}
