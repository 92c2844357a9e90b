import type { Problems } from './problems.ts'

/** Narrowing of parsed JSON: every look into a file's value goes through these, so that bad input is a problem, not a bug. */
export type JsonObject = { readonly [key: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectOr = (value: unknown): JsonObject => (isObject(value) ? value : {})

/** The list, or an empty one; a value that is present and no list is a problem. */
export function listOf(value: unknown, path: string, problems: Problems): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value !== null && value !== undefined) problems.warn(path, 'wrong-type', { expected: 'list' })
  return []
}

/** JSON path of a member: `$.a["b c"][3]`. */
export const at = (path: string, key: string | number): string =>
  typeof key === 'number'
    ? `${path}[${key}]`
    : /^[A-Za-z_$][\w$]*$/.test(key)
      ? `${path}.${key}`
      : `${path}[${JSON.stringify(key)}]`

/** Parses JSON bytes; a syntax error is a problem with `line:column`. Undefined when it cannot be parsed. */
export function parseJson(text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    problems.error(positionIn(text, detail), 'json-syntax', { detail: detail.split('\n')[0]!.slice(0, 160) })
    return undefined
  }
}

function positionIn(text: string, message: string): string {
  const place = /line (\d+) column (\d+)/.exec(message)
  if (place) return `${place[1]}:${place[2]}`
  const offset = /position (\d+)/.exec(message)
  const end = offset ? Number(offset[1]) : text.length
  const before = text.slice(0, end)
  return `${before.split('\n').length}:${end - before.lastIndexOf('\n')}`
}

export function httpUrl(value: unknown, base?: string): string | null {
  if (typeof value !== 'string' || value.length > 2_000 || value.trim() === '') return null
  try {
    const url = new URL(value.trim(), base)
    return url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'mailto:' ? url.href : null
  } catch {
    return null
  }
}
