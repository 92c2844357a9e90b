import { expect, it } from 'vitest'
import { refusalCodes, refusalText } from './refusals.ts'

it.each(refusalCodes)('%s says what happened, and behind a colon what to do', (code) => {
  for (const lang of ['vi', 'en', 'ko'] as const) expect(refusalText(lang, code)).toMatch(/^[^:]{4,}: [^:]{5,}$/)
})

it('a code that nobody has words for is shown', () => {
  expect(refusalText('en', 'unheard')).toContain('(unheard)')
})
