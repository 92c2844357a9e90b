import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each(['/', '/vi', '/vi/events/x?day=2#t', '/ko/search?q=đại'])('%s is of this site', (path) => {
  expect(ownPath(path, '/else')).toBe(path)
  expect(new URL(path, 'https://hoi.test').host).toBe('hoi.test')
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'vi/events',
  '',
  `/${'x'.repeat(600)}`,
  ['/vi'],
  undefined,
  null,
])('%j is not', (path) => expect(ownPath(path, '/else')).toBe('/else'))
