import { ViewerPage } from '#src/domains/imaging/index.ts'
import { longDate } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { discussionSection, TALK_ENTRY } from '../discussion/section.tsx'
import { TalkTools } from '../discussion/tools.tsx'
import { path, show, societyZone } from '../kit.tsx'
import { caseWords } from '../messages/case.ts'
import { CasePage } from '../pages/case-page.tsx'
import { caseFor, tombstoneFor, type CaseView } from '../queries/case.ts'
import { exportCase } from '../queries/export.ts'
import { partsOf } from '../queries/page.ts'
import { hidesAnswers, withoutAnswers } from '../quiz/gate.ts'
import { quizSection } from '../quiz/section.tsx'
import { closedLink, heldLink } from '../share/closed.tsx'
import { scopeOf } from '../share/scope.ts'

export const CODE = ':code{[0-9A-Za-z]{8}}'

/** What everyone reads who may see a case. */
export function casePages(app: App): void {
  app.get(`/cases/${CODE}`, casePage)
  app.get(`/cases/${CODE}/view`, viewer)
  app.get(`/cases/${CODE}/export.json`, exported)
}

/** The case of the address, or null, which is 404. */
export const openCase = (c: Ctx): Promise<CaseView | null> => caseFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')

async function casePage(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await openCase(c)
  if (!found) return gone(c)
  const t = caseWords(lang)
  const zone = await societyZone(ctx)
  const { images } = await scopeOf(ctx, actor, found)
  const hidden = await hidesAnswers(ctx, actor, found)
  const parts = await partsOf(ctx, actor, found, images)
  const title = pick(found.title, lang).text
  const open = found.state === 'shared' && found.audience === 'public'
  const day = (at: number | null) => (at === null ? '' : longDate(lang, dateOf(zone, at)))
  return show(
    c,
    {
      title,
      width: 'wide',
      noindex: !open,
      scripts: [TALK_ENTRY],
      nav: <Breadcrumb items={[{ label: t('cases'), href: to(lang, '/cases') }, { label: found.code }]} />,
    },
    <CasePage
      lang={lang}
      found={found}
      content={hidden ? withoutAnswers(found.content) : found.content}
      parts={parts}
      hidden={hidden}
      sharedOn={day(found.sharedAt)}
      withoutSince={day(parts.imagesWithdrawnAt)}
      tools={<Tools c={c} found={found} />}
      quiz={quizSection(c, found, hidden)}
      after={await discussionSection(c, found)}
    />,
  )
}

/** What its writers and reviewers do with it; nothing for readers. */
function Tools({ c, found }: { c: Ctx; found: CaseView }) {
  const { lang } = c.var
  const t = caseWords(lang)
  const { edit, manage, review } = found.can
  if (!edit && !review) return null
  const at = (what: string) => path(c, `${found.path}/${what}`)
  return (
    <div class="actions case-tools">
      {edit ? <Button href={at('edit')}>{t('edit')}</Button> : null}
      {manage && found.imagingCaseId !== null ? <Button href={at('images')}>{t('images')}</Button> : null}
      {edit ? <Button href={at('pictures')}>{t('keyImages')}</Button> : null}
      <Button href={at('sharing')}>{t('sharing')}</Button>
      <TalkTools c={c} found={found} />
      {edit ? <Button href={at('export.json')}>{t('exportJson')}</Button> : null}
    </div>
  )
}

/** 410 for who could see it; what there was to say of it stands in one line. To everyone else there never was one. */
export async function gone(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const code = (c.req.param('code') ?? '').toUpperCase()
  const tombstone = await tombstoneFor(ctx, actor, code)
  if (!tombstone) return (await heldLink(c, code)) ? closedLink(c) : c.notFound()
  const t = caseWords(lang)
  const date = longDate(lang, dateOf(await societyZone(ctx), tombstone.at))
  return show(
    c,
    { title: t('gone') },
    <>
      <h1>{t('gone')}</h1>
      <p>{t('goneText', { code, date })}</p>
      <p>
        <a href={to(lang, '/cases')}>{t('cases')}</a>
      </p>
    </>,
    410,
  )
}

async function viewer(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await openCase(c)
  if (!found) return gone(c)
  if (!(await scopeOf(ctx, actor, found)).images) return c.notFound()
  const { series } = await partsOf(ctx, actor, found, true)
  const studies = [...new Set(series.map((one) => one.studyUid))]
  if (studies.length === 0) return c.notFound()
  // From the hall one comes back to its screen; before the answers nothing drawn gives them away there.
  const hall = /^[1-9]\d{0,3}$/.exec(c.req.query('hall') ?? '')?.[0]
  const hideFindings = (await hidesAnswers(ctx, actor, found)) || c.req.query('bare') !== undefined
  const { personId, name } = actor
  const config = {
    lang,
    title: pick(found.title, lang).text,
    back: to(lang, hall ? `${found.path}/present?step=${hall}` : found.path),
    studies,
    mayMark: personId !== null && !hideFindings,
    marks: hideFindings ? null : `/imaging/marks?study=${studies[0]}`,
    comments: hideFindings ? null : `${found.path}/comments`,
    person: personId === null ? null : { id: personId, name },
    synthetic: found.synthetic,
    hideFindings,
  }
  return page(c, <ViewerPage shell={await shellOf(c)} config={config} />)
}

/** A case as its writers take it with them: everything but the images. */
async function exported(c: Ctx): Promise<Response> {
  const found = await openCase(c)
  if (!found?.can.edit) return c.notFound()
  return c.body(JSON.stringify(await exportCase(c.var.ctx, found), null, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="case-${found.code}.json"`,
    'cache-control': 'private, no-store',
  })
}
