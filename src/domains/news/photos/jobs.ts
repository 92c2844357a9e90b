import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { GiveUp } from '#src/platform/jobs/run.ts'
import { ok } from '#src/platform/outcome.ts'
import { reencodeImage, type ImageVariant } from '#src/platform/uploads/index.ts'
import { write } from '#src/platform/write.ts'
import { parsed } from '../json.ts'
import { WIDTHS } from './photo.ts'

/**
 * Makes all sizes and formats of the next photo that lacks them, from its one JPEG, then asks for the one after it: one
 * at a time, so that a gallery of forty leaves the machine to readers and the worker to the mail. It may run twice.
 */
export const makeFormats: JobHandler = async (ctx: Context) => {
  const row = await ctx.db
    .selectFrom('photo')
    .select(['id', 'variants'])
    .where('complete', '=', 0)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!row) return
  const [master] = parsed<ImageVariant[]>(row.variants)
  const stream = master ? await ctx.blobs.get(master.hash) : null
  const bytes = stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : null
  const narrow =
    master && bytes
      ? await reencodeImage(ctx.blobs, bytes, {
          widths: WIDTHS.filter((width) => width < master.width),
          formats: ['jpeg'],
        })
      : null
  const modern = bytes ? await reencodeImage(ctx.blobs, bytes, { widths: WIDTHS, formats: ['avif', 'webp'] }) : null
  const made = narrow?.ok && modern?.ok ? [...modern.value, ...narrow.value, master!] : null
  await write(ctx, systemActor('job:news:photo-formats'), async (tx) => {
    // A photo that cannot be read must not hold up those behind it: it keeps the JPEG that it has.
    await tx.db
      .updateTable('photo')
      .set({ ...(made ? { variants: JSON.stringify(made) } : {}), complete: 1 })
      .where('id', '=', row.id)
      .execute()
    await tx.enqueue('news:photo-formats', {}, { dedupe: 'news:photo-formats' })
    return ok()
  })
  if (!made) throw new GiveUp(`the photo ${row.id} cannot be read`)
}
