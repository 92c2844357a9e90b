import type { App } from '#src/platform/http/env.ts'
import { canSeeEvent } from '../../policy.ts'

/** A logo by the hash of its bytes, for whoever may see an event that shows it. It never changes, so it may be kept. */
export function logoEndpoint(app: App): void {
  app.get('/media/logo/:file{[0-9a-f]{64}\\.webp}', async (c) => {
    const { ctx, actor } = c.var
    const hash = c.req.param('file').slice(0, 64)
    const events = await ctx.db
      .selectFrom('event')
      .select(['id', 'state'])
      .where('organisers', 'like', `%"${hash}"%`)
      .execute()
    if (!events.some((event) => canSeeEvent(actor, event))) return c.notFound()
    const [bytes, size] = [await ctx.blobs.get(hash), await ctx.blobs.size(hash)]
    if (!bytes || size === null) return c.notFound()
    const isPublic = events.some((event) => event.state !== 'draft')
    return c.body(bytes, 200, {
      'content-type': 'image/webp',
      'content-length': String(size),
      'cache-control': isPublic ? 'public, max-age=31536000, immutable' : 'private, max-age=3600',
    })
  })
}
