import { randomBytes } from 'node:crypto'

/** The body is no multipart message, or breaks off. */
export class BrokenMultipart extends Error {}

export interface RelatedPart {
  /** Lower case. */
  readonly contentType: string
  /** To be read before the next part is asked for; what is left unread is passed over. */
  readonly body: AsyncGenerator<Buffer>
}

const HEADERS = 16_384

/** Parameters of a multipart/related content type; null when it is none. */
export function relatedOf(contentType: string | undefined): { boundary: string; type: string } | null {
  if (!/^multipart\/related\s*(?:;|$)/i.test(contentType ?? '')) return null
  const get = (name: string): string => {
    const found = new RegExp(`;\\s*${name}=(?:"([^"]{1,200})"|([^\\s;]{1,200}))`, 'i').exec(contentType!)
    return found ? (found[1] ?? found[2]!) : ''
  }
  const boundary = get('boundary')
  return boundary === '' ? null : { boundary, type: get('type').toLowerCase() }
}

/** The parts of a multipart/related message (RFC 2387) as they arrive; holds a chunk and a delimiter in memory. */
export async function* relatedParts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncGenerator<RelatedPart> {
  const source = new Source(stream, Buffer.from(`\r\n--${boundary}`))
  try {
    for await (const _ of source.untilDelimiter()) void _
    while (!(await source.isEnd())) {
      const headers = (await source.upTo('\r\n\r\n')).toString('latin1')
      const type = /^content-type:\s*([^\r\n]*)/im.exec(headers)?.[1] ?? ''
      const body = source.untilDelimiter()
      yield { contentType: type.trim().toLowerCase(), body }
      for await (const _ of body) void _
    }
  } finally {
    await source.close()
  }
}

class Source {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly delimiter: Buffer
  // The first delimiter has no line before it; giving it one makes all delimiters alike.
  private buffer: Buffer = Buffer.from('\r\n')

  constructor(stream: ReadableStream<Uint8Array>, delimiter: Buffer) {
    this.reader = stream.getReader()
    this.delimiter = delimiter
  }

  private async fill(): Promise<void> {
    const { value, done } = await this.reader.read()
    if (done) throw new BrokenMultipart('The message breaks off')
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk])
  }

  async *untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.buffer.indexOf(this.delimiter)
      if (at >= 0) {
        const last = this.buffer.subarray(0, at)
        this.buffer = this.buffer.subarray(at + this.delimiter.length)
        if (last.length > 0) yield last
        return
      }
      // The end of what is here may be the beginning of a delimiter.
      const safe = this.buffer.length - this.delimiter.length
      if (safe > 0) {
        const chunk = this.buffer.subarray(0, safe)
        this.buffer = this.buffer.subarray(safe)
        yield chunk
      }
      await this.fill()
    }
  }

  async upTo(text: string): Promise<Buffer> {
    for (;;) {
      const at = this.buffer.indexOf(text)
      if (at >= 0) {
        const found = this.buffer.subarray(0, at)
        this.buffer = this.buffer.subarray(at + text.length)
        return found
      }
      if (this.buffer.length > HEADERS) throw new BrokenMultipart('A part has too long headers')
      await this.fill()
    }
  }

  /** After a delimiter: two hyphens end the message, a line end begins the next part. */
  async isEnd(): Promise<boolean> {
    while (this.buffer.length < 2) await this.fill()
    if (this.buffer.subarray(0, 2).toString('latin1') === '--') return true
    await this.upTo('\r\n')
    // A part may have no headers but the blank line.
    this.buffer = Buffer.concat([Buffer.from('\r\n'), this.buffer])
    return false
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => {})
  }
}

export interface OutPart {
  readonly contentType: string
  readonly location?: string
  readonly body: Uint8Array | ReadableStream<Uint8Array>
}

/** A multipart/related answer whose parts are made one after the other, as fast as the client reads. */
export function relatedResponse(type: string, parts: AsyncIterable<OutPart>): Response {
  const boundary = `hoi-${randomBytes(12).toString('hex')}`
  const iterator = bytesOf(parts, boundary)
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return(undefined)
    },
  })
  return new Response(stream, {
    headers: {
      'content-type': `multipart/related; type="${type}"; boundary=${boundary}`,
      'cache-control': 'private, no-cache',
    },
  })
}

async function* bytesOf(parts: AsyncIterable<OutPart>, boundary: string): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder()
  for await (const { contentType, location, body } of parts) {
    yield text.encode(
      `\r\n--${boundary}\r\nContent-Type: ${contentType}\r\n${location ? `Content-Location: ${location}\r\n` : ''}\r\n`,
    )
    if (body instanceof Uint8Array) yield body
    else yield* body
  }
  yield text.encode(`\r\n--${boundary}--\r\n`)
}
