import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '#src/platform/context.ts'
import { isHash } from '#src/platform/blobs/blobs.ts'

/** A file that waits between preview and confirmation: among the blobs, named in the form, signed for this event. */
export interface KeptFile {
  readonly hash: string
  readonly filename: string
}

const signature = (ctx: Context, eventId: string, { hash, filename }: KeptFile): string =>
  createHmac('sha256', ctx.secret)
    .update(JSON.stringify(['import', eventId, hash, filename]))
    .digest('base64url')

/** What the form carries beside hash and name, so that no other blob of the house can be named instead. */
export const signed = signature

/** The bytes of a kept file, or null when it was not kept for this event or is gone. */
export async function keptBytes(
  ctx: Context,
  eventId: string,
  file: KeptFile,
  given: string,
): Promise<Uint8Array | null> {
  const right = Buffer.from(signature(ctx, eventId, file))
  const was = Buffer.from(given)
  if (!isHash(file.hash) || was.length !== right.length || !timingSafeEqual(was, right)) return null
  const stream = await ctx.blobs.get(file.hash)
  return stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : null
}
