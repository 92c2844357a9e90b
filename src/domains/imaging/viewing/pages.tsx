import { readWindowQuery } from '#src/lib/imaging/window-query.ts'
import type { App } from '#src/platform/http/env.ts'
import { page, shellOf } from '#src/ui/shell.ts'
import { visibleStudies } from '../policy.ts'
import { viewing } from './messages.ts'
import { ViewerPage } from './page.tsx'
import { PlainPage } from './plain.tsx'
import { studyIndex } from './study-index.ts'

const STUDY = '/imaging/studies/:study{[0-9.]{1,64}}/view'

/** A study's own viewer, for whoever may see it; cases mount the same page with their discussion. */
export function viewingPages(app: App): void {
  app.get(STUDY, async (c) => {
    const { ctx, actor, lang } = c.var
    const uid = c.req.param('study')
    const study = await ctx.db
      .selectFrom('imaging_study')
      .select(['description'])
      .where('study_uid', '=', uid)
      .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
      .executeTakeFirst()
    if (!study) return c.notFound()
    const { personId, name } = actor
    const config = {
      lang,
      title: study.description || viewing(lang)('title'),
      back: `/${lang}/imaging`,
      studies: [uid],
      mayMark: personId !== null,
      marks: `/imaging/marks?study=${uid}`,
      comments: null,
      person: personId === null ? null : { id: personId, name },
      synthetic: false,
    }
    return page(c, <ViewerPage shell={await shellOf(c)} config={config} />)
  })

  app.get(`${STUDY}/plain`, async (c) => {
    const { ctx, actor, lang } = c.var
    const index = await studyIndex(ctx, actor, c.req.param('study'))
    if (!index) return c.notFound()
    const window = c.req.query('window') ?? ''
    const props = {
      index,
      title: index.description || viewing(lang)('title'),
      series: c.req.query('series') ?? '',
      at: Math.trunc(Number(c.req.query('at'))) || 1,
      window: window.length < 40 && readWindowQuery(window) ? window : '',
    }
    return page(c, <PlainPage shell={await shellOf(c)} {...props} />)
  })
}
