import type { App } from '#src/platform/http/env.ts'
import { placeOf, type ItemKind } from '../items.ts'
import { exportable, toCsv, toJson } from '../queries/export.ts'

/** The record as files: what the public sees, of those who agreed. */
export function exportRoutes(app: App, kind: ItemKind): void {
  for (const format of ['csv', 'json'] as const) {
    app.get(`/events/:slug/${kind}s/:code/discussion.${format}`, async (c) => {
      const { ctx, actor } = c.var
      const place = await placeOf(ctx, actor, c.req.param('slug'), kind, c.req.param('code'))
      if (!place) return c.notFound()
      const questions = (await exportable(ctx, actor, [place.item.id])).map((e) => e.question)
      const body = format === 'csv' ? toCsv(questions) : toJson(place.item.title, questions)
      return c.body(body, 200, {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="discussion-${place.item.code}.${format}"`,
        'cache-control': 'private, no-store',
      })
    })
  }
}
