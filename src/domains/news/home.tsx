import type { ComponentChildren } from 'preact'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { publishedArticles } from './articles/queries.ts'
import { societyZone } from './kit.tsx'
import { Latest } from './pages/list.tsx'

const ON_HOME = 3

/** The latest news for the home page; null when there are none. Two statements. */
export async function homeSection(ctx: Context, _actor: Actor, lang: Lang): Promise<ComponentChildren> {
  const { articles } = await publishedArticles(ctx, { limit: ON_HOME })
  return articles.length === 0 ? null : <Latest lang={lang} zone={await societyZone(ctx)} articles={articles} />
}
