import { expect, it } from 'vitest'
import { safeNext } from './call.ts'

it.each(['/vi/account', '/en/events/x?day=2#s'])('goes on to %s', (next) => expect(safeNext(next, '/')).toBe(next))

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/a\\..\\b',
  '',
  '/',
  7,
  undefined,
  `/${'x'.repeat(600)}`,
])('never goes to %s', (next) => expect(safeNext(next, '/home')).toBe('/home'))
