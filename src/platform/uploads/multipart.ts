import { BrokenMultipart, framedParts } from './framing.ts'

export interface Part {
  readonly name: string
  /** null: a plain field. */
  readonly filename: string | null
  /** To be read before the next part is asked for; what is left unread is passed over. */
  readonly body: AsyncIterable<Uint8Array>
}

/** The boundary that a content type announces, or null when it is no multipart form. */
export function boundaryOf(contentType: string | undefined): string | null {
  const found = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType ?? '')
  return found ? (found[1] ?? found[2]!) : null
}

/** The parts of a multipart form (RFC 7578) as they arrive. Throws BrokenMultipart. */
export async function* parts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncIterable<Part> {
  for await (const { head, body } of framedParts(stream, boundary)) {
    yield { ...disposition(head.toString('utf8')), body }
  }
}

function disposition(headers: string): { name: string; filename: string | null } {
  const line = headers.split('\r\n').find((h) => /^content-disposition:/i.test(h)) ?? ''
  const value = (key: string): string | null =>
    new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(line)?.[1]?.replace(/%(22|0D|0A)/gi, decodeURIComponent) ?? null
  const name = value('name')
  if (name === null) throw new BrokenMultipart('A part has no name')
  return { name, filename: value('filename') }
}
