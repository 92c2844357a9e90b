import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { ManageLink } from '#src/platform/domain.ts'
import type { App } from '#src/platform/http/env.ts'
import { manageWords } from '../messages/manage.ts'
import { mayManageNews } from '../policy.ts'
import { articleManage } from './articles.tsx'
import { commentManage } from './comments.tsx'
import { SECTIONS } from './frame.tsx'
import { newsletterManage } from './newsletter.tsx'
import { pageManage } from './pages.tsx'
import { photoManage } from './photos.tsx'

/** The secretariat's pages of the news. */
export function manageRoutes(app: App): void {
  articleManage(app)
  photoManage(app)
  pageManage(app)
  commentManage(app)
  newsletterManage(app)
}

/** Where the secretariat finds them. */
export function manageLinks(actor: Actor, lang: Lang): readonly ManageLink[] {
  const t = manageWords(lang)
  return mayManageNews(actor) ? SECTIONS.map((section) => ({ path: `/manage/${section}`, label: t(section) })) : []
}
