import type { VNode } from 'preact'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { renderToString } from 'preact-render-to-string'
import type { Shell } from './page.tsx'

/** A shell for tests of pages: assets are named by their entry, nobody is signed in. */
export const testShell = (lang: Lang = 'vi', more: Partial<Shell> = {}): Shell => ({
  lang,
  path: '/events/vsir-2026?day=2',
  society: { name: { vi: 'Hội Điện quang can thiệp Việt Nam', en: 'Vietnamese Society of Interventional Radiology' } },
  viewer: null,
  nonce: 'n0nce',
  assets: (entry) =>
    entry.endsWith('.css') ? { css: [`/${entry}`], preload: [] } : { js: `/${entry}.js`, css: [], preload: [] },
  ...more,
})

export const html = (vnode: VNode): string => renderToString(vnode)

/** What a strict Content-Security-Policy would refuse in a page: style attributes, handlers, inline code and styles. */
export function refusedByPolicy(text: string): string[] {
  const tags = text.match(/<[a-z][^>]*>/gi) ?? []
  const attributes = tags.filter((tag) => / (?:style|on[a-z]+)=/i.test(tag.replace(/="[^"]*"/g, '="')))
  const scripts = tags.filter((tag) => /^<script/i.test(tag) && !/ src="| type="application\/(?:ld\+)?json"/.test(tag))
  const styles = tags.filter((tag) => /^<style/i.test(tag) && !/ nonce="/.test(tag))
  const links = tags.filter((tag) => /(?:href|src|action)="\s*(?:javascript|data):/i.test(tag))
  return [...attributes, ...scripts, ...styles, ...links]
}
