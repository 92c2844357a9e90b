import type { OfflineBundle } from './bundle.ts'
import { keyOf, toForget, type Copy } from './strategy.ts'

const CACHE = 'hoi-events'
const INDEX = '/-/offline/index'
const bundlePath = (key: string): string => `/-/offline/bundle/${encodeURIComponent(key)}`

/** The copies that the device keeps: a list of what they are, and one file each, in the browser's cache storage. */
export function openCopies(storage: CacheStorage) {
  // A bundle is some megabytes of JSON: parsed once while the worker lives.
  let parsed: { key: string; version: string; bundle: OfflineBundle } | null = null

  const list = async (): Promise<Copy[]> => {
    const found = await (await storage.open(CACHE)).match(INDEX)
    return found ? ((await found.json()) as Copy[]) : []
  }
  const save = async (copies: readonly Copy[]): Promise<void> => {
    const cache = await storage.open(CACHE)
    const forgotten = toForget(copies)
    for (const copy of forgotten) await cache.delete(bundlePath(keyOf(copy.event, copy.lang)))
    await cache.put(INDEX, new Response(JSON.stringify(copies.filter((copy) => !forgotten.includes(copy)))))
  }
  const same = (event: string, lang: string) => (copy: Copy) => copy.event === event && copy.lang === lang

  return {
    list,
    async find(event: string, lang: string): Promise<Copy | undefined> {
      return (await list()).find(same(event, lang))
    },
    /** Writes the file first: a list entry always has one. */
    async put(copy: Copy, bundle: Response | null): Promise<void> {
      const key = keyOf(copy.event, copy.lang)
      if (bundle) await (await storage.open(CACHE)).put(bundlePath(key), bundle)
      const others = (await list()).filter((one) => !same(copy.event, copy.lang)(one))
      await save([...others, copy])
    },
    async bundle(copy: Copy): Promise<OfflineBundle | null> {
      const key = keyOf(copy.event, copy.lang)
      if (parsed?.key === key && parsed.version === copy.version) return parsed.bundle
      const found = await (await storage.open(CACHE)).match(bundlePath(key))
      if (!found) return null
      const bundle = (await found.json()) as OfflineBundle
      parsed = { key, version: copy.version, bundle }
      return bundle
    },
  }
}

export type Copies = ReturnType<typeof openCopies>
