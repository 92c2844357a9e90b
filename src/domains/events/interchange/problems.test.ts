import { describe, expect, it } from 'vitest'
import { LANGS } from '#src/lib/text/multilingual.ts'
import { collectProblems, problemMessages, problemText } from './problems.ts'

describe('problems', () => {
  it('speak three languages with the same parameters', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((x) => x[1]).toSorted()
    for (const [code, message] of Object.entries(problemMessages.table))
      for (const lang of LANGS) expect(names(message[lang]), `${code} ${lang}`).toEqual(names(message.en))
  })

  it('are filled', () => {
    const problems = collectProblems()
    problems.error('$.a', 'time-invalid', { value: 'soon' })
    expect(problemText(problems.list[0]!, 'vi')).toBe('Không đọc được thời điểm “soon” nên mục này không được nhập.')
  })

  it('name the type that was expected in words', () => {
    const problems = collectProblems()
    problems.warn('$.id', 'wrong-type', { expected: 'integer' })
    expect(problemText(problems.list[0]!, 'ko')).toBe('값의 형식이 올바르지 않습니다. 필요한 형식: 정수.')
  })

  it('are bounded in number and length', () => {
    const problems = collectProblems()
    for (let i = 0; i < 12_000; i++) problems.warn('$', 'id-missing', { value: 'x'.repeat(1000) })
    expect(problems.list).toHaveLength(10_001)
    expect(problems.list.at(-1)?.code).toBe('problems-cut')
    expect(String(problems.list[0]?.params['value'])).toHaveLength(201)
  })
})
