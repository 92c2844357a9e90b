/** The body is no multipart form, or breaks off. */
export class BrokenForm extends Error {}

export interface Part {
  readonly name: string
  /** null: a plain field. */
  readonly filename: string | null
  /** To be read before the next part is asked for; what is left unread is passed over. */
  readonly body: AsyncIterable<Uint8Array>
}

const HEADERS = 16_384

/** The boundary that a content type announces, or null when it is no multipart form. */
export function boundaryOf(contentType: string | undefined): string | null {
  const found = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType ?? '')
  return found ? (found[1] ?? found[2]!) : null
}

/** The parts of a multipart form (RFC 7578) as they arrive; holds no more than a chunk and a delimiter in memory. */
export async function* parts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncIterable<Part> {
  const source = new Source(stream, Buffer.from(`\r\n--${boundary}`))
  try {
    for await (const _ of source.untilDelimiter()) void _
    while (!(await source.isEnd())) {
      const { name, filename } = disposition((await source.upTo('\r\n\r\n')).toString('utf8'))
      const body = source.untilDelimiter()
      yield { name, filename, body }
      for await (const _ of body) void _
    }
  } finally {
    await source.close()
  }
}

class Source {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  // The first delimiter has no line before it; giving it one makes all delimiters alike.
  private buffer: Buffer = Buffer.from('\r\n')

  constructor(
    stream: ReadableStream<Uint8Array>,
    private readonly delimiter: Buffer,
  ) {
    this.reader = stream.getReader()
  }

  private async fill(): Promise<void> {
    const { value, done } = await this.reader.read()
    if (done) throw new BrokenForm('The form breaks off')
    this.buffer =
      this.buffer.length === 0
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        : Buffer.concat([this.buffer, value])
  }

  async *untilDelimiter(): AsyncGenerator<Uint8Array> {
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
      if (this.buffer.length > HEADERS) throw new BrokenForm('A part has too long headers')
      await this.fill()
    }
  }

  /** After a delimiter: two hyphens end the form, a line end begins the next part. */
  async isEnd(): Promise<boolean> {
    while (this.buffer.length < 2) await this.fill()
    if (this.buffer.subarray(0, 2).toString() === '--') return true
    await this.upTo('\r\n')
    // A part may have no headers but the blank line.
    this.buffer = Buffer.concat([Buffer.from('\r\n'), this.buffer])
    return false
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => {})
  }
}

function disposition(headers: string): { name: string; filename: string | null } {
  const line = headers.split('\r\n').find((h) => /^content-disposition:/i.test(h)) ?? ''
  const value = (key: string): string | null =>
    new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(line)?.[1]?.replace(/%(22|0D|0A)/gi, decodeURIComponent) ?? null
  const name = value('name')
  if (name === null) throw new BrokenForm('A part has no name')
  return { name, filename: value('filename') }
}
