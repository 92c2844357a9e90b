/** What the server answers to a form sent by an island. */
export interface Answered {
  readonly ok: boolean
  readonly value?: unknown
  readonly code?: string
  readonly message?: string
  /** To wait, after too much. */
  readonly seconds?: number
  /** Codes of what is wrong, by field. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Sends a form's fields; null when there is no connection (or no sensible answer), so that it is worth trying again. */
export async function send(action: string, fields: FormData | URLSearchParams): Promise<Answered | null> {
  try {
    const body = fields instanceof FormData ? new URLSearchParams(fields as unknown as Record<string, string>) : fields
    const response = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' } })
    if (response.status >= 500) return null
    if (!response.headers.get('content-type')?.includes('json')) return { ok: false, code: 'not-found' }
    return (await response.json()) as Answered
  } catch {
    return null
  }
}

/** Fields of a form with the button that sent it. */
export function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const data = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') data.append(name, value)
  return data
}

/** Takes over forms marked `data-live`; everything else goes to the server as it would without JavaScript. */
export function intercept(
  root: HTMLElement,
  handle: (kind: string, form: HTMLFormElement, fields: URLSearchParams) => void,
): void {
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const kind = form.dataset['live']
    if (!kind) return
    event.preventDefault()
    handle(kind, form, fieldsOf(form, event.submitter))
  })
}
