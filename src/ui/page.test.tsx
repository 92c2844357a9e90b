import { expect, test } from 'vitest'
import { Say } from './context.tsx'
import { ENTRIES } from './entries.ts'
import { renderDocument } from './html.ts'
import { Island } from './island.tsx'
import { Page } from './page.tsx'
import { StyleGuide } from './style-guide.tsx'
import { refusedByPolicy, testShell } from './testing.ts'

test.each(['vi', 'en', 'ko'] as const)('nothing in the style guide (%s) offends a strict policy', (lang) => {
  const page = renderDocument(<StyleGuide shell={testShell(lang)} />)
  expect(refusedByPolicy(page)).toEqual([])
  expect(page).toContain(`<html lang="${lang}"`)
  expect(page).not.toMatch(/undefined|\[object|NaN/)
})

test('the check itself finds what a policy refuses', () => {
  expect(refusedByPolicy('<p style="x"><a onclick="x"><script>x</script><style>x</style>')).toHaveLength(4)
  expect(refusedByPolicy('<p title="a style=b"><script src="/a.js"></script>')).toEqual([])
})

test('ids are unique and every label, description and anchor of a control points at one', () => {
  const page = renderDocument(<StyleGuide shell={testShell()} />)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
  expect(ids.length).toBe(new Set(ids).size)
  const targets = [...page.matchAll(/ (?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap(([, list]) =>
    list!.split(' '),
  )
  expect(targets.filter((id) => !ids.includes(id))).toEqual([])
})

test('the language switch keeps the page, query and all, and names its alternates', () => {
  const page = renderDocument(<Page shell={testShell('en', { origin: 'https://vsir.example' })} title="A <b> & c" />)
  expect(page).toContain('<link rel="alternate" hreflang="ko" href="https://vsir.example/ko/events/vsir-2026?day=2"')
  expect(page).toMatch(/<a href="\/vi\/events\/vsir-2026\?day=2" hreflang="vi" lang="vi" title="Tiếng Việt"/)
  expect(page).toContain('<title>A &lt;b> &amp; c · Vietnamese Society of Interventional Radiology</title>')
})

test('a society without a name in the language is called by its English one', () => {
  expect(renderDocument(<Page shell={testShell('ko')} title="행사" />)).toContain(
    'Vietnamese Society of Interventional Radiology',
  )
})

test('without a choice the page follows the device; with one it says so', () => {
  const free = renderDocument(<Page shell={testShell()} title="x" />)
  expect(free).not.toContain('data-theme')
  expect(free).toContain('content="light dark"')
  const dark = renderDocument(<Page shell={testShell('vi', { theme: 'dark' })} title="x" />)
  expect(dark).toContain('data-theme="dark"')
  expect(dark).toMatch(/value="dark" aria-pressed="true"/)
  expect(renderDocument(<Page shell={testShell('vi', { theme: 'light' })} title="x" tone="dark" />)).toContain(
    'data-theme="dark"',
  )
})

test('a page ships the registration alone; islands bring the loader, Hangul brings its faces after the content', () => {
  const plain = renderDocument(<Page shell={testShell()} title="x" />)
  expect(plain.match(/<script /g)).toHaveLength(1)
  expect(plain).not.toContain(ENTRIES.hangul)
  const rich = renderDocument(
    <Page shell={testShell()} title="x" scripts={[ENTRIES.programme]}>
      <Island name="events/editor" props={{ a: 1 }} />
      <Say text={{ ko: '홍길동' }} />
    </Page>,
  )
  expect(rich).toContain(`src="/${ENTRIES.boot}.js"`)
  expect(rich.indexOf(ENTRIES.hangul)).toBeGreaterThan(rich.indexOf('</main>'))
  expect(rich.indexOf(ENTRIES.programme)).toBeLessThan(rich.indexOf('</head>'))
})

test('the menu shows what a person may open', () => {
  const stranger = renderDocument(<Page shell={testShell('en')} title="x" />)
  expect(stranger).toContain('/en/sign-in')
  expect(stranger).not.toContain('/en/manage')
  const viewer = { name: 'Nguyễn & Hoa', canManage: true }
  const secretariat = renderDocument(<Page shell={testShell('en', { viewer, csrf: 't0ken' })} title="x" />)
  expect(secretariat).toContain('/en/manage')
  expect(secretariat).toContain('Nguyễn &amp; Hoa')
  expect(secretariat).toContain('name="_csrf" value="t0ken"')
})
