import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { GiveUp } from '#src/platform/jobs/run.ts'
import { ok } from '#src/platform/outcome.ts'
import { reencodeImage, type ImageVariant } from '#src/platform/uploads/index.ts'
import { write } from '#src/platform/write.ts'
import { parsed } from '../json.ts'
import { WIDTHS } from './photo.ts'

/** Makes AVIF and WebP of a photo from its widest JPEG. It may run twice: a photo that has them, or is gone, is left alone. */
export const makeFormats: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const row = await ctx.db.selectFrom('photo').select(['variants', 'complete']).where('id', '=', id).executeTakeFirst()
  if (!row || row.complete === 1) return
  const jpegs = parsed<ImageVariant[]>(row.variants).filter((variant) => variant.type === 'image/jpeg')
  const widest = jpegs.at(-1)
  const stream = widest ? await ctx.blobs.get(widest.hash) : null
  if (!stream) throw new GiveUp('the photo has no bytes')
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const more = await reencodeImage(ctx.blobs, bytes, { widths: WIDTHS, formats: ['avif', 'webp'] })
  if (!more.ok) throw new GiveUp('the photo cannot be read')
  await write(ctx, systemActor('job:news:photo-formats'), async (tx) => {
    await tx.db.updateTable('photo').set({ variants: JSON.stringify([...more.value, ...jpegs]), complete: 1 }).where('id', '=', id).execute()
    return ok()
  })
}
