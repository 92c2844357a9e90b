import type { VNode } from 'preact'
import { defaultProfile, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { ManageLink } from '#src/platform/domain.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { STATUS, type Outcome } from '#src/platform/outcome.ts'
import { getSetting, societyZone } from '#src/platform/settings.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Breadcrumb, ManageLayout, ManageNav } from '#src/ui/nav.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { societyNav } from '#src/ui/society-nav.ts'
import { createToken, revokeToken, type TokenScope } from '../commands/tokens.ts'
import { arrivalsByPeer } from '../dimse/peers.ts'
import type { DimseSettings } from '../dimse/server.ts'
import { listeningOf } from '../dimse/service.ts'
import { toSignIn } from '../intake/sign-in.ts'
import { endUpload } from '../intake/uploads.ts'
import { MyImages } from '../pages/mine.tsx'
import { ImagingSettings } from '../pages/settings.tsx'
import { TOKEN_DAYS, Tokens } from '../pages/tokens.tsx'
import { IMAGING_STYLES } from '../pages/upload.tsx'
import { Withdraw } from '../pages/withdraw.tsx'
import { withdrawImagingCase, type WithdrawReason } from '../withdraw/withdraw.ts'
import { discardHeld, mayChooseProfile, maySetDimse, peerLines, retryHeld, saveDimse, saveProfile } from './commands.ts'
import { mineWords } from './messages.ts'
import { mineOf, tokensOf } from './query.ts'

/** One's own images and tokens, linked from the account. */
export const imagingAccount = (actor: Actor, lang: Lang): readonly ManageLink[] =>
  actor.personId === null
    ? []
    : [
        { path: '/imaging', label: mineWords(lang)('mine') },
        { path: '/imaging/tokens', label: mineWords(lang)('tokens') },
      ]

export const imagingManage = (actor: Actor, lang: Lang): readonly ManageLink[] =>
  mayChooseProfile(actor) ? [{ path: '/manage/imaging', label: mineWords(lang)('settings') }] : []

type Status = Parameters<typeof page>[2]

async function posted(c: Ctx): Promise<Record<string, string>> {
  const body = await c.req.parseBody()
  const entries = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries)
}

async function show(c: Ctx, title: string, body: VNode, status: Status = 200): Promise<Response> {
  const shell = await shellOf(c)
  const t = mineWords(c.var.lang)
  const flash =
    c.req.query('done') === undefined || status !== 200 ? null : <Notice tone="success" title={t('done')} live />
  return page(
    c,
    <Page shell={shell} title={title} width="wide" scripts={[IMAGING_STYLES]} flash={flash} noindex>
      {body}
    </Page>,
    status,
  )
}

export function minePages(app: App): void {
  app.get('/imaging', async (c) => {
    const away = toSignIn(c)
    if (away) return away
    const { ctx, actor, lang, csrf } = c.var
    const [mine, zone] = [await mineOf(ctx, actor), await societyZone(ctx)]
    return await show(c, mineWords(lang)('mine'), <MyImages lang={lang} csrf={csrf} mine={mine} zone={zone} />)
  })
  const act = (path: string, run: (c: Ctx, values: Record<string, string>) => Promise<Outcome>): void => {
    app.post(path, async (c) => {
      if (c.var.actor.personId === null) return c.notFound()
      const done = await run(c, await posted(c))
      return done.ok ? c.redirect(href(c.var.lang, '/imaging?done'), 303) : c.notFound()
    })
  }
  act('/imaging/held', (c, values) => {
    const held = { batch: values['batch'] ?? '', reason: values['reason'] ?? '' }
    const run = values['act'] === 'retry' ? retryHeld : discardHeld
    return run(c.var.ctx, c.var.actor, held)
  })
  act('/imaging/discard-upload', (c, values) => endUpload(c.var.ctx, c.var.actor, values['upload'] ?? ''))
  act('/imaging/withdraw', (c, values) =>
    withdrawImagingCase(c.var.ctx, c.var.actor, values['case'] ?? '', (values['reason'] ?? 'other') as WithdrawReason),
  )
  app.get('/imaging/withdraw', askWithdraw)
  app.get('/imaging/tokens', async (c) => toSignIn(c) ?? (await showTokens(c)))
  app.post('/imaging/tokens', makeToken)
  app.post('/imaging/tokens/revoke', async (c) => {
    const done = await revokeToken(c.var.ctx, c.var.actor, (await posted(c))['id'] ?? '')
    return done.ok ? c.redirect(href(c.var.lang, '/imaging/tokens?done'), 303) : c.notFound()
  })
  app.get('/manage/imaging', (c) => showSettings(c))
  app.post('/manage/imaging/profile', async (c) => {
    const values = await posted(c)
    const done = await saveProfile(c.var.ctx, c.var.actor, profileOf(values))
    return done.ok ? c.redirect(href(c.var.lang, '/manage/imaging?saved'), 303) : c.notFound()
  })
  app.post('/manage/imaging/dimse', async (c) => {
    const { aeTitle = '', port = '', host = '', peers = '' } = await posted(c)
    const input = { aeTitle: aeTitle.trim(), port, host: host.trim(), peers: peers.slice(0, 20_000) }
    const done = await saveDimse(c.var.ctx, c.var.actor, input)
    if (done.ok) return c.redirect(href(c.var.lang, '/manage/imaging?saved'), 303)
    if (done.code !== 'invalid') return c.notFound()
    return await showSettings(c, input, done.fields ?? {}, STATUS.invalid)
  })
}

