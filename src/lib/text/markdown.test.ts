import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, isSafeLink, markdown, plainText } from './markdown.ts'

const TAGS = new Set(
  'p h1 h2 h3 h4 h5 h6 a em strong s code pre ul ol li blockquote hr br img table thead tbody tr th td'.split(' '),
)

/** Reads HTML as strictly as we promise to write it, and says what should not be there. */
function offences(html: string): string[] {
  const found: string[] = []
  const rest = html.replace(
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+(?:="[^"<>]*")?)*)\s*>/g,
    (_w, _c, tag: string, attrs: string) => {
      if (!TAGS.has(tag)) found.push(`<${tag}>`)
      for (const [, name, value] of attrs.matchAll(/\s+([a-z]+)(?:="([^"]*)")?/g)) {
        const decoded = (value ?? '').replaceAll('&amp;', '&')
        const ok =
          (name === 'href' && (isSafeLink(decoded) || /^\/media\/[\w./-]+$/.test(decoded)) && tag === 'a') ||
          (name === 'rel' && value === 'nofollow noopener ugc') ||
          (name === 'src' && /^\/media\/[\w./-]+$/.test(decoded)) ||
          ['title', 'alt', 'start', 'loading', 'decoding', 'class'].includes(name!)
        if (!ok) found.push(`${tag} ${name}=${value}`)
      }
      return ''
    },
  )
  if (/[<>]/.test(rest)) found.push(rest)
  return found
}

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#x73;cript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](%6Aavascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x]()',
  '[](<>)',
  '[x]: <>\n\n[x]',
  '[x](//evil.example)',
  '[x](/admin/delete?id=1)',
  '[x](\\\\evil.example)',
  '[x](https:\\\\evil.example)',
  '[x](#a" onclick="alert(1))',
  '[x](https://a.example/"onmouseover="alert(1))',
  '[x](https://a.example "t\\" onclick=alert(1)")',
  '[x](https://a.example \'t" onclick="alert(1)\')',
  '<javascript:alert(1)>',
  '<https://a.example/"onclick="x>',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '![x](https://tracker.example/p.gif)',
  '![x"onerror="alert(1)](/media/a.png)',
  '![x](/media/../admin/logout)',
  '![x](/media//evil.example/a.png)',
  '![x](/media/%2e%2e/admin)',
  '[a]: javascript:alert(1)\n\n[a]',
  '[![x](/media/a.png)](javascript:alert(1))',
  '```"><script>alert(1)</script>\ncode\n```',
  '`<script>`',
  '| a |\n|--:|\n| <script> |',
  '[x](/media/../admin)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '# <iframe src=//evil>',
  '*<b onclick=x>*',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>]]>',
  '<?php echo 1 ?>',
  'www.evil.example javascript:alert(1) ftp://x.example',
  'mailto:a@b.example?body=<script>',
]

describe('nothing unsafe comes out', () => {
  test.each(ATTACKS)('%s', (attack) => {
    expect(offences(markdown(attack))).toEqual([])
    expect(offences(markdown(attack, { images: true, headingShift: 0 }))).toEqual([])
  })

  test('of any mixture of these and other text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.constantFrom(
        '[',
        '](',
        ')',
        '<',
        '>',
        '"',
        "'",
        '`',
        '\n',
        '\n\n',
        '*',
        '_',
        '!',
        '&',
        '\\',
        '://',
        '\t',
        '|',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, images) => {
        expect(offences(markdown(pieces.join(''), { images }))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('deep nesting ends', () => {
    expect(markdown('>'.repeat(5_000)).length).toBeLessThan(50_000)
    expect(markdown('['.repeat(5_000)).length).toBeLessThan(50_000)
  })
})

describe('what people write', () => {
  test('links, headings, lists', () => {
    expect(markdown('# Đột quỵ\n\nXem https://vsir.vn và a@b.vn, không phải vsir.vn')).toBe(
      '<h3>Đột quỵ</h3>\n<p>Xem <a href="https://vsir.vn" rel="nofollow noopener ugc">https://vsir.vn</a> và ' +
        '<a href="mailto:a@b.vn" rel="nofollow noopener ugc">a@b.vn</a>, không phải vsir.vn</p>\n',
    )
    expect(markdown('###### x')).toBe('<h6>x</h6>\n')
    expect(markdown('**간암** *TACE*')).toBe('<p><strong>간암</strong> <em>TACE</em></p>\n')
  })

  test('images only from this site, only when allowed', () => {
    expect(markdown('![DSA](/media/ab/cd.png)', { images: true })).toContain('<img src="/media/ab/cd.png" alt="DSA"')
    expect(markdown('![DSA](/media/ab/cd.png)')).not.toContain('<img')
    expect(markdown('![DSA](https://x.example/cd.png)', { images: true })).not.toContain('<img')
  })
})

test('plain text', () => {
  expect(plainText('# Tiêu đề\n\nMột *hai* [ba](https://x.vn)  \nbốn\n\n- năm\n- sáu\n\n```\ncode\n```')).toBe(
    'Tiêu đề\n\nMột hai ba\nbốn\n- năm\n- sáu\n\ncode',
  )
  expect(
    plainText('[Ba](https://x.vn/a) https://y.vn <a@b.vn> [c@d.vn](mailto:c@d.vn) [x](javascript:1) [trống]()', {
      links: true,
    }),
  ).toBe('Ba (https://x.vn/a) https://y.vn a@b.vn c@d.vn [x](javascript:1) trống')
  expect(plainText('')).toBe('')
})

test('excerpt: at a word, whole characters', () => {
  expect(excerpt('**Lấy huyết khối** cơ học', 100)).toBe('Lấy huyết khối cơ học')
  expect(excerpt('Lấy huyết khối cơ học ở bệnh nhân', 20)).toBe('Lấy huyết khối cơ…')
  expect(excerpt('간'.repeat(50), 10)).toBe(`${'간'.repeat(9)}…`)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.integer({ min: 5, max: 40 }), (text, max) => {
      expect([...new Intl.Segmenter('vi').segment(excerpt(text, max))].length).toBeLessThanOrEqual(max)
    }),
  )
})
