import type { Context } from '../context.ts'
import type { Domain } from '../domain.ts'
import { renewIndex } from '../search/index.ts'
import { auditPages } from './audit-pages.tsx'
import { cleanUp } from './clean.ts'
import { jobsPages } from './jobs-pages.tsx'
import { outboxPages } from './outbox-pages.tsx'

import { MANAGE } from './frame.tsx'
import { ops } from './messages.ts'
import { sweepOrphans } from './orphans.ts'
import { mayMail, mayOperate } from './policy.ts'
import { societyPages } from './society-pages.tsx'
import { sweepCommand } from './sweep-command.ts'

export { mayMail, mayOperate } from './policy.ts'

/** Pages for those who run the instance: jobs, outbox, audit log; and the cleaning of what is over. */
export const opsDomain: Domain = {
  name: 'ops',
  migrations: [],
  pages(app) {
    jobsPages(app)
    outboxPages(app)
    auditPages(app)
    societyPages(app)
  },
  manage(actor, lang) {
    const t = ops(lang)
    const link = (place: keyof typeof MANAGE) => ({ path: MANAGE[place], label: t(place) })
    return [
      ...(mayMail(actor) ? [link('outbox')] : []),
      ...(mayOperate(actor) ? [link('jobs'), link('audit'), link('society')] : []),
    ]
  },
  jobs: {
    'ops:clean': cleanUp,
    'ops:search-index': renewIndex,
    'ops:sweep-orphans': async (ctx: Context) => void (await sweepOrphans(ctx)),
  },
  every: { 'ops:clean': 86_400_000, 'ops:search-index': 600_000, 'ops:sweep-orphans': 7 * 86_400_000 },
  commands: [sweepCommand],
}
