import { describe, expect, test } from 'vitest'
import { formOf } from '#src/platform/http/form.ts'
import { eventSlugIn, parseTags, tagLines } from './articles/article.ts'
import { parseArticle, parseWhen } from './articles/schema.ts'
import { checkWords } from './comments/comment.ts'
import { countLinks } from './comments/spam.ts'
import { commentTokens } from './comments/cookie.ts'
import { el, txt } from './feeds/xml.ts'
import { parseAudience } from './newsletter/audience.ts'
import { parseMenu, menuLines, parseRedirects } from './site/menu-lines.ts'
import { isTarget } from './site/settings.ts'
import { privacyDefault } from './site/privacy-text.ts'
import { RETENTION_DAYS } from './retention.ts'

const SITE = 'https://hoi.test'

describe('tags', () => {
  test('one a line in three languages, once each, and back', () => {
    const tags = parseTags('Đột quỵ / Stroke / 뇌졸중\n\n  Phình mạch não \nstroke\nĐột quỵ / Stroke\n///')
    expect(tags).toEqual([
      { slug: 'stroke', name: { vi: 'Đột quỵ', en: 'Stroke', ko: '뇌졸중' } },
      { slug: 'phinh-mach-nao', name: { vi: 'Phình mạch não' } },
    ])
    expect(parseTags(tagLines(tags))).toEqual(tags)
  })
})

describe('an article’s form', () => {
  const form = (fields: Record<string, string>) => parseArticle(formOf({ 'title.vi': 'Tin', ...fields }))

  test('needs a title, a sane address, not too much of anything', () => {
    expect(form({ 'title.vi': ' ' })).toMatchObject({ ok: false, fields: { 'title.vi': 'required' } })
    for (const slug of ['A b', 'tags', 'feed', '../x', 'preview', 'x/y'])
      expect(form({ slug })).toMatchObject({ ok: false, fields: { slug: 'slug' } })
    expect(form({ 'title.en': 'x'.repeat(201) })).toMatchObject({ ok: false, fields: { 'title.en': 'too-long' } })
    expect(form({ 'body.ko': 'x'.repeat(60_001) })).toMatchObject({ ok: false, fields: { 'body.ko': 'too-long' } })
    expect(form({ tags: Array.from({ length: 13 }, (_, n) => `tag ${n}`).join('\n') })).toMatchObject({
      ok: false,
      fields: { tags: 'too-many-tags' },
    })
  })

  test('keeps letters as one, drops what only hides', () => {
    const done = form({ 'title.vi': 'Ba\u0301o ca\u0301o\u202efdp', 'body.vi': 'a\r\nb\u0000' })
    expect(done).toMatchObject({ ok: true, value: { title: { vi: 'Báo cáofdp' }, body: { vi: 'a\nb' } } })
  })

  test('takes an event’s address as pasted', () => {
    expect(eventSlugIn('https://hoi.example/vi/events/vsir-2026/programme?day=2')).toBe('vsir-2026')
    expect(eventSlugIn(' vsir-2026 ')).toBe('vsir-2026')
  })

  test('a time is one of the society’s zone', () => {
    expect(parseWhen('Asia/Ho_Chi_Minh', '2026-04-17T08:00')).toBe(Date.UTC(2026, 3, 17, 1))
    expect(parseWhen('Asia/Ho_Chi_Minh', '2026-02-30T08:00')).toBeNull()
    expect(parseWhen('Asia/Ho_Chi_Minh', '')).toBeNull()
  })
})

