import type { ImageVariant } from '#src/platform/uploads/index.ts'
import type { Tx } from '#src/platform/write.ts'

/** The very same picture may stand in another article: bytes are kept by their content. */
export async function dropBytes(tx: Tx, variants: readonly ImageVariant[]): Promise<void> {
  const first = variants[0]
  if (!first) return
  const shared = await tx.db
    .selectFrom('photo')
    .select('id')
    .where('variants', 'like', `%${first.hash}%`)
    .limit(1)
    .executeTakeFirst()
  if (shared) return
  tx.afterCommit(() => {
    for (const { hash } of variants)
      tx.ctx.blobs.remove(hash).catch((err: unknown) => tx.ctx.log.warn({ hash, err }, 'a photo was not removed'))
  })
}
