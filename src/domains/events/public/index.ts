import type { Domain, JobHandler } from '#src/platform/domain.ts'
import type { App } from '#src/platform/http/env.ts'
import { exportEndpoints } from './exports/routes.ts'
import { searchJobs, searchListeners } from '../search/jobs.ts'
import { favouriteEndpoints, favouritePages } from './favourites/routes.tsx'
import { liveEndpoint } from './live.ts'
import { offlineEndpoints, offlinePages } from './offline/routes.tsx'
import { eventPages } from './routes.tsx'
import { searchPages } from './search-routes.tsx'

/** Pages of events for everyone, below `/:lang`. */
export function publicPages(app: App): void {
  eventPages(app)
  searchPages(app)
  favouritePages(app)
  offlinePages(app)
}

/** Files, feeds and the API of events: addresses without a language. */
export function publicEndpoints(app: App): void {
  exportEndpoints(app)
  favouriteEndpoints(app)
  liveEndpoint(app)
  offlineEndpoints(app)
}

/** Work of this part that is done behind the scenes. */
export const publicJobs: Readonly<Record<string, JobHandler>> = { ...searchJobs }

/** Facts that this part acts on; `joinListeners` puts them beside those of the management. */
export const publicListeners: NonNullable<Domain['on']> = { ...searchListeners }

export { meetingReport, publicCommentable, publicSitemap } from './for-others.ts'
export { reindexEvents } from '../search/jobs.ts'
export { publicSections } from './sections.tsx'
export { favouritePersonal, mergeFavouritesOf } from './favourites/personal.ts'

/** Two parts of one domain that listen to the same fact: one job, one handler after the other. Both must bear a second run. */
export function joinListeners(a: NonNullable<Domain['on']>, b: NonNullable<Domain['on']>): NonNullable<Domain['on']> {
  const joined: Record<string, JobHandler> = { ...a }
  for (const [event, second] of Object.entries(b)) {
    const first = joined[event]
    joined[event] = first
      ? async (ctx, payload) => {
          await first(ctx, payload)
          await second(ctx, payload)
        }
      : second
  }
  return joined
}
