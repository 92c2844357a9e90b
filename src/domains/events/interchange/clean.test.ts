import { describe, expect, it } from 'vitest'
import { cleaner, htmlToMarkdown, stripControls } from './clean.ts'
import { collectProblems } from './problems.ts'

describe('texts of other systems', () => {
  it('lose control characters and carriage returns, keep everything people wrote', () => {
    expect(stripControls('a\u0000b\u0007\r\nđ 한국\u009f🫀\ud800')).toBe('ab\nđ 한국🫀\ufffd')
  })

  it('keep the meaning of HTML as Markdown', () => {
    expect(htmlToMarkdown('<p>One <b>bold</b> &amp; <em>it</em></p><ul><li>a</li><li>b</li></ul>')).toBe(
      'One **bold** & *it*\n\n- a\n- b',
    )
    expect(htmlToMarkdown('a<br/>b<br />c')).toBe('a\nb\nc')
    expect(htmlToMarkdown('<h2>Aim</h2><a href="https://x.org/a(b)">paper</a>')).toBe(
      '## Aim\n\n[paper](https://x.org/a%28b%29)',
    )
  })

  it('lose what could run', () => {
    expect(htmlToMarkdown('<p>a</p><script>alert("</p>")</script><style>x{}</style>b')).toBe('a\n\nb')
    expect(htmlToMarkdown('<a href="javascript:alert(1)" onclick=x>go</a><br>')).toBe('go')
    expect(htmlToMarkdown('<p>x</p><script>never closed')).toBe('x')
    expect(htmlToMarkdown('<!-- a <p> --><br>b <!-- open')).toBe('b')
  })

  it('that are no HTML stay as they are', () => {
    for (const text of ['a < b and c > d', 'List<T> &amp; x', 'I <3 you', 'p<0.05', '<foo>']) {
      expect(htmlToMarkdown(text)).toBe(text)
    }
    expect(htmlToMarkdown('p<0.05<br>List<T>')).toBe('p<0.05\nList<T>')
  })

  it('are cut at their limit, with a problem', () => {
    const problems = collectProblems()
    expect(cleaner(problems).line('x'.repeat(5000), '$.title')).toHaveLength(1000)
    expect(problems.list).toMatchObject([{ path: '$.title', code: 'text-cut' }])
  })

  it('are read in time linear in their length', () => {
    const pieces = ['<', '<a ', '<a "', '<script', '<script>', '<!--', '&', '&#', '<p>', '<a href="', '</li ']
    const slow = pieces.filter((piece) => {
      const start = performance.now()
      htmlToMarkdown(`<br>${piece.repeat(100_000 / piece.length)}`)
      return performance.now() - start > 5000
    })
    expect(slow).toEqual([])
  })
})
