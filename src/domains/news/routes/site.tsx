import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { DataTable } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import { read, societyZone } from '../kit.tsx'
import { publicWords } from '../messages/public.ts'
import { mayManageNews } from '../policy.ts'
import { COOKIES } from '../site/cookies.ts'
import { decoded, withoutLang } from '../site/menu-lines.ts'
import { sitePage } from '../site/queries.ts'
import { pageSlugs, redirectsOf } from '../site/settings.ts'

/** Pages beside the news: about, privacy, cookies; and where former addresses lead. */
export function siteRoutes(app: App): void {
  // Whatever turns out not to be there may have been somewhere else once. Nothing that is there is looked up.
  app.use('*', async (c, next) => {
    const target = c.req.method === 'GET' ? await redirectFor(c) : null
    await next()
    if (target !== null && c.res.status === 404) c.res = c.redirect(target, 301)
  })
  app.get('/cookies', cookies)
  app.get('/privacy', (c) => page(c, 'privacy'))
  app.get('/:slug', async (c, next) => {
    const slug = c.req.param('slug')
    const known = (await pageSlugs(c.var.ctx)).includes(slug) || mayManageNews(c.var.actor)
    const answer = known ? await pageOrNull(c, slug) : null
    if (answer) return answer
    return next()
  })
}

async function redirectFor(c: Ctx): Promise<string | null> {
  const redirects = await redirectsOf(c.var.ctx)
  if (redirects.length === 0) return null
  const here = withoutLang(decoded(new URL(c.req.url).pathname))
  const found = redirects.find((redirect) => redirect.from === here)
  if (!found) return null
  return found.to.startsWith('/') ? href(c.var.lang, withoutLang(found.to)) : found.to
}

const page = async (c: Ctx, slug: string): Promise<Response> => (await pageOrNull(c, slug)) ?? c.notFound()

async function pageOrNull(c: Ctx, slug: string): Promise<Response | null> {
  const { ctx, actor, lang } = c.var
  const found = await sitePage(ctx, actor, slug)
  if (!found) return null
  const t = publicWords(lang)
  const title = pick(found.title, lang)
  const body = pick(found.body, lang)
  const other = body.lang === lang ? undefined : body.lang
  return read(
    c,
    { title: title.text, description: excerpt(body.text, 160), noindex: !found.published },
    <>
      <h1 lang={title.lang === lang ? undefined : title.lang}>{title.text}</h1>
      {found.generated ? <GeneratedMark /> : null}
      <div
        class="prose"
        lang={other}
        dangerouslySetInnerHTML={{ __html: markdown(body.text, { images: true, headingShift: 0 }) }}
      />
      <p class="article-facts">
        {found.updatedAt > 0 ? <Time at={found.updatedAt} zone={await societyZone(ctx)} show="date" /> : null}
        {slug === 'privacy' ? <a href={to(lang, '/cookies')}>{t('cookiesTitle')}</a> : null}
        {mayManageNews(actor) ? <a href={to(lang, `/manage/pages/${slug}`)}>{t('editPage')}</a> : null}
      </p>
    </>,
  )
}

async function cookies(c: Ctx): Promise<Response> {
  const { lang } = c.var
  const t = publicWords(lang)
  return read(
    c,
    { title: t('cookiesTitle'), description: t('cookiesLead') },
    <>
      <h1>{t('cookiesTitle')}</h1>
      <p class="lead">{t('cookiesLead')}</p>
      <DataTable
        caption={t('cookieList')}
        rows={COOKIES}
        rowKey={(row) => row.name}
        columns={[
          {
            key: 'name',
            head: t('cookieName'),
            primary: true,
            cell: (row) => <span class="verbatim">{row.name}</span>,
          },
          { key: 'purpose', head: t('cookiePurpose'), size: 'wide', cell: (row) => row.purpose[lang] },
          { key: 'duration', head: t('cookieDuration'), cell: (row) => row.duration[lang] },
        ]}
      />
    </>,
  )
}
