import { expect, test } from 'vitest'
import { simpleHtml } from './simple-html.ts'

test('paragraphs, line breaks and addresses; nothing of the text becomes markup', () => {
  const html = simpleHtml(
    'Kính gửi <b>An</b> & Bình,\ndòng hai\n\nXem https://x.test/a?b=1&c="2" (hoặc https://x.test/b).',
    'vi',
  )
  expect(html).toContain('<html lang="vi">')
  expect(html).toContain('<p>Kính gửi &lt;b&gt;An&lt;/b&gt; &amp; Bình,<br>\ndòng hai</p>')
  expect(html).toContain('<a href="https://x.test/a?b=1&amp;c=">https://x.test/a?b=1&amp;c=</a>&quot;2&quot;')
  expect(html).toContain('(hoặc <a href="https://x.test/b">https://x.test/b</a>).')
})
