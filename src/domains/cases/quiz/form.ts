import { LANGS, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Form } from '#src/platform/http/form.ts'
import { LIMITS, type Given, type QuizOption, type QuizQuestion } from './model.ts'

/** One option a line, `*` before the right ones, languages between `|` in the order of LANGS or in the writer's one. */
export function optionsFrom(text: string, lang: Lang): QuizOption[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '*')
    .slice(0, LIMITS.options + 1)
    .map((line) => {
      const right = line.startsWith('*')
      const parts = line
        .replace(/^\*\s*/, '')
        .split('|')
        .map((part) => part.trim().slice(0, LIMITS.option))
      const text: Text =
        parts.length === 1
          ? { [lang]: parts[0]! }
          : Object.fromEntries(LANGS.flatMap((tag, i) => (parts[i] ? [[tag, parts[i]]] : [])))
      return { text, right }
    })
}

/** Fields of a question in the form that answers it: `q-<id>`, `u-<id>` for not knowing, `p-<id>` a placed point. */
export function givenFrom(
  form: Form,
  question: Pick<QuizQuestion, 'id' | 'kind' | 'options' | 'target'>,
): Given | null {
  const { id, kind, options, target } = question
  if (form.checked(`u-${id}`)) return { kind: 'unknown' }
  if (kind === 'text') {
    const text = form.get(`q-${id}`).slice(0, LIMITS.text)
    return text === '' ? null : { kind: 'text', text }
  }
  if (kind === 'arrow') {
    const point = readPoint(form.get(`p-${id}`))
    return point && target ? { kind: 'point', instance: target.instance, frame: target.frame, point } : null
  }
  const chosen = form
    .all(`q-${id}`)
    .map(Number)
    .filter((n) => Number.isInteger(n) && n >= 0 && n < options.length)
  const unique = [...new Set(chosen)]
  return unique.length === 0 ? null : { kind: 'choice', options: kind === 'single' ? unique.slice(0, 1) : unique }
}

export const writePoint = ([x, y]: readonly [number, number]): string => `${x}*${y}`

export function readPoint(text: string): readonly [number, number] | null {
  const [, x = '', y = ''] = /^(\d{1,6}(?:\.\d{1,3})?)\*(\d{1,6}(?:\.\d{1,3})?)$/.exec(text) ?? []
  return x === '' ? null : [Number(x), Number(y)]
}
