import { createMiddleware } from 'hono/factory'
import type { Ctx, Env } from './env.ts'

/** Bytes of a body that a handler may hold in memory whole, unless it says otherwise with `holdUpTo`. */
export const LARGEST_HELD = 2_000_000

/** Thrown where a body is larger than its handler holds; answered with 413. */
export class BodyTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`The body is larger than ${limit} bytes`)
  }
}

const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

/**
 * Bounds every way of reading a body whole, so that no stranger fills the memory by a form. What streams
 * (`c.req.raw.body`: uploads, DICOM) counts for itself.
 */
export const bodyLimit = createMiddleware<Env>(async (c, next) => {
  c.set('largestBody', LARGEST_HELD)
  const { raw } = c.req
  // Has no body; and what is made below would be held by every live stream as long as it is open.
  if (raw.method === 'GET' || raw.method === 'HEAD') return next()
  for (const name of READERS) {
    const own = raw[name] as (() => Promise<unknown>) | undefined
    if (!own) continue
    const value = async (): Promise<unknown> => {
      const limit = c.get('largestBody')
      const announced = raw.headers.get('content-length')
      if (announced !== null) {
        if (Number(announced) > limit) throw new BodyTooLarge(limit)
        return own.call(raw)
      }
      const bytes = await readUpTo(raw.body, limit)
      return new Response(bytes, { headers: { 'content-type': raw.headers.get('content-type') ?? '' } })[name]()
    }
    Object.defineProperty(raw, name, { value, configurable: true })
  }
  await next()
})

/** For a handler that takes a larger form into memory: says how large, before it reads. */
export const holdUpTo = (c: Ctx, bytes: number): void => c.set('largestBody', bytes)

/** A body whose length nobody announced. */
async function readUpTo(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw new BodyTooLarge(limit)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
