import type { App, Ctx } from '#src/platform/http/env.ts'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { caseKeys } from '../commands/cases.ts'
import { IMAGING_STYLES, UploadPanel } from '../pages/upload.tsx'
import { lookPages } from '../look/routes.tsx'
import { minePages } from '../mine/routes.tsx'
import { intakeWords } from './messages.ts'
import { toSignIn } from './sign-in.ts'

/** Pages of those who bring images in. */
export function intakePages(app: App): void {
  app.get('/imaging/upload', uploadPage)
  lookPages(app)
  minePages(app)
}

async function uploadPage(c: Ctx): Promise<Response> {
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
      <p class="lead">{t('lead')}</p>
      <UploadPanel lang={lang} csrf={csrf} person={actor.personId!} caseId={caseId} />
    </Page>,
  )
}
