import type { Domain } from '#src/platform/domain.ts'
import { manageEndpoints, manageJobs, manageListeners, managePages } from './manage/index.ts'
import { programmeMigration } from './migrations/0001-programme.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { favouritePersonal, joinListeners, mergeFavouritesOf, publicEndpoints, publicJobs, publicListeners, publicPages } from './public/index.ts'

/** The only face of this domain that others import. */
export type { Event } from './event.ts'
export { changeEventState, createEvent } from './event-commands.ts'
export type { EventDraft } from './event-schema.ts'
export type { Programme, Room, Session, SessionKind, Talk, Track } from './programme.ts'
export { putProgramme } from './programme-commands.ts'
export { eventBySlug, listEvents } from './queries.ts'
export { release } from './release-commands.ts'

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
  personal: favouritePersonal,
  merge: { person: mergeFavouritesOf },
  commands: [importCommand, exportCommand],
}
