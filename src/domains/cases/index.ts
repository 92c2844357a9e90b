import type { Domain } from '#src/platform/domain.ts'
import { caseJobs, caseListeners, caseSchedules, reindexCases } from './jobs.ts'
import { discussionParts } from './discussion/mount.ts'
import { eraseTalk, exportTalk, mergeTalk } from './discussion/personal.ts'
import { casesMigrations } from './migrations/index.ts'
import { casePages } from './routes/case.tsx'
import { editPages } from './routes/edit.tsx'
import { collectionPages } from './routes/collections.tsx'
import { groupPages } from './routes/groups.tsx'
import { imagePages } from './routes/images.tsx'
import { listPages } from './routes/list.tsx'
import { managePages } from './routes/manage.tsx'
import { sharingPages } from './routes/sharing.tsx'
import { erasePerson, exportOwn, mergeFacility, mergePerson } from './personal.ts'
import {
  accountLinks,
  caseSitemap,
  eventSection,
  facilitySection,
  homeSection,
  itemSection,
  manageLinks,
  personSection,
} from './sections.tsx'
import { pictureEndpoints } from './routes/pictures.ts'
import { namedCases } from './queries/list.ts'
import { synthetic } from './queries/synthetic.ts'
import { withholds } from './quiz/withholds.ts'
import './tables.ts'
import './consultation/tables.ts'
import './discussion/tables.ts'
import './quiz/tables.ts'
import './share/tables.ts'

export { letIn } from './commands/guests.ts'
export { createCase, type NewCase } from './commands/create.ts'
export { saveSection } from './commands/save.ts'
export { declare, review, share } from './commands/states.ts'
export { attach } from './commands/attach.ts'
export { withdrawCase } from './commands/withdraw.ts'
export type { CaseContent, Reference, SectionName } from './model.ts'
export { caseById, caseFor, type CaseView } from './queries/case.ts'

/** Imaging cases: the record, who may see it, search, collections; discussion, quiz, links, consultation. */
export const casesDomain: Domain = {
  name: 'cases',
  migrations: casesMigrations,
  jobs: { ...caseJobs, ...discussionParts.jobs },
  every: caseSchedules,
  on: caseListeners,
  pages(app) {
    listPages(app)
    editPages(app)
    sharingPages(app)
    imagePages(app)
    groupPages(app)
    collectionPages(app)
    managePages(app)
    casePages(app)
    discussionParts.pages(app)
  },
  endpoints(app) {
    pictureEndpoints(app)
    discussionParts.endpoints(app)
  },
  beforeForms: discussionParts.beforeForms,
  withholds,
  synthetic,
  namedCases,
  personal: {
    export: async (ctx, personId) => ({ ...(await exportOwn(ctx, personId)), ...(await exportTalk(ctx, personId)) }),
    async erase(tx, personId) {
      await eraseTalk(tx, personId)
      await erasePerson(tx, personId)
    },
  },
  merge: {
    async person(tx, from, into) {
      await mergeTalk(tx, from, into)
      await mergePerson(tx, from, into)
    },
    facility: mergeFacility,
  },
  sections: { person: personSection, facility: facilitySection, item: itemSection, event: eventSection },
  homeSection,
  sitemap: caseSitemap,
  reindex: reindexCases,
  manage: manageLinks,
  account: (actor, lang) => [...accountLinks(actor, lang), ...discussionParts.account(actor, lang)],
}
