import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { BlobTooLarge, type Stored } from './blobs.ts'

/**
 * Writes a stream to a new file and counts and hashes it on the way; the bytes are on the disk when this resolves.
 * Throws BlobTooLarge past `limit` bytes, having told the source to stop; the file is then the caller's to remove.
 */
export async function spool(
  file: string,
  source: ReadableStream<Uint8Array> | Uint8Array,
  limit = Infinity,
): Promise<Stored> {
  const handle = await open(file, 'wx', 0o640)
  try {
    const hash = createHash('sha256')
    let bytes = 0
    // Leaving the loop by an exception cancels the stream.
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      bytes += chunk.byteLength
      if (bytes > limit) throw new BlobTooLarge(limit)
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
    return { hash: hash.digest('hex'), bytes }
  } finally {
    await handle.close()
  }
}
