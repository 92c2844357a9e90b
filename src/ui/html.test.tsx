import { expect, test } from 'vitest'
import { Say, Reader } from './context.tsx'
import { renderDocument, renderFragment } from './html.ts'

test('a document begins with its doctype', () => {
  expect(renderDocument(<html lang="vi" />)).toBe('<!doctype html><html lang="vi"></html>')
})

test('text is escaped, and marked when it is in another language than the page', () => {
  const html = renderFragment(
    <Reader lang="ko">
      <Say text={{ vi: 'Can thiệp <mạch>' }} />
    </Reader>,
  )
  expect(html).toBe('<span lang="vi">Can thiệp &lt;mạch></span>')
})
