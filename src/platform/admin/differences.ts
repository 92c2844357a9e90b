/** One value that a change touched; null where it was not there. */
export interface Difference {
  /** `title.vi`, `chairs.2`. */
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs between two records as JSON text, each value on its own, in the order of the records. */
export function differences(before: string | null, after: string | null): Difference[] {
  const was = flatten(before)
  const is = flatten(after)
  const paths = [...new Set([...was.keys(), ...is.keys()])]
  return paths
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter((difference) => difference.before !== difference.after)
}

function flatten(json: string | null): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (value: unknown, path: string): void => {
    if (value === null || value === undefined || value === '') return
    if (typeof value !== 'object') {
      found.set(path, String(value))
      return
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, path ? `${path}.${key}` : key)
  }
  if (json !== null) visit(parsed(json), '')
  return found
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
