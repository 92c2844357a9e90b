import { pick, say } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { shellOf } from '#src/ui/shell.ts'
import {
  articleById,
  articleBySlug,
  movedTo,
  publishedArticles,
  tagBySlug,
  type ArticlePage,
} from '../articles/queries.ts'
import { previewedId } from '../articles/preview.ts'
import { commentsSection } from '../comments/section.tsx'
import { pageNumber, read, seeOther, show, societyZone } from '../kit.tsx'
import { publicWords } from '../messages/public.ts'
import { Article, shownLang, teaser } from '../pages/article.tsx'
import { ArticleHead, FeedLinks, Social } from '../pages/head.tsx'
import { NewsList, PER_PAGE } from '../pages/list.tsx'
import { Plate } from '../pages/photo-page.tsx'
import { altOf } from '../photos/picture.tsx'
import { mayManageNews } from '../policy.ts'

/** What everyone reads: articles, tags, photos; and drafts by their preview links. */
export function publicRoutes(app: App): void {
  app.get('/news', (c) => list(c))
  app.get('/news/tags/:tag', (c) => list(c, c.req.param('tag')))
  app.get('/news/preview/:token', (c) => preview(c))
  app.get('/news/preview/:token/photos/:number', (c) => preview(c))
  app.get('/news/:slug', (c) => article(c))
  app.get('/news/:slug/photos/:number', (c) => photo(c))
}

const societyName = async (c: Ctx): Promise<string> => say((await shellOf(c)).society.name, c.var.lang)

async function list(c: Ctx, slug?: string): Promise<Response> {
  const { ctx, lang } = c.var
  const tag = slug === undefined ? undefined : await tagBySlug(ctx, slug)
  if (tag === null) return c.notFound()
  const page = pageNumber(c)
  const found = await publishedArticles(ctx, { tag: tag?.slug, limit: PER_PAGE, offset: (page - 1) * PER_PAGE })
  // A tag that only drafts carry must not tell of them.
  if (found.articles.length === 0 && (tag || page > 1)) return c.notFound()
  const t = publicWords(lang)
  const title = tag ? t('tagged', { tag: pick(tag.name, lang).text }) : t('news')
  const path = tag ? `/news/tags/${tag.slug}` : '/news'
  const society = await societyName(c)
  const head = (
    <>
      <Social
        origin={ctx.config.baseUrl}
        lang={lang}
        path={path}
        title={title}
        description={t('newsAbout')}
        society={society}
      />
      <FeedLinks lang={lang} title={t('feedTitle', { society })} />
    </>
  )
  const nav = tag ? (
    <Breadcrumb items={[{ label: t('news'), href: to(lang, '/news') }, { label: pick(tag.name, lang).text }]} />
  ) : undefined
  return read(
    c,
    { title, description: t('newsAbout'), width: 'wide', head, nav },
    <NewsList lang={lang} zone={await societyZone(ctx)} page={page} {...(tag ? { tag } : {})} {...found} />,
  )
}

async function article(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const slug = c.req.param('slug') ?? ''
  const found = await articleBySlug(ctx, actor, slug)
  if (!found) {
    const moved = await movedTo(ctx, slug)
    return moved ? c.redirect(to(lang, `/news/${moved}`), 301) : c.notFound()
  }
  const t = publicWords(lang)
  const comments = await commentsSection(
    ctx,
    actor,
    lang,
    { kind: 'article', ref: found.id, closed: !found.commentsOpen },
    { csrf, cookie: c.req.header('cookie'), outcome: c.req.query('comment') },
  )
  const shown = shownLang(found, lang)
  const title = pick(found.title, shown).text
  const description = teaser(found, shown)
  const hidden = found.state !== 'published'
  const society = await societyName(c)
  return read(
    c,
    {
      title,
      description,
      width: 'wide',
      noindex: hidden,
      nav: <Breadcrumb items={[{ label: t('news'), href: to(lang, '/news') }]} />,
      flash: hidden ? <Notice tone="warning">{<p>{t('notPublic')}</p>}</Notice> : undefined,
      head: (
        <ArticleHead
          article={found}
          origin={ctx.config.baseUrl}
          lang={lang}
          shown={shown}
          society={society}
          title={title}
          description={description}
        />
      ),
    },
    <Article
      article={found}
      lang={lang}
      zone={await societyZone(ctx)}
      origin={ctx.config.baseUrl}
      comments={comments}
      mayEdit={mayManageNews(actor)}
    />,
  )
}

/** The number of a photo in the address, or null where there is none. */
function numberOf(c: Ctx, article: ArticlePage): number | null {
  const n = Number(c.req.param('number'))
  return Number.isInteger(n) && n >= 1 && n <= article.photos.length ? n : null
}

async function photo(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const found = await articleBySlug(ctx, actor, c.req.param('slug') ?? '')
  const number = found ? numberOf(c, found) : null
  if (!found || number === null) return c.notFound()
  const { id } = found.photos[number - 1]!
  const comments = await commentsSection(
    ctx,
    actor,
    lang,
    { kind: 'photo', ref: id, closed: !found.commentsOpen },
    { csrf, cookie: c.req.header('cookie'), outcome: c.req.query('comment') },
  )
  return read(
    c,
    plateProps(c, found, number),
    <Plate article={found} number={number} lang={lang} comments={comments} />,
  )
}

function plateProps(c: Ctx, found: ArticlePage, number: number, token?: string) {
  const { lang } = c.var
  const t = publicWords(lang)
  const title = pick(found.title, lang).text
  const back = token ? `/news/preview/${token}` : `/news/${found.slug}`
  return {
    title: `${t('photo', { n: number })} – ${title}`,
    description: altOf(found.photos[number - 1]!, lang),
    width: 'wide' as const,
    tone: 'dark' as const,
    noindex: true,
    nav: (
      <Breadcrumb
        items={[
          { label: t('news'), href: to(lang, '/news') },
          { label: title, href: to(lang, back) },
          { label: t('photo', { n: number }) },
        ]}
      />
    ),
  }
}

async function preview(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const token = c.req.param('token') ?? ''
  const id = await previewedId(ctx, token)
  const found = id ? await articleById(ctx, id) : null
  if (!found) return c.notFound()
  if (found.state === 'published') return seeOther(c, `/news/${found.slug}`)
  // The address is the right to read: it must not reach other sites by way of a link in the text.
  const head = <meta name="referrer" content="no-referrer" />
  if (c.req.param('number') !== undefined) {
    const number = numberOf(c, found)
    return number === null
      ? c.notFound()
      : show(
          c,
          { ...plateProps(c, found, number, token), head },
          <Plate article={found} number={number} lang={lang} token={token} />,
        )
  }
  const flash = <Notice tone="warning">{<p>{publicWords(lang)('draftNote')}</p>}</Notice>
  const title = pick(found.title, shownLang(found, lang)).text
  return show(
    c,
    { title, width: 'wide', flash, head },
    <Article article={found} lang={lang} zone={await societyZone(ctx)} origin={ctx.config.baseUrl} token={token} />,
  )
}
