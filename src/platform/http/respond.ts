import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Ctx } from './env.ts'

/** A page kept whole: shared by everyone who may see it, in the encodings that browsers ask for. */
export interface KeptPage {
  readonly etag: string
  readonly html: Uint8Array
  br?: Uint8Array
  gzip?: Uint8Array
  readonly styleHashes: readonly string[]
}

/** What a page takes in memory: with its compressed copies, which are made when first asked for. */
const sizeOf = (key: string, page: KeptPage): number =>
  2 * key.length + page.html.length + (page.br?.length ?? 0) + (page.gzip?.length ?? 0)

/** Least recently used pages, bounded by bytes. */
export class PageCache {
  private pages = new Map<string, KeptPage>()
  constructor(private readonly limit = 48_000_000) {}

  get(key: string): KeptPage | undefined {
    const page = this.pages.get(key)
    if (page) {
      this.pages.delete(key)
      this.pages.set(key, page)
    }
    return page
  }

  set(key: string, page: KeptPage): void {
    this.pages.delete(key)
    this.pages.set(key, page)
    let total = this.bytes
    for (const [oldest, old] of this.pages) {
      if (total <= this.limit) break
      this.pages.delete(oldest)
      total -= sizeOf(oldest, old)
    }
  }

  /** Counted anew each time, since kept pages grow by their compressed copies; microseconds beside making a page. */
  get bytes(): number {
    let total = 0
    for (const [key, page] of this.pages) total += sizeOf(key, page)
    return total
  }

  clear(): void {
    this.pages.clear()
  }
}

export const keep = (html: string, styleHashes: readonly string[] = []): KeptPage => {
  const bytes = Buffer.from(html)
  return { etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, html: bytes, styleHashes }
}

const notModified = (c: Ctx, etag: string): boolean => {
  const asked = c.req.header('if-none-match')
  return asked !== undefined && asked.split(/,\s*/).some((tag) => tag.replace(/^W\//, '') === etag)
}

/** Sends bytes with their tag, compressed once and kept so; a matching If-None-Match gets 304 and no body. */
export function sendKept(c: Ctx, page: KeptPage, headers: Record<string, string> = {}): Response {
  c.set('styleHashes', [...page.styleHashes])
  const all: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding, cookie',
    ...headers,
    etag: page.etag,
  }
  if (notModified(c, page.etag)) return c.body(null, 304, all)
  const accepted = c.req.header('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) {
    page.br ??= brotliCompressSync(page.html, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_SIZE_HINT]: page.html.length },
    })
    return c.body(page.br as Uint8Array<ArrayBuffer>, 200, { ...all, 'content-encoding': 'br' })
  }
  if (/\bgzip\b/.test(accepted)) {
    page.gzip ??= gzipSync(page.html, { level: 6 })
    return c.body(page.gzip as Uint8Array<ArrayBuffer>, 200, { ...all, 'content-encoding': 'gzip' })
  }
  return c.body(page.html as Uint8Array<ArrayBuffer>, 200, all)
}