describe('comments', () => {
  test('count links however they are written', () => {
    expect(countLinks('see https://a.example/x and www.b.example, cheap-pills.com, không có gì')).toBe(3)
    expect(countLinks('Báo cáo 3.5 cm, GS.TS. Vũ Đăng Lưu, e.g. no link')).toBe(0)
  })

  test('a guest names themselves, an account need not', () => {
    const words = { name: '', email: 'x', body: 'Hay' }
    expect(checkWords(words, true)).toMatchObject({ ok: false, fields: { name: 'required', email: 'email' } })
    expect(checkWords(words, false)).toMatchObject({ ok: true })
    expect(checkWords({ name: 'A', email: 'a@b.vn', body: 'https://a.vn '.repeat(9) }, true)).toMatchObject({
      ok: false,
      fields: { body: 'too-many-links' },
    })
    expect(checkWords({ name: 'A\nBcc: x', email: 'A@B.vn', body: ' x ' }, true)).toEqual({
      ok: true,
      value: { name: 'A Bcc: x', email: 'a@b.vn', body: 'x' },
    })
    for (const email of ['a@b', 'a b@c.vn', 'a@b.vn,c@d.vn', '<a@b.vn>', 'a@b.vn\nBcc: x@y.vn'])
      expect([email, checkWords({ name: 'A', email, body: 'x' }, true).ok]).toEqual([email, false])
  })

  test('the cookie holds ids and tokens and nothing else', () => {
    expect([...commentTokens('theme=dark; hoi-comment=a-1~tok_1.b-2~tok-2; x=y')]).toEqual([
      ['a-1', 'tok_1'],
      ['b-2', 'tok-2'],
    ])
    expect(commentTokens('hoi-comment=<script>').size).toBe(0)
    expect(commentTokens(undefined).size).toBe(0)
  })
})

describe('menus and redirects', () => {
  test('lines to entries and back', () => {
    const read = parseMenu('main', '/news = Tin tức / News / 소식\n/about = Giới thiệu / - / 소개')
    expect(read).toMatchObject({
      ok: true,
      value: [{ href: '/news' }, { href: '/about', label: { vi: 'Giới thiệu', ko: '소개' } }],
    })
    if (read.ok) expect(parseMenu('main', menuLines(read.value))).toEqual(read)
    expect(parseMenu('main', 'javascript:alert(1) = x')).toMatchObject({ ok: false, fields: { main: 'menu-line:1' } })
    expect(parseMenu('main', '/about')).toMatchObject({ ok: false })
  })

  test('no target runs or leads away by a trick', () => {
    for (const href of [
      'javascript:alert(1)',
      '//evil.example',
      '/\\evil.example',
      'http://plain.example',
      'data:text/html,x',
      'https://a b',
      '/a\\b',
      '',
    ])
      expect([href, isTarget(href)]).toEqual([href, false])
    for (const href of ['/about', '/news/tags/stroke', 'https://vsir.example/x?y=1'])
      expect([href, isTarget(href)]).toEqual([href, true])
  })

  test('redirects go round in no circle', () => {
    expect(parseRedirects('/old /new\n/vi/older /old', SITE)).toMatchObject({
      ok: true,
      value: [
        { from: '/old', to: '/new' },
        { from: '/older', to: '/old' },
      ],
    })
    expect(parseRedirects('/a /b\n/b /c\n/c /a', SITE)).toMatchObject({
      ok: false,
      fields: { redirects: 'redirect-circle:1' },
    })
    expect(parseRedirects('/a /vi/a', SITE)).toMatchObject({ ok: false })
    expect(parseRedirects('/a', SITE)).toMatchObject({ ok: false })
    expect(parseRedirects('/a //evil.example', SITE)).toMatchObject({ ok: false })
  })
})

test('an audience is one of those that there are', () => {
  expect(parseAudience('role:delegate:e1')).toEqual({ group: 'role', role: 'delegate', eventId: 'e1' })
  for (const value of ['', 'everyone', 'role:god:e1', 'role:delegate', 'role:delegate:'])
    expect([value, parseAudience(value)]).toEqual([value, null])
})

test('nothing reaches a feed unescaped, nor what XML cannot hold', () => {
  expect(el('title', { lang: '"><x' }, txt('</title>&\u0000\ud800x\uffff'))).toBe(
    '<title lang="&quot;&gt;&lt;x">&lt;/title&gt;&amp;x</title>',
  )
})

test('the privacy page says how long things are kept, in every language', () => {
  for (const text of Object.values(privacyDefault.body))
    for (const days of Object.values(RETENTION_DAYS)) expect(text).toContain(String(days))
})
