import type { TalkView } from '#src/lib/imaging/talk.ts'
import { Listeners } from '../listeners.ts'

export interface Draft {
  readonly body: string
  readonly pin: string
  readonly thread: string
  readonly name: string
  readonly key: string
  readonly confirmed: boolean
}

export type Sent =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'identity'; readonly what: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'failed' | 'tooFast' | 'tooLong' }

const TIMEOUT = 20_000

/** The discussion in this page: read when it changes, told by server-sent events, else by asking now and then. */
export class TalkStore {
  talk: TalkView | null = null
  private source: EventSource | null = null
  private readonly listeners = new Listeners()
  private timer: ReturnType<typeof setInterval> | null = null

  constructor(
    private readonly url: string,
    private readonly lang: string,
  ) {}

  readonly subscribe = this.listeners.subscribe

  async load(): Promise<void> {
    try {
      const response = await fetch(`${this.url}?lang=${this.lang}`, { signal: AbortSignal.timeout(TIMEOUT) })
      if (!response.ok) return
      this.talk = (await response.json()) as TalkView
    } catch {
      // The line is gone for a while: what was read stays.
      return
    }
    this.listeners.tell()
  }

  /** Stays told while the page is looked at. */
  follow(): void {
    const open = (): void => {
      if (this.source || this.talk?.hidden) return
      this.source = new EventSource(`${this.url}/live?after=${this.talk?.seq ?? 0}`)
      this.source.addEventListener('change', (event) => {
        if (Number((event as MessageEvent<string>).data) > (this.talk?.seq ?? 0)) void this.load()
      })
    }
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        this.source?.close()
        this.source = null
      } else {
        void this.load()
        open()
      }
    })
    open()
    this.timer ??= setInterval(() => {
      if (!document.hidden && this.source?.readyState !== EventSource.OPEN) void this.load()
    }, 60_000)
  }

  async send(draft: Draft): Promise<Sent> {
    const answer = await this.post('', { ...draft, confirmed: draft.confirmed ? '1' : '' })
    if (!answer) return { kind: 'refused', code: 'failed' }
    const { status, body } = answer
    if (body.ok && body.value?.id) {
      await this.load()
      return { kind: 'done', id: body.value.id }
    }
    if (body.fields?.['body'] === 'identity') return { kind: 'identity', what: body.identity ?? [] }
    if (body.fields?.['body'] === 'too-long') return { kind: 'refused', code: 'tooLong' }
    return { kind: 'refused', code: status === 429 ? 'tooFast' : 'failed' }
  }

  async act(id: string, act: 'remove' | 'resolve' | 'reopen'): Promise<boolean> {
    const answer = await this.post(`/${id}/${act}`, {})
    await this.load()
    return answer?.body.ok === true
  }

  private async post(path: string, fields: object): Promise<Answer | null> {
    try {
      const response = await fetch(this.url + path, {
        method: 'POST',
        body: JSON.stringify(fields),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT),
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    } catch {
      return null
    }
  }
}

interface Answer {
  readonly status: number
  readonly body: {
    readonly ok: boolean
    readonly value?: { readonly id?: string } | null
    readonly fields?: Readonly<Record<string, string>>
    readonly identity?: readonly string[]
  }
}
