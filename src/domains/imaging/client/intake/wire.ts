import type { Begun, Line } from './protocol.ts'

/** Bytes of one request: what a lost line costs at most. */
const CHUNK = 2 * 1024 * 1024
/** Small files go at once. */
const AT_ONCE = 4 * 1024 * 1024
const LONGEST_WAIT = 30_000
const TIMEOUT = 180_000

export interface Standing {
  readonly id: string
  readonly offset: number
  readonly done: boolean
}

/** The server does not want it, whatever the line is like. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

export interface WireOptions {
  readonly fetch?: typeof fetch
  /** Milliseconds to wait before the given try; tests make it short. */
  readonly wait?: (tries: number) => number
  readonly onLine?: (line: Line) => void
  readonly onBytes?: (bytes: number) => void
}

/** The upload protocol (intake/upload-routes.ts) over a line that may be lost at any moment. */
export function createWire(options: WireOptions = {}) {
  const send = options.fetch ?? ((url: RequestInfo | URL, init?: RequestInit) => fetch(url, init))
  const wait = options.wait ?? ((tries) => Math.min(LONGEST_WAIT, 500 * 2 ** tries) * (0.75 + Math.random() / 2))
  let held: Promise<void> | null = null
  let release: (() => void) | null = null

  /** Asks until there is an answer that is the server's own. */
  async function ask(url: string, init: RequestInit): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      if (held) await held
      try {
        const answer = await send(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) })
        if (answer.status === 401) {
          options.onLine?.('signed-out')
          throw new Refused('sign-in')
        }
        if (answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
          options.onLine?.('fine')
          return answer
        }
      } catch (error) {
        if (error instanceof Refused) throw error
      }
      options.onLine?.('lost')
      await new Promise((resolve) => setTimeout(resolve, wait(tries)))
    }
  }

  async function askJson<T>(url: string, body: object): Promise<T> {
    const answer = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const value = (await answer.json().catch(() => ({}))) as T & { code?: string }
    if (!answer.ok) throw new Refused(value.code ?? 'refused')
    return value
  }

  /** One try at a piece; the offset that is right then, or null when the line was lost in it. */
  async function piece(url: string, bytes: Uint8Array, offset: number): Promise<number | null> {
    try {
      const answer = await send(url, {
        method: 'PATCH',
        headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        body: bytes as Uint8Array<ArrayBuffer>,
        signal: AbortSignal.timeout(TIMEOUT),
      })
      if (answer.status === 401) throw new Refused('sign-in')
      if (answer.ok) {
        options.onLine?.('fine')
        return Number(answer.headers.get('upload-offset'))
      }
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408 || answer.status === 409) return null
      const { code, fields } = (await answer.json().catch(() => ({}))) as { code?: string; fields?: { hash?: string } }
      throw new Refused(fields?.hash ? 'differs' : (code ?? 'refused'))
    } catch (error) {
      if (error instanceof Refused) throw error
      return null
    }
  }

  return {
    begin: (input: { case: string | null; files: number; bytes: number }) => askJson<Begun>('/imaging/uploads', input),
    /** An upload of before; null when it has ended or is not ours. */
    async again(id: string): Promise<Begun | null> {
      const answer = await ask(`/imaging/uploads/${id}?keys`, {})
      if (!answer.ok) return null
      const state = (await answer.json()) as Begun & { ended: boolean }
      return state.ended ? null : state
    },
    announce: (id: string, files: readonly { hash: string; bytes: number; kind: string }[]) =>
      askJson<{ files: Standing[] }>(`/imaging/uploads/${id}/files`, { files }),
    /** Sends what is missing of a file, over as many lost lines as it takes. Throws Refused. */
    async bring(upload: string, standing: Standing, bytes: Uint8Array): Promise<void> {
      const url = `/imaging/uploads/${upload}/files/${standing.id}`
      let { offset } = standing
      let tries = 0
      while (offset < bytes.length) {
        if (held) await held
        const size = bytes.length - offset <= AT_ONCE ? AT_ONCE : CHUNK
        const part = bytes.subarray(offset, offset + size)
        const now = await piece(url, part, offset)
        if (now !== null) {
          options.onBytes?.(now - offset)
          offset = now
          tries = 0
          continue
        }
        options.onLine?.('lost')
        await new Promise((resolve) => setTimeout(resolve, wait(tries)))
        tries += 1
        const head = await ask(url, { method: 'HEAD' })
        if (!head.ok) throw new Refused('gone')
        const there = Number(head.headers.get('upload-offset'))
        if (there > offset) options.onBytes?.(there - offset)
        offset = there
      }
    },
    async end(upload: string): Promise<void> {
      await ask(`/imaging/uploads/${upload}/end`, { method: 'POST' })
    },
    hold(): void {
      held ??= new Promise((resolve) => (release = resolve))
    },
    goOn(): void {
      release?.()
      held = release = null
    },
  }
}

export type Wire = ReturnType<typeof createWire>
