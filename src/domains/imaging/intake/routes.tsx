import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { caseKeys } from '../commands/cases.ts'
import { PlainDone } from '../pages/plain.tsx'
import { IMAGING_STYLES, UploadPanel } from '../pages/upload.tsx'
import { lookPages } from '../look/routes.tsx'
import { minePages } from '../mine/routes.tsx'
import { intakeWords } from './messages.ts'
import { plainUpload } from './plain.ts'
import { toSignIn } from './sign-in.ts'

/** Pages of those who bring images in. */
export function intakePages(app: App): void {
  app.get('/imaging/upload', (c) => uploadPage(c))
  app.post('/imaging/upload', plainForm)
  lookPages(app)
  minePages(app)
}

async function uploadPage(c: Ctx, wrong: string | null = null): Promise<Response> {
  const away = toSignIn(c)
  if (away) return away
  const { ctx, actor, lang, csrf } = c.var
  const caseId = c.req.query('case') ?? null
  if (caseId !== null && !(await caseKeys(ctx, actor, caseId))) return c.notFound()
  const t = intakeWords(lang)
  const shell = await shellOf(c)
  return page(
    c,
    <Page shell={shell} title={t('upload')} width="wide" scripts={[IMAGING_STYLES]} noindex>
      <h1>{t('upload')}</h1>
      {wrong === null ? null : <Notice tone="danger" title={wrong} live />}
      <UploadPanel lang={lang} csrf={csrf} person={actor.personId!} caseId={caseId} />
    </Page>,
    wrong === null ? 200 : 422,
  )
}

const PLAIN = { name: 'imaging-plain', burst: 60, perSeconds: 600 } as const
const WRONG = { required: 'plainNone', mixed: 'plainMixed', broken: 'plainBroken', 'too-many': 'plainBroken' } as const

/** The form of browsers without JavaScript. */
async function plainForm(c: Ctx): Promise<Response> {
  const { actor, lang } = c.var
  if (actor.personId === null) return c.notFound()
  const wait = tooMany(c, PLAIN, actor.personId)
  if (wait > 0) throw new Refused('too-many', wait)
  const t = intakeWords(lang)
  const done = await plainUpload(c)
  if (!done.ok) {
    if (done.code !== 'invalid') return c.notFound()
    const code = done.fields?.['files'] as keyof typeof WRONG
    return await uploadPage(c, t(WRONG[code] ?? 'plainNone'))
  }
  if (done.value.taken === 0 && done.value.rejected.length === 0) return await uploadPage(c, t('plainNone'))
  const shell = await shellOf(c)
  return page(
    c,
    <Page shell={shell} title={t('upload')} width="wide" scripts={[IMAGING_STYLES]} noindex>
      <PlainDone lang={lang} plain={done.value} />
    </Page>,
  )
}
