import type { Link } from '../programme/programme.ts'
import type { Cleaner } from './clean.ts'
import { httpUrl, isObject, objectOr } from './json.ts'
import { MAX_LINKS } from './limits.ts'
import type { Problems } from './problems.ts'

/** Links as `{title,url,type}` or as bare addresses; relative ones are completed by the file's base address. */
export function linksOf(
  value: unknown,
  path: string,
  base: string | undefined,
  clean: Cleaner,
  problems: Problems,
): Link[] {
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null && value !== '') problems.warn(path, 'wrong-type', { expected: 'list' })
    return []
  }
  return value.slice(0, MAX_LINKS).flatMap((item: unknown, i): Link[] => {
    const link = isObject(item) ? item : { url: item }
    const url = httpUrl(link['url'], base)
    if (!url) {
      problems.warn(`${path}[${i}]`, 'link-invalid', { value: String(link['url'] ?? '') })
      return []
    }
    const line = (field: string): string => clean.line(objectOr(link)[field] ?? '', `${path}[${i}].${field}`)
    return [{ title: line('title'), url, type: line('type') }]
  })
}
