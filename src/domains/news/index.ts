import type { Domain } from '#src/platform/domain.ts'
import { newsCommands } from './cli.ts'
import { newsSitemap } from './feeds/sitemap.ts'
import { homeSection } from './home.tsx'
import { newsJobs } from './jobs.ts'
import { manageLinks, manageRoutes } from './manage/index.ts'
import { newsMigrations } from './migrations/index.ts'
import { talkSection } from './comments/section.tsx'
import { followAddress } from './newsletter/follow.ts'
import { eraseOwn, exportOwn, movePerson } from './personal.ts'
import { reindexNews } from './reindex.ts'
import { commentRoutes } from './routes/comments.tsx'
import { feedRoutes, newsEndpoints } from './routes/endpoints.ts'
import { issueRoutes } from './routes/issues.tsx'
import { newsletterRoutes } from './routes/newsletter.tsx'
import { publicRoutes } from './routes/public.tsx'
import { siteRoutes } from './routes/site.tsx'
import { menuOf } from './site/settings.ts'
import { oneClick } from './routes/newsletter.tsx'
import './tables.ts'

export { commentsSection, type CommentsRequest } from './comments/section.tsx'
export { addDemoPictures, createDemoNews } from './demo/create.ts'
export { NEWS_STYLES } from './kit.tsx'

export const newsDomain: Domain = {
  name: 'news',
  migrations: newsMigrations,
  jobs: newsJobs,
  every: { 'news:forget': 24 * 3_600_000, 'news:moderation-mail': 24 * 3_600_000, 'news:refused': 3_600_000 },
  on: { 'people.address-changed': followAddress },
  commands: newsCommands,
  pages(app) {
    manageRoutes(app)
    feedRoutes(app)
    publicRoutes(app)
    commentRoutes(app)
    newsletterRoutes(app)
    issueRoutes(app)
    siteRoutes(app)
  },
  endpoints: newsEndpoints,
  beforeForms: oneClick,
  homeSection,
  menus: async (ctx, lang) => ({ main: await menuOf(ctx, lang), footer: await menuOf(ctx, lang, 'footer') }),
  sections: { item: talkSection },
  manage: manageLinks,
  sitemap: newsSitemap,
  reindex: reindexNews,
  personal: { export: exportOwn, erase: eraseOwn },
  merge: { person: movePerson },
}
