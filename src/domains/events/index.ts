import { say } from '#src/lib/text/multilingual.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Domain } from '#src/platform/domain.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { frameMessages } from './manage/frame-messages.ts'
import {
  manageEndpoints,
  manageJobs,
  manageListeners,
  manageMerge,
  managePages,
  managePersonal,
} from './manage/index.ts'
import { talksMessages } from './manage/talks/messages.ts'
import { programmeMigration } from './migrations/0001-programme.ts'
import {
  favouritePersonal,
  joinListeners,
  meetingReport,
  mergeFavouritesOf,
  publicCommentable,
  publicEndpoints,
  publicJobs,
  publicListeners,
  publicPages,
  publicSections,
  publicSitemap,
  reindexEvents,
} from './public/index.ts'
import { words } from './public/messages.ts'
import { currentRelease, eventBySlug, listEvents } from './queries.ts'

/** The only face of this domain that others import. */
export type { Event } from './event/event.ts'
export { changeEventState, createEvent } from './event/event-commands.ts'
export type { EventDraft } from './event/event-schema.ts'
export type { Programme, Room, Session, SessionKind, Talk, Track } from './programme/programme.ts'
export { putProgramme } from './working-copy/programme-commands.ts'
export { currentRelease, eventBySlug, listEvents }
export { release } from './release/release-commands.ts'

export const eventsDomain: Domain = {
  name: 'events',
  migrations: [programmeMigration],
  pages(app) {
    managePages(app)
    publicPages(app)
  },
  endpoints(app) {
    manageEndpoints(app)
    publicEndpoints(app)
  },
  jobs: { ...manageJobs, ...publicJobs },
  on: joinListeners(manageListeners, publicListeners),
  personal: {
    async export(ctx, personId) {
      return { ...(await managePersonal.export(ctx, personId)), ...(await favouritePersonal.export(ctx, personId)) }
    },
    async erase(tx, personId) {
      await managePersonal.erase(tx, personId)
      await favouritePersonal.erase(tx, personId)
    },
  },
  merge: {
    async person(tx, from, into) {
      await manageMerge.person?.(tx, from, into)
      await mergeFavouritesOf(tx, from, into)
    },
  },
  sections: publicSections,
  report: meetingReport,
  sitemap: publicSitemap,
  reindex: reindexEvents,
  commentable: publicCommentable,
  manage(_actor, lang) {
    const t = frameMessages(lang)
    return [
      { path: '/manage', label: t('dashboard'), first: true },
      { path: '/manage/events', label: t('events'), first: true },
    ]
  },
  account(_actor, lang) {
    return [
      { path: '/my/talks', label: talksMessages(lang)('title') },
      { path: '/my/favourites', label: words(lang)('myFavourites') },
    ]
  },
  async eventNames(ctx, lang) {
    const events = await listEvents(ctx, systemActor('names'))
    return events.map((event) => ({ id: event.id, name: say(event.title, lang) }))
  },
  commands: [importCommand, exportCommand],
}
