import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { actionWords, DEEDS, recordWords, SUBJECTS } from './action-words.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const CALL = /action:\s*(?:[\w.()! ]+\?\s*)?['`]([a-z-]+(?:\.[a-z-]+)*)(\.\$|['`])(?:\s*:\s*'([a-z.-]+)')?/g

const codes = globSync('src/{domains,platform}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$|\/testing\.ts$/.test(file))
  .flatMap((file) => {
    const source = readFileSync(path.join(root, file), 'utf8')
    if (!/\baudit\(/.test(source)) return []
    return [...source.matchAll(CALL)].flatMap(([, first = '', end, second]) =>
      [...(end?.startsWith('.') ? [`${first}.update`] : [first]), ...(second ? [second] : [])].filter((code) =>
        code.includes('.'),
      ),
    )
  })

/** Written down by a helper that is handed the code. */
const HANDED = /\b(?:noteAccount|record)\([^)]*'([a-z-]+\.[a-z-]+)'/g
const handed = globSync('src/domains/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(HANDED)].map((found) => found[1]!))

test('every action that the sources write to the log has words', () => {
  expect(codes.length).toBeGreaterThan(80)
  expect(handed).toContain('account.sign-in')
  const unknown = [...new Set([...codes, ...handed])].filter((code) => actionWords(code, 'vi') === code)
  expect(unknown).toEqual([])
})

test('words are there in three languages; an unknown code stays as it is', () => {
  expect(actionWords('case.comment.edit', 'en')).toBe('Comment on a case: edited')
  expect(actionWords('programme.release', 'vi')).toBe('Chương trình: công bố')
  expect(actionWords('token.revoke', 'ko')).toBe('액세스 토큰: 취소')
  expect(actionWords('x.y', 'ko')).toBe('x.y')
  expect([recordWords('imaging-study', 'en'), recordWords('discussion_poll', 'ko'), recordWords('x', 'vi')]).toEqual([
    'Images',
    '투표',
    'x',
  ])
  for (const words of [...Object.values(SUBJECTS), ...Object.values(DEEDS)])
    expect(Object.values(words).every((text) => text.length > 0)).toBe(true)
})
