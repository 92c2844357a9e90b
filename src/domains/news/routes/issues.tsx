import { pick, say } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { shellOf } from '#src/ui/shell.ts'
import { pageNumber, read, societyZone } from '../kit.tsx'
import { newsletterWords } from '../messages/newsletter.ts'
import { issueBySlug, issuePath, issues } from '../newsletter/issues.ts'
import { Social } from '../pages/head.tsx'
import { IssuePage, IssuesPage, ISSUES_PER_PAGE, issueTeaser } from '../pages/issues.tsx'

/** Newsletters that were sent and opened: the list, and each by itself. */
export function issueRoutes(app: App): void {
  app.get('/newsletter/issues', list)
  app.get('/newsletter/issues/:slug', one)
}

async function list(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const t = newsletterWords(lang)
  const page = pageNumber(c)
  const found = await issues(ctx.db, { limit: ISSUES_PER_PAGE, offset: (page - 1) * ISSUES_PER_PAGE })
  if (page > 1 && found.issues.length === 0) return c.notFound()
  const nav = <Breadcrumb items={[{ label: t('newsletter'), href: to(lang, '/newsletter') }, { label: t('issues') }]} />
  return read(
    c,
    { title: t('issues'), description: t('issuesLead'), nav, noindex: found.total === 0 },
    <IssuesPage lang={lang} zone={await societyZone(ctx)} page={page} {...found} />,
  )
}

async function one(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const t = newsletterWords(lang)
  const slug = c.req.param('slug') ?? ''
  const issue = await issueBySlug(ctx.db, slug)
  if (!issue) return c.notFound()
  const title = pick(issue.subject, lang).text
  const description = issueTeaser(issue, lang)
  const head = (
    <Social
      origin={ctx.config.baseUrl}
      lang={lang}
      path={issuePath(slug)}
      title={title}
      description={description}
      society={say((await shellOf(c)).society.name, lang)}
      type="article"
    />
  )
  const nav = (
    <Breadcrumb
      items={[
        { label: t('newsletter'), href: to(lang, '/newsletter') },
        { label: t('issues'), href: to(lang, '/newsletter/issues') },
        { label: title },
      ]}
    />
  )
  return read(
    c,
    { title, description, head, nav },
    <IssuePage lang={lang} zone={await societyZone(ctx)} issue={issue} />,
  )
}
