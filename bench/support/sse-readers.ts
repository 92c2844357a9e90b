import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const QUESTION = /id: (\d+)\nevent: question\ndata: \{"id":"([^"]+)"/g
const RETRY = /retry: (\d+)\n/

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
    socket.on('data', (chunk) => {
      if (!live) {
        live = true
        this.open += 1
      }
      this.read(one, one.rest + chunk.toString('latin1'))
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      if (live) this.open -= 1
      if (!this.over) setTimeout(() => this.over || this.dial(one), one.retry)
    })
  }

  private read(one: One, text: string): void {
    const retry = RETRY.exec(text)
    if (retry) one.retry = Number(retry[1])
    const now = performance.now()
    let end = text.lastIndexOf('\n\n')
    if (end < 0) end = 0
    for (const [, number, id] of text.slice(0, end).matchAll(QUESTION)) {
      const seq = Number(number)
      if (seq <= one.last) this.doubled += 1
      else {
        if (one.last >= 0) this.gaps += seq - one.last - 1
        one.last = seq
        const list = this.arrived.get(id!)
        if (list) list.push(now)
        else this.arrived.set(id!, [now])
      }
    }
    one.rest = text.slice(end)
    if (one.rest.length > 100_000) one.rest = ''
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
