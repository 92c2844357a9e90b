/** The body is no multipart message of the announced boundary, or breaks off. */
export class BrokenMultipart extends Error {}

export interface FramedPart {
  /** Lines of the part's head as they came. */
  readonly head: Buffer
  /** To be read before the next part is asked for; what is left unread is passed over. */
  readonly body: AsyncGenerator<Buffer>
}

const HEAD = 16_384

/**
 * The parts of a multipart message (RFC 2046 §5.1) as they arrive; holds no more than a chunk and a delimiter in memory.
 * Throws BrokenMultipart.
 */
export async function* framedParts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncGenerator<FramedPart> {
  const source = new Source(stream, Buffer.from(`\r\n--${boundary}`))
  try {
    for await (const _ of source.untilDelimiter()) void _
    while (!(await source.isEnd())) {
      const head = await source.upTo('\r\n\r\n')
      const body = source.untilDelimiter()
      yield { head, body }
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
      if (this.buffer.length > HEAD) throw new BrokenMultipart('A part has too long headers')
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
