import { sql, type SqlBool } from 'kysely'
import { readWindowQuery } from '#src/lib/imaging/window-query.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
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
    const { actor, lang } = c.var
    const uid = c.req.param('study')
    const study = await studyOf(c, uid)
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
      synthetic: study.synthetic,
    }
    return page(c, <ViewerPage shell={await shellOf(c)} config={config} />)
  })

  app.get(`${STUDY}/plain`, async (c) => {
    const { ctx, actor, lang } = c.var
    const uid = c.req.param('study')
    const [index, study] = [await studyIndex(ctx, actor, uid), await studyOf(c, uid)]
    if (!index || !study) return c.notFound()
    const window = c.req.query('window') ?? ''
    const props = {
      index,
      title: index.description || viewing(lang)('title'),
      synthetic: study.synthetic,
      series: c.req.query('series') ?? '',
      at: Math.trunc(Number(c.req.query('at'))) || 1,
      window: window.length < 40 && readWindowQuery(window) ? window : '',
    }
    return page(c, <PlainPage shell={await shellOf(c)} {...props} />)
  })
}

/** A study that the reader may see, and whether its images are of no patient. One statement. */
async function studyOf(c: Ctx, uid: string): Promise<{ description: string; synthetic: boolean } | null> {
  const { ctx, actor } = c.var
  const generated = ctx.domains.flatMap(({ synthetic }) => (synthetic ? [synthetic(ctx)] : []))
  const made = generated.map((ids) => sql<SqlBool>`imaging_study.case_id in (${ids})`)
  const found = await ctx.db
    .selectFrom('imaging_study')
    .select([
      'description',
      sql<number>`case when ${sql.join([sql`1 = 0`, ...made], sql` or `)} then 1 else 0 end`.as('made'),
    ])
    .where('study_uid', '=', uid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .executeTakeFirst()
  return found ? { description: found.description, synthetic: Number(found.made) === 1 } : null
}
