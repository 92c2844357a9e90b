import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Outcome } from '#src/platform/outcome.ts'
import { createArticle } from '../articles/commands.ts'
import { publishArticle } from '../articles/publish.ts'
import { addPhotos } from '../photos/commands.ts'
import { saveMenus, savePage } from '../site/commands.ts'
import { formOf } from '#src/platform/http/form.ts'
import { DEMO_ABOUT, DEMO_ARTICLES, type DemoArticle } from './articles.ts'
import { illustration } from './illustration.ts'

const actor = systemActor('demo')

/** The day after each meeting, in the morning in Vietnam. */
const DATES: Readonly<Record<string, number>> = {
  'tuyen-quang-2025': Date.UTC(2025, 11, 21, 2),
  'hepatobiliary-2025': Date.UTC(2025, 9, 8, 2),
}

const MENU = '/news = Tin tức / News / 소식\n/about = Giới thiệu / About / 학회 소개'

/**
 * The demonstration's news: two reports of its meetings, an About page, the menu. To be called after the meetings are
 * there. What exists already is left alone, so a killed run can be done again. The pictures follow (`addDemoPictures`).
 */
export async function createDemoNews(ctx: Context): Promise<void> {
  for (const article of DEMO_ARTICLES) await make(ctx, article)
  const about = await ctx.db.selectFrom('site_page').select('slug').where('slug', '=', 'about').executeTakeFirst()
  if (about) return
  must(await savePage(ctx, actor, { slug: 'about', ...DEMO_ABOUT, published: true, generated: true }, 0))
  must(await saveMenus(ctx, actor, formOf({ main: MENU, footer: '/cookies = Cookie / Cookies / 쿠키', redirects: '' })))
}

async function make(ctx: Context, article: DemoArticle): Promise<void> {
  const known = await articleOf(ctx, article)
  if (known?.state === 'published') return
  const id = known?.id ?? must(await createArticle(ctx, actor, { ...article, generated: true })).id
  must(await publishArticle(ctx, actor, id, DATES[article.eventSlug] ?? null))
}

/**
 * Draws the pictures of the demonstration's reports where they have none. A job, since drawing and encoding them takes
 * seconds for which the first start would not answer; done twice it changes nothing.
 */
export async function addDemoPictures(ctx: Context): Promise<void> {
  for (const [n, article] of DEMO_ARTICLES.entries()) {
    const known = await articleOf(ctx, article)
    const id = known?.id
    if (id === undefined) continue
    const has = await ctx.db.selectFrom('photo').select('id').where('article_id', '=', id).limit(1).executeTakeFirst()
    if (has) continue
    const { default: sharp } = await import('sharp')
    const pictures = []
    for (const [m, caption] of article.pictures.entries()) {
      const seed = n * 10 + 1 + m
      const source = await sharp(Buffer.from(illustration(seed)))
        .png({ compressionLevel: 1 })
        .toBuffer()
      pictures.push({ name: `illustration-${seed}.png`, source, caption, alt: caption })
    }
    must(await addPhotos(ctx, actor, id, pictures))
  }
}

const articleOf = (ctx: Context, { slug }: DemoArticle) =>
  ctx.db.selectFrom('article').select(['id', 'state']).where('slug', '=', slug).executeTakeFirst()

/** The demonstration has no input that could be refused: a refusal is a bug here. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`demonstration: ${outcome.code} ${JSON.stringify({ ...outcome.fields, ...outcome.detail })}`)
  return outcome.value
}
