/** Characters that XML 1.0 allows; others cannot be written even escaped. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const escape = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)

type Attributes = Readonly<Record<string, string | number | undefined>>
type Child = string | null | undefined | false

/** An element as text. Children are elements of `el` or texts of `txt`: nothing reaches a feed unescaped. */
export function el(name: string, attributes: Attributes, ...children: readonly Child[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value))}"`],
  )
  const inside = children.filter((child) => typeof child === 'string').join('')
  return inside === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inside}</${name}>`
}

export const txt = (text: string): string => escape(text)

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
