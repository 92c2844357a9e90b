import type { App, Ctx } from '#src/platform/http/env.ts'
import type { Outcome } from '#src/platform/outcome.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { attach, detach } from '../commands/attach.ts'
import { backToDraft, close, declare, review, share } from '../commands/states.ts'
import { withdrawCase } from '../commands/withdraw.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, seeOther, show, societyZone, statusOf, type Errors, type Status } from '../kit.tsx'
import { editWords } from '../messages/edit.ts'
import { sharingWords } from '../messages/sharing.ts'
import { AUDIENCES, WITHDRAWAL_REASONS } from '../model.ts'
import { EditFrame } from '../pages/edit-frame.tsx'
import { SharingPage } from '../pages/sharing.tsx'
import { WithdrawPage } from '../pages/withdraw.tsx'
import { attachmentsOf } from '../queries/attachments.ts'
import type { CaseView } from '../queries/case.ts'
import { factsOf } from '../queries/facts.ts'
import { eventsToShareWith, ownGroups, stepsOf } from '../queries/sharing.ts'
import { warningsOf } from '../warnings.ts'
import { CODE, openCase } from './case.tsx'
import { CaseCrumbs } from './edit.tsx'

/** From its authors to its readers and back: declaring, reviewing, sharing, attaching, withdrawing. */
export function sharingPages(app: App): void {
  app.get(`/cases/${CODE}/sharing`, async (c) => {
    const found = await openCase(c)
    return found && (found.can.edit || found.can.review) ? sharingPage(c, found) : c.notFound()
  })
  app.post(`/cases/${CODE}/sharing`, act)
  app.get(`/cases/${CODE}/withdraw`, async (c) => {
    const found = await openCase(c)
    return found?.can.withdraw ? withdrawPage(c, found) : c.notFound()
  })
  app.post(`/cases/${CODE}/withdraw`, withdraw)
}

async function sharingPage(c: Ctx, found: CaseView, errors: Errors = {}, status: Status = 200): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const t = sharingWords(lang)
  const facts = await factsOf(ctx, found)
  const { manage } = found.can
  const body = (
    <SharingPage
      lang={lang}
      csrf={csrf}
      zone={await societyZone(ctx)}
      found={found}
      facts={facts}
      warnings={warningsOf(found.title, found.content)}
      steps={await stepsOf(ctx, found.id)}
      groups={manage ? await ownGroups(ctx, actor) : []}
      events={manage ? await eventsToShareWith(ctx, actor) : []}
      attached={await attachmentsOf(ctx, actor, found.id)}
      errors={errors}
    />
  )
  const saved = c.req.query('saved') !== undefined && status === 200
  return show(
    c,
    {
      title: t('sharing'),
      width: 'wide',
      nav: <CaseCrumbs lang={lang} found={found} last={t('sharing')} />,
      flash: saved ? <Notice tone="success" title={editWords(lang)('saved')} live /> : undefined,
    },
    found.can.edit ? (
      <EditFrame lang={lang} found={found} current="sharing" whole={facts.completeness} title={t('sharing')}>
        {body}
      </EditFrame>
    ) : (
      <>
        <h1>{t('sharing')}</h1>
        {body}
      </>
    ),
    status,
  )
}

async function act(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await openCase(c)
  if (!found || !(found.can.edit || found.can.review)) return c.notFound()
  const form = await posted(c)
  const audience = AUDIENCES.find((one) => one === form.get('audience')) ?? 'private'
  const { code } = found
  const actions: Readonly<Record<string, () => Promise<Outcome>>> = {
    declare: () => declare(ctx, actor, code, { confirmed: form.checked('confirmed'), submit: form.checked('submit') }),
    accept: () => review(ctx, actor, code, { accept: true, note: form.get('note') }),
    return: () => review(ctx, actor, code, { accept: false, note: form.get('note') }),
    share: () => share(ctx, actor, code, { audience, ref: form.get(audience === 'group' ? 'group' : 'event') }),
    close: () => close(ctx, actor, code),
    draft: () => backToDraft(ctx, actor, code),
    attach: () => attach(ctx, actor, code, { address: form.get('address'), announced: form.checked('announced') }),
    detach: () => detach(ctx, actor, code, form.get('kind'), form.get('ref')),
  }
  const run = actions[form.get('do')]
  if (!run) return sharingPage(c, found, { '': 'invalid' }, 422)
  const done = await run()
  if (done.ok) {
    // A case that was returned is its reviewer's no more.
    const still = await openCase(c)
    return seeOther(c, still ? `${found.path}/sharing?saved` : '/cases/review')
  }
  if (done.code === 'not-found') return c.notFound()
  return sharingPage(c, (await openCase(c)) ?? found, errorsOf(done), statusOf(done))
}

async function withdrawPage(c: Ctx, found: CaseView, errors: Errors = {}, status: Status = 200): Promise<Response> {
  const { lang, csrf } = c.var
  const t = sharingWords(lang)
  return show(
    c,
    { title: t('withdraw'), nav: <CaseCrumbs lang={lang} found={found} last={t('withdraw')} /> },
    <WithdrawPage lang={lang} csrf={csrf} path={`${found.path}/withdraw`} title={found.title} errors={errors} />,
    status,
  )
}

async function withdraw(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await openCase(c)
  if (!found?.can.withdraw) return c.notFound()
  const form = await posted(c)
  const reason = WITHDRAWAL_REASONS.find((one) => one === form.get('reason'))
  if (!reason) return withdrawPage(c, found, { reason: 'required' }, 422)
  const done = await withdrawCase(ctx, actor, found.code, { reason, confirmed: form.checked('confirmed') })
  if (done.ok) return seeOther(c, found.path)
  return done.code === 'not-found' ? c.notFound() : withdrawPage(c, found, errorsOf(done), statusOf(done))
}
