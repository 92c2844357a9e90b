import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isHash, type Blobs, type Stored } from '../blobs.ts'
import { spool } from '../spool.ts'
import { borrowScratch, withScratch } from '../temporary.ts'
import { createClient, parseTarget, S3Error, type Caller } from './client.ts'
import { upload } from './upload.ts'
import { between, every } from './xml.ts'

/**
 * Blobs in an S3-compatible store, keys `ab/<hash>`. The name is the hash, which is known only at the end, so bytes
 * pass through a temporary file here; each request then carries the hash of its body and the store refuses what
 * arrives otherwise.
 */
export function s3Blobs(address: string, dataDir: string): Blobs {
  const target = parseTarget(address)
  const call = createClient(target)

  return {
    put: (source, options) =>
      withScratch(dataDir, async (folder) => {
        const file = path.join(folder, 'blob')
        const stored = await spool(file, source, options?.limit)
        const handle = await open(file, 'r')
        try {
          const there = await head(call, keyOf(stored.hash))
          // What is there for long is put again, so that the sweeper of orphans sees it as young.
          if (there?.bytes !== stored.bytes || Date.now() - there.at > STALE)
            await upload(call, keyOf(stored.hash), handle, stored.bytes)
        } finally {
          await handle.close()
        }
        return stored
      }),
    async get(hash, range) {
      if (!isHash(hash)) return null
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end ?? ''}` } : {}
      const response = await call({ method: 'GET', key: keyOf(hash), headers }).catch((error: unknown) => {
        // Asked for bytes past the end: none, as in the folder.
        if (error instanceof S3Error && error.status === 416) return new Response(new Uint8Array())
        throw error
      })
      if (response.status !== 404) return response.body ?? new Blob([]).stream()
      await response.body?.cancel()
      return null
    },
    size: async (hash) => (isHash(hash) ? ((await head(call, keyOf(hash)))?.bytes ?? null) : null),
    changedAt: async (hash) => (isHash(hash) ? ((await head(call, keyOf(hash)))?.at ?? null) : null),
    async asFile(hash) {
      const stream = await this.get(hash)
      if (!stream) return null
      const { folder, done } = await borrowScratch(dataDir)
      const file = path.join(folder, hash)
      await pipeline(Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(file))
      return { path: file, done }
    },
    async remove(hash) {
      if (isHash(hash)) await call({ method: 'DELETE', key: keyOf(hash) })
    },
    list: () => listBucket(call, target.prefix),
  }
}

const STALE = 86_400_000

const keyOf = (hash: string): string => `${hash.slice(0, 2)}/${hash}`

async function head(call: Caller, key: string): Promise<{ bytes: number; at: number } | null> {
  const response = await call({ method: 'HEAD', key })
  if (!response.ok) return null
  // A store that does not say when is taken to mean now: nothing goes that might be young.
  const at = Date.parse(response.headers.get('last-modified') ?? '')
  return { bytes: Number(response.headers.get('content-length')), at: Number.isNaN(at) ? Date.now() : at }
}

async function* listBucket(call: Caller, prefix: string): AsyncIterable<Stored> {
  let token: string | null = null
  do {
    const query: Record<string, string> = {
      'list-type': '2',
      prefix,
      ...(token ? { 'continuation-token': token } : {}),
    }
    const response: Response = await call({ method: 'GET', query })
    const xml = await response.text()
    if (!response.ok) throw new S3Error(response.status, 'GET', xml)
    for (const entry of every(xml, 'Contents')) {
      const hash = between(entry, 'Key')?.split('/').at(-1) ?? ''
      if (isHash(hash)) yield { hash, bytes: Number(between(entry, 'Size')) }
    }
    token = between(xml, 'IsTruncated') === 'true' ? between(xml, 'NextContinuationToken') : null
  } while (token)
}
