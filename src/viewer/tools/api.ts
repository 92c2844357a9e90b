import type { ExportLink, Mark } from '#src/lib/imaging/mark.ts'

/** `line`: no answer came, try again later. Everything else is the server's word. */
export type Answer =
  | { readonly kind: 'done'; readonly mark: Mark }
  | { readonly kind: 'conflict'; readonly mark: Mark }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'line'; readonly after: number }

const TIMEOUT = 20_000

async function ask(path: string, method: string, body?: object): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
  } catch {
    return { kind: 'line', after: 0 }
  }
  if (response.status === 429 || response.status >= 500)
    return { kind: 'line', after: Number(response.headers.get('retry-after') ?? 0) }
  const json = (await response.json().catch(() => null)) as { mark?: Mark; error?: string } | null
  if (response.ok && json?.mark) return { kind: 'done', mark: json.mark }
  if (response.status === 409 && json?.mark) return { kind: 'conflict', mark: json.mark }
  return { kind: 'refused', code: json?.error ?? String(response.status) }
}

const stateOf = ({ kind, points, text, site, view, shared }: Mark): object => ({
  kind,
  points,
  text,
  site,
  view,
  shared,
})

export const postMark = (base: string, mark: Mark): Promise<Answer> => {
  const { id, study, series, instance, frame } = mark
  return ask(base, 'POST', { id, study, series, instance, frame, ...stateOf(mark) })
}
export const putMark = (base: string, mark: Mark): Promise<Answer> =>
  ask(`${base}/${mark.id}`, 'PUT', { version: mark.version, ...stateOf(mark) })
export const deleteMark = (base: string, mark: Mark): Promise<Answer> =>
  ask(`${base}/${mark.id}?version=${mark.version}`, 'DELETE')

export async function getMarks(
  base: string,
  study: string,
): Promise<{ readonly marks: readonly Mark[]; readonly exports: readonly ExportLink[] } | null> {
  try {
    const response = await fetch(`${base}?study=${study}`, { signal: AbortSignal.timeout(TIMEOUT) })
    return response.ok ? ((await response.json()) as { marks: readonly Mark[]; exports: readonly ExportLink[] }) : null
  } catch {
    return null
  }
}
