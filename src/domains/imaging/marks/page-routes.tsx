import type { App } from '#src/platform/http/env.ts'
import { page, shellOf } from '#src/ui/shell.ts'
import { visibleStudies } from '../policy.ts'
import { VolumesPage } from './pages/volumes.tsx'
import { segmentationsOf } from './segmentations.ts'
import { withheld } from './withheld.ts'

/** `/:lang/imaging/studies/:uid/volumes`: needs no JavaScript. */
export function markPages(app: App): void {
  app.get('/imaging/studies/:study{[0-9.]{1,64}}/volumes', async (c) => {
    const { ctx, actor, lang } = c.var
    const uid = c.req.param('study')
    const study = await ctx.db
      .selectFrom('imaging_study')
      .select(['description'])
      .where('study_uid', '=', uid)
      .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
      .executeTakeFirst()
    if (!study || (await withheld(ctx, actor, uid))) return c.notFound()
    const segmentations = await segmentationsOf(ctx, actor, uid)
    const back = `/${lang}/imaging/studies/${uid}/view`
    const shell = await shellOf(c)
    return page(c, <VolumesPage shell={shell} title={study.description} back={back} segmentations={segmentations} />)
  })
}
