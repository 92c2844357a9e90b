import { systemActor } from '../authz.ts'
import type { Context } from '../context.ts'
import { ok } from '../outcome.ts'
import { getSetting, putSetting } from '../settings.ts'
import { write } from '../write.ts'

/**
 * What the index keeps of a document. Raised whenever that changes (other terms, a kind that was not indexed before), so
 * that what was saved by an older version is indexed anew. 2: words with their marks; pages and newsletters.
 */
export const INDEX_VERSION = 2
const KEY = 'search.index'

/**
 * Where the index is of another version, asks each domain once for jobs that index all it has. Cut off in the middle
 * nothing is noted, and it is asked again: the jobs and the note are of one commit. One statement at most when there is
 * nothing to do.
 */
export async function renewIndex(ctx: Context): Promise<void> {
  if ((await getSetting(ctx, KEY, 0)) === INDEX_VERSION) return
  await write(ctx, systemActor('job:ops:search-index'), async (tx) => {
    for (const domain of ctx.domains) await domain.reindex?.(tx)
    await putSetting(tx, KEY, INDEX_VERSION)
    return ok()
  })
}
