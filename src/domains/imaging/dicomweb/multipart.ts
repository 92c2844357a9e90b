import { randomBytes } from 'node:crypto'
import { framedParts } from '#src/platform/uploads/framing.ts'

export interface RelatedPart {
  /** Lower case. */
  readonly contentType: string
  /** To be read before the next part is asked for; what is left unread is passed over. */
  readonly body: AsyncGenerator<Buffer>
}

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

/** The parts of a multipart/related message (RFC 2387) as they arrive. Throws BrokenMultipart. */
export async function* relatedParts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncGenerator<RelatedPart> {
  for await (const { head, body } of framedParts(stream, boundary)) {
    const type = /^content-type:\s*([^\r\n]*)/im.exec(head.toString('latin1'))?.[1] ?? ''
    yield { contentType: type.trim().toLowerCase(), body }
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
