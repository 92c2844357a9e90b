import type { Domain } from '#src/platform/domain.ts'
import { discussionJobs, discussionListeners, indexAllDiscussions } from './jobs.ts'
import { createDemoDiscussion } from './demo/create.ts'
import { discussion0001 } from './migrations/discussion-0001-discussion.ts'
import { discussion0002 } from './migrations/discussion-0002-generated.ts'
import { erasePerson, exportPerson, mergePerson } from './personal.ts'
import { discussionReport } from './queries/report.ts'
import { audienceRoutes } from './routes/audience.tsx'
import { chairRoutes } from './routes/chair.tsx'
import { eventRoutes } from './routes/event.tsx'
import { exportRoutes } from './routes/export.ts'
import { hallEndpoints, hallPages } from './routes/hall.tsx'
import { liveRoutes } from './routes/live.ts'
import { screenRoutes } from './routes/screen.tsx'
import { itemSection } from './section.tsx'
import './tables.ts'

export { qrPath } from './qr.ts'

export { createDemoDiscussion }

const KINDS = ['session', 'talk'] as const

/** Questions after each topic: asked, voted, moderated, answered, kept with the talk; and polls. */
export const discussionDomain: Domain = {
  name: 'discussion',
  migrations: [discussion0001, discussion0002],
  pages(app) {
    eventRoutes(app)
    hallPages(app)
    for (const kind of KINDS) {
      audienceRoutes(app, kind)
      chairRoutes(app, kind)
      screenRoutes(app, kind)
    }
  },
  endpoints(app) {
    hallEndpoints(app)
    for (const kind of KINDS) {
      liveRoutes(app, kind)
      exportRoutes(app, kind)
    }
  },
  jobs: discussionJobs,
  on: discussionListeners,
  reindex: indexAllDiscussions,
  every: { 'discussion:prune': 86_400_000 },
  personal: { export: exportPerson, erase: erasePerson },
  merge: { person: mergePerson },
  sections: { item: itemSection },
  report: discussionReport,
}
