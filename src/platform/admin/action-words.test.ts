import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { actionWords, DEEDS, SUBJECTS } from './action-words.ts'

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

test('every action that the sources write to the log has words', () => {
  expect(codes.length).toBeGreaterThan(80)
  const unknown = [...new Set(codes)].filter((code) => actionWords(code, 'vi') === code)
  expect(unknown).toEqual([])
})

test('words are there in three languages; an unknown code stays as it is', () => {
  expect(actionWords('case.comment.edit', 'en')).toBe('Comment on a case: edited')
  expect(actionWords('programme.release', 'vi')).toBe('Chương trình: công bố')
  expect(actionWords('token.revoke', 'ko')).toBe('액세스 토큰: 취소')
  expect(actionWords('x.y', 'ko')).toBe('x.y')
  for (const words of [...Object.values(SUBJECTS), ...Object.values(DEEDS)])
    expect(Object.values(words).every((text) => text.length > 0)).toBe(true)
})
