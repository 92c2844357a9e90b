import type { Context } from '#src/platform/context.ts'
import { onImagesWithdrawn } from '../withdraw/heard.ts'

/** Of all that was read of one kind of object. */
const MOST_BYTES = 32_000_000

interface Trouble {
  readonly trouble: string
}
type Refused = { readonly ok: false; readonly code: string }

/** What was read of objects in the archive. */
export interface BlobReadings<T> {
  /** What a blob holds, or a code of why it cannot be read. */
  read(ctx: Context, blob: string): Promise<T | Trouble>
}

/** What blobs hold never changes: the last few readings are kept by digest, as many as `sizeOf` (bytes) allows; withdrawal takes all. */
export function blobReadings<T extends { readonly ok: true }>(
  run: (path: string) => Promise<T | Refused>,
  sizeOf: (read: T) => number,
): BlobReadings<T> {
  const kept = new Map<string, { readonly is: T | Trouble; readonly bytes: number }>()
  const forget = (): void => kept.clear()
  return {
    async read(ctx, blob) {
      onImagesWithdrawn(ctx, forget)
      const known = kept.get(blob)
      if (known) {
        kept.delete(blob)
        kept.set(blob, known)
        return known.is
      }
      const file = await ctx.blobs.asFile(blob)
      if (!file) return { trouble: 'lost' }
      try {
        const answer = await run(file.path)
        const is = answer.ok ? answer : { trouble: answer.code }
        kept.set(blob, { is, bytes: answer.ok ? sizeOf(answer) : 100 })
        let bytes = 0
        for (const [key, one] of [...kept].toReversed()) {
          bytes += one.bytes
          if (bytes > MOST_BYTES && key !== blob) kept.delete(key)
        }
        return is
      } catch {
        return { trouble: 'timeout' }
      } finally {
        await file.done()
      }
    },
  }
}
