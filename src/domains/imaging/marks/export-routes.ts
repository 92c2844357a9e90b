import type { App } from '#src/platform/http/env.ts'
import { EXPORT_KINDS, exportMarks } from './export.ts'
import { withheld } from './withheld.ts'

/** Marks as DICOM on demand: `…/marks.sr.dcm`, `…/marks.pr.dcm?series=`, `…/marks.seg.dcm?series=`. */
export function exportRoutes(app: App): void {
  for (const kind of EXPORT_KINDS) {
    app.get(`/imaging/studies/:study{[0-9.]{1,64}}/marks.${kind}.dcm`, async (c) => {
      const given = c.req.query('series') ?? ''
      const series = /^[0-9.]{0,64}$/.test(given) ? given : '-'
      if (await withheld(c.var.ctx, c.var.actor, c.req.param('study'))) return c.json({ error: 'not-found' }, 404)
      const bytes = await exportMarks(c.var.ctx, c.var.actor, c.req.param('study'), kind, series)
      if (!bytes) return c.json({ error: 'not-found' }, 404)
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
        'content-type': 'application/dicom',
        'content-disposition': `attachment; filename="marks.${kind}.dcm"`,
        'cache-control': 'private, no-store',
      })
    })
  }
}
