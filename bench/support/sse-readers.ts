import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const QUESTION = /id: (\d+)\nevent: question\ndata: \{"id":"([^"]+)"/g
const RETRY = /retry: (\d+)\n/

interface Parsed {
  readonly events: readonly { readonly seq: number; readonly id: string }[]
  /** Begun and not yet whole. */
  readonly rest: string
}

function parse(text: string): Parsed {
  const end = Math.max(0, text.lastIndexOf('\n\n'))
  const events = [...text.slice(0, end).matchAll(QUESTION)].map(([, seq, id]) => ({ seq: Number(seq), id: id! }))
  // The end of a chunk's frame may stay behind: it holds no event.
  const rest = text.slice(end)
  return { events, rest: /\w/.test(rest) ? rest : '' }
}

interface One {
  socket: Socket | null
  rest: string
  last: number
  retry: number
}

/** Readers of an event stream as cheap as they can be made, so that the server is what is measured. They come back as browsers do. */
export class SseReaders {
  private readers: One[] = []
  private arrived = new Map<string, number[]>()
  private over = false
  private open = 0
  private latest: { bytes: Buffer; parsed: Parsed } | null = null
  doubled = 0
  /** Numbers that were skipped, summed over all readers. */
  gaps = 0

  constructor(
    private readonly port: number,
    private readonly live: string,
  ) {}

  /** Connects so many more, a few dozen at a time. */
  async connect(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const one: One = { socket: null, rest: '', last: -1, retry: 1_000 }
      this.readers.push(one)
      this.dial(one)
      while (this.readers.length - this.open > 64) await sleep(2)
    }
    while (this.open < this.readers.length) await sleep(10)
  }

  private dial(one: One): void {
    const socket = connect(this.port, '127.0.0.1')
    let live = false
    one.socket = socket
    one.rest = ''
    socket.setNoDelay(true)
    socket.on('connect', () => {
      const resume = one.last < 0 ? '' : `Last-Event-ID: ${one.last}\r\n`
      socket.write(
        `GET ${this.live}?view=public HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nAccept: text/event-stream\r\n${resume}\r\n`,
      )
    })
    socket.on('data', (chunk: Buffer) => {
      if (!live) {
        live = true
        this.open += 1
        const retry = RETRY.exec(chunk.toString('latin1'))
        if (retry) one.retry = Number(retry[1])
      }
      this.read(one, chunk)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      if (live) this.open -= 1
      if (!this.over) setTimeout(() => this.over || this.dial(one), one.retry)
    })
  }

  private read(one: One, chunk: Buffer): void {
    const now = performance.now()
    const { events, rest } = one.rest === '' ? this.parsedOnce(chunk) : parse(one.rest + chunk.toString('latin1'))
    for (const { seq, id } of events) {
      if (seq <= one.last) this.doubled += 1
      else {
        if (one.last >= 0) this.gaps += seq - one.last - 1
        one.last = seq
        const list = this.arrived.get(id)
        if (list) list.push(now)
        else this.arrived.set(id, [now])
      }
    }
    one.rest = rest.length > 100_000 ? '' : rest
  }

  /** All readers get the same bytes: they are parsed for the first of them only. */
  private parsedOnce(chunk: Buffer): Parsed {
    if (!this.latest?.bytes.equals(chunk)) this.latest = { bytes: chunk, parsed: parse(chunk.toString('latin1')) }
    return this.latest.parsed
  }

  arrivals(id: string): readonly number[] {
    return this.arrived.get(id) ?? []
  }

  /** Waits until `count` readers have the question, at most `ms`. */
  async all(id: string, count: number, ms: number): Promise<void> {
    const late = performance.now() + ms
    while (this.arrivals(id).length < count && performance.now() < late) await sleep(5)
  }

  close(): void {
    this.over = true
    for (const one of this.readers) one.socket?.destroy()
  }
}
