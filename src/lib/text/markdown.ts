import MarkdownIt from 'markdown-it'

/** What a text may do; by default a comment's rights: no images, headings below the page's own. */
export interface MarkdownOptions {
  /** Images from this site's own `/media/`. Others are shown as their text. */
  readonly images?: boolean
  /** Added to heading levels: 2 makes `#` an h3. The lowest is h6. */
  readonly headingShift?: number
}

/** Absolute links to the web and mail only: relative ones could reach what a reader's session may do. */
const SAFE_LINK = /^(?:https?:\/\/[^\s/?#]|mailto:[^\s@]+@[^\s@]+$)/i
const SAFE_IMAGE = /^\/media\/[\w-][\w./-]*$/

export const isSafeLink = (url: string): boolean => SAFE_LINK.test(url) && !/[\s\p{Cc}\\]/u.test(url)
const isSafeImage = (url: string): boolean => SAFE_IMAGE.test(url) && !url.includes('..') && !url.includes('//')

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)

type Renderer = InstanceType<typeof MarkdownIt>

function build(images: boolean, headingShift: number): Renderer {
  const md = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting: 20 })
  // "site.vn" within a sentence stays text; only a written scheme or a mail address becomes a link.
  md.linkify.set({ fuzzyLink: false, fuzzyIP: false, fuzzyEmail: true })
  // Asked for links and images alike; an image from elsewhere is refused at rendering.
  md.validateLink = (url) => isSafeLink(url) || (images && isSafeImage(url))

  md.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
    const token = tokens[index]!
    // `[x]()` is a link to nowhere that nobody asked validateLink about.
    if (!md.validateLink(String(token.attrGet('href') ?? ''))) token.attrs = []
    token.attrSet('rel', 'nofollow noopener ugc')
    return self.renderToken(tokens, index, options)
  }
  md.renderer.rules['image'] = (tokens, index) => {
    const token = tokens[index]!
    const src = String(token.attrGet('src') ?? '')
    if (!images || !isSafeImage(src)) return escape(token.content)
    return `<img src="${escape(src)}" alt="${escape(token.content)}" loading="lazy" decoding="async">`
  }
  md.core.ruler.push('fit_into_page', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'heading_open' || token.type === 'heading_close') {
        token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + headingShift)}`
      }
      if (token.type === 'td_open' || token.type === 'th_open') {
        // Our content security policy has no inline styles; the page styles `to-right` and `to-center`.
        const side = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1]
        token.attrs = side ? [['class', `to-${side}`]] : null
      }
    }
  })
  return md
}

const built = new Map<string, Renderer>()

function renderer({ images = false, headingShift = 2 }: MarkdownOptions): Renderer {
  const key = `${images}${headingShift}`
  let found = built.get(key)
  if (!found) built.set(key, (found = build(images, headingShift)))
  return found
}

/**
 * People's Markdown as HTML that is safe to put into a page: no HTML of theirs, links to http, https and mailto only
 * and marked `nofollow noopener ugc`, images only as the options allow.
 */
export const markdown = (source: string, options: MarkdownOptions = {}): string => renderer(options).render(source)

type Token = ReturnType<Renderer['parse']>[number]

function inlineText(tokens: readonly Token[], links: boolean): string {
  let out = ''
  let link = { to: '', from: 0 }
  for (const t of tokens) {
    if (t.type === 'link_open') link = { to: String(t.attrGet('href') ?? ''), from: out.length }
    else if (t.type === 'link_close') {
      // An address that stands in the text as itself is not said twice.
      const words = out.slice(link.from)
      if (links && isSafeLink(link.to) && link.to !== words && link.to !== `mailto:${words}`) out += ` (${link.to})`
    } else if (t.type === 'softbreak') out += ' '
    else if (t.type === 'hardbreak') out += '\n'
    else if (t.type === 'text' || t.type === 'code_inline' || t.type === 'image') out += t.content
  }
  return out
}

/**
 * The words without the marks, for calendars, mail and search: blocks apart by a blank line, list items by a line.
 * With `links` the address of a link follows its words in brackets, since a mail has nothing else to follow.
 */
export function plainText(source: string, { links = false } = {}): string {
  const out: string[] = []
  let depth = 0
  for (const token of renderer({}).parse(source, {})) {
    if (token.type === 'list_item_open') depth++
    else if (token.type === 'list_item_close') depth--
    const text =
      token.type === 'inline'
        ? inlineText(token.children ?? [], links)
        : token.type === 'fence' || token.type === 'code_block'
          ? token.content.trimEnd()
          : ''
    if (text.trim() !== '') out.push(depth > 0 ? `\n- ${text}` : `\n\n${text}`)
  }
  return out.join('').trim()
}

/** The beginning of a text in at most `max` characters as people count them, cut at a word, with `…` if cut. */
export function excerpt(source: string, max = 160): string {
  const text = plainText(source).replace(/\s+/g, ' ')
  if (text.length <= max) return text
  const graphemes: string[] = []
  // One more than fits is enough to know; segmenting a whole abstract for a teaser is waste.
  for (const { segment } of segmenter.segment(text)) if (graphemes.push(segment) > max) break
  if (graphemes.length <= max) return text
  const cut = graphemes.slice(0, max - 1)
  const space = cut.lastIndexOf(' ')
  const whole = graphemes[max - 1] !== ' ' && space > max / 2 ? cut.slice(0, space) : cut
  return `${whole.join('').replace(/[\s,.;:–-]+$/, '')}…`
}

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' })
