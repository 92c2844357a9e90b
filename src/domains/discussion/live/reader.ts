import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** A reader that takes its events more slowly than this is let go: it comes back and resumes by its last number. */
const MOST_WAITING = 256_000
/** What a reader who comes back may have missed at most, sent at once. */
const MOST_MISSED = 8_000_000

/** Bytes for many readers, made once: as they are, and framed as a chunk of HTTP/1.1 for writing past the response. */
export interface Packet {
  readonly bytes: Buffer
  readonly chunk: Buffer
}

export const packet = (bytes: Buffer): Packet => ({
  bytes,
  chunk: Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]),
})

/** One open event stream. */
export interface Reader {
  readonly since: number
  write(what: Packet): void
  end(): void
  closed(): boolean
  /** Whether the server that it came by takes no new connections any more. */
  stopping(): boolean
}

export interface OpenReader extends Reader {
  readonly body: ReadableStream<Uint8Array>
  onClose(effect: () => void): void
}

/**
 * An event stream that costs little: the head and the first bytes go through the response as always, later ones
 * straight to the connection where there is one. The bytes are shared by all readers.
 */
export function openReader(outgoing: ServerResponse | undefined, now: number): OpenReader {
  let controller: ReadableStreamDefaultController<Uint8Array>
  let direct = false
  let over = false
  let queued = 0
  const effects: (() => void)[] = []
  const close = () => {
    if (over) return
    over = true
    for (const effect of effects) effect()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(made) {
        controller = made
      },
      pull() {
        // Asked for more with nothing left: the first bytes are on their way, and one turn later behind us.
        queued = 0
        if (outgoing && !direct) setImmediate(() => (direct = outgoing.headersSent && queued === 0))
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
  outgoing?.once('close', close)
  const end = () => {
    if (over) return
    close()
    try {
      controller.close()
    } catch {
      // Cancelled meanwhile.
    }
  }
  return {
    since: now,
    body,
    onClose: (effect) => void effects.push(effect),
    closed: () => over,
    end,
    stopping: () =>
      (outgoing?.socket as (Socket & { server?: { listening?: boolean } }) | null)?.server?.listening === false,
    write({ bytes, chunk }) {
      if (over) return
      if (direct && outgoing?.socket) {
        // One system call a reader instead of the three pieces that the response would make of it.
        if (outgoing.chunkedEncoding) outgoing.socket.write(chunk)
        else outgoing.write(bytes)
        if (outgoing.socket.writableLength > MOST_WAITING) {
          close()
          outgoing.destroy()
        }
        return
      }
      queued += bytes.length
      controller.enqueue(bytes)
      if (queued > MOST_MISSED) end()
    },
  }
}