async function askWithdraw(c: Ctx): Promise<Response> {
  const away = toSignIn(c)
  if (away) return away
  const { ctx, actor, lang, csrf } = c.var
  const caseId = c.req.query('case') ?? ''
  const mine = (await mineOf(ctx, actor)).studies.filter((study) => study.caseId === caseId)
  if (mine.length === 0) return c.notFound()
  const images = mine.reduce((sum, study) => sum + study.images + study.videos, 0)
  return await show(
    c,
    mineWords(lang)('withdrawTitle'),
    <Withdraw lang={lang} csrf={csrf} caseId={caseId} studies={mine.length} images={images} />,
  )
}

async function showTokens(
  c: Ctx,
  made: string | null = null,
  values: Record<string, string> = {},
  wrong: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const body = (
    <Tokens
      lang={lang}
      csrf={csrf}
      tokens={await tokensOf(ctx, actor)}
      made={made}
      baseUrl={ctx.config.baseUrl}
      dimse={await getSetting<DimseSettings | null>(ctx, 'imaging.dimse', null)}
      values={values}
      wrong={wrong}
    />
  )
  return await show(c, mineWords(lang)('tokens'), body, Object.keys(wrong).length > 0 ? 422 : 200)
}

async function makeToken(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  if (actor.personId === null) return c.notFound()
  const values = await posted(c)
  const label = (values['label'] ?? '').trim()
  if (label === '') return await showTokens(c, null, values, { label: 'required' })
  const days = TOKEN_DAYS.find((n) => String(n) === values['days']) ?? 30
  const made = await createToken(ctx, actor, {
    scope: values['scope'] as TokenScope,
    expires: ctx.clock.now() + days * 86_400_000,
    label,
  })
  // Shown in the answer itself and nowhere kept: going back does not bring it again.
  return made.ok ? await showTokens(c, made.value.token) : c.notFound()
}

const profileOf = (values: Readonly<Record<string, string>>): Omit<DeidentifyProfile, 'name' | 'uids'> => ({
  dates: values['dates'] === 'remove' ? 'remove' : 'shift',
  patientCharacteristics: values['patient'] === 'all' ? 'all' : values['patient'] === 'none' ? 'none' : 'age-sex',
  deviceIdentity: values['device'] !== undefined,
  institutionIdentity: values['institution'] !== undefined,
  descriptors: values['descriptors'] === undefined ? 'remove' : 'clean',
  structuredContent: values['structured'] === undefined ? 'remove' : 'clean',
  graphics: values['graphics'] === undefined ? 'remove' : 'clean',
  safePrivate: values['safePrivate'] !== undefined,
})

async function showSettings(
  c: Ctx,
  typed: { aeTitle: string; port: string; host: string; peers: string } | null = null,
  wrong: Readonly<Record<string, string>> = {},
  status: Status = 200,
): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  if (!mayChooseProfile(actor)) return c.notFound()
  const t = mineWords(lang)
  const kept = await getSetting<DimseSettings | null>(ctx, 'imaging.dimse', null)
  const dimse = maySetDimse(actor)
    ? (typed ?? {
        aeTitle: kept?.aeTitle ?? 'HOI',
        port: String(kept?.port ?? 11_112),
        host: kept?.host ?? '127.0.0.1',
        peers: await peerLines(ctx, kept?.peers ?? []),
      })
    : null
  const arrivals = dimse ? await arrivalsByPeer(ctx) : null
  const now = arrivals
    ? {
        listening: await listeningOf(ctx),
        peers: (kept?.peers ?? []).map((peer) => ({ ...peer, arrivals: arrivals.get(peer.aeTitle) ?? null })),
        zone: await societyZone(ctx),
      }
    : null
  const shell = await shellOf(c)
  const saved =
    c.req.query('saved') === undefined || status !== 200 ? null : <Notice tone="success" title={t('saved')} live />
  const profile = await getSetting<DeidentifyProfile>(ctx, 'imaging.profile', defaultProfile)
  return page(
    c,
    <Page
      shell={shell}
      title={t('settings')}
      width="full"
      scripts={[ENTRIES.manage, IMAGING_STYLES]}
      nav={<Breadcrumb items={[{ label: t('settings') }]} />}
      flash={saved}
      noindex
    >
      <ManageLayout nav={<ManageNav groups={[societyNav(c)]} />}>
        <ImagingSettings lang={lang} csrf={csrf} profile={profile} dimse={dimse} now={now} wrong={wrong} />
      </ManageLayout>
    </Page>,
    status,
  )
}
