import type { App } from '#src/platform/http/env.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { JobHandler, ManageLink } from '#src/platform/domain.ts'
import { consultationJobs } from '../consultation/jobs.ts'
import { consultationPages } from '../consultation/routes.tsx'
import { consultWords } from '../consultation/messages.ts'
import { quizWords } from '../quiz/messages.ts'
import { talkWords } from './messages.ts'
import { presentPages } from '../present/routes.tsx'
import { quizPages } from '../quiz/routes.tsx'
import { sharePages } from '../share/routes.tsx'
import { tellComment, tellExpert } from './jobs.ts'
import { apiRoutes } from './routes/api.ts'
import { liveRoutes } from './routes/live.ts'
import { mailPages, oneClick } from './routes/mail.tsx'
import { talkPages } from './routes/pages.tsx'
import { pictureRoutes } from './routes/picture.ts'
import { placePages } from './routes/place.tsx'

/** What the discussion gives to the domain. */
export const discussionParts = {
  pages(app: App): void {
    placePages(app)
    talkPages(app)
    mailPages(app)
    sharePages(app)
    quizPages(app)
    consultationPages(app)
    presentPages(app)
  },
  endpoints(app: App): void {
    apiRoutes(app)
    liveRoutes(app)
    pictureRoutes(app)
  },
  beforeForms: oneClick,
  /** A person's own pages here. */
  account(actor: Actor, lang: Lang): readonly ManageLink[] {
    if (actor.personId === null) return []
    return [
      { path: '/consultations', label: consultWords(lang)('consultations') },
      { path: '/cases/scores', label: quizWords(lang)('myScores') },
      { path: '/cases/mail', label: talkWords(lang)('mails') },
    ]
  },
  jobs: { 'cases:tell-comment': tellComment, 'cases:tell-expert': tellExpert, ...consultationJobs } as Record<
    string,
    JobHandler
  >,
}
