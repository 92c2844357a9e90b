/** What was put: its address is the SHA-256 of its bytes, hex. */
export interface Stored {
  readonly hash: string
  readonly bytes: number
}

/** Content-addressed bytes. `put` acknowledges only what is durable; the same bytes are kept once. */
export interface Blobs {
  /** Refuses with BlobTooLarge when the stream passes `limit` bytes; nothing is kept then. */
  put(source: ReadableStream<Uint8Array> | Uint8Array, options?: { limit?: number }): Promise<Stored>
  /** null: not there. `range` is inclusive byte positions. */
  get(hash: string, range?: { start: number; end?: number }): Promise<ReadableStream<Uint8Array> | null>
  size(hash: string): Promise<number | null>
  /** A path on this machine holding the bytes, for programs that want a file (virus scan, ffprobe); call done after. */
  asFile(hash: string): Promise<{ path: string; done: () => Promise<void> } | null>
  /** When these bytes were last put, epoch milliseconds; null: not there. */
  changedAt(hash: string): Promise<number | null>
  remove(hash: string): Promise<void>
  list(): AsyncIterable<Stored>
}

export class BlobTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`larger than ${limit} bytes`)
  }
}

export const isHash = (value: string): boolean => /^[0-9a-f]{64}$/.test(value)
