import type { Domain } from '#src/platform/domain.ts'
import type { App } from '#src/platform/http/env.ts'
import { completenessPages } from './completeness/routes.tsx'
import { factsPages } from './facts/routes.tsx'
import { logoEndpoint } from './facts/logo.ts'
import { homePages } from './home/routes.tsx'
import { importPages } from './import/routes.tsx'
import {
  eraseFromReleases,
  eraseSpeaking,
  exportSpeaking,
  mergeFacilityInReleases,
  mergeInReleases,
  mergeSpeaking,
  narrowInReleases,
} from './personal/personal.ts'
import { editorEndpoints } from './programme/editor-endpoints.ts'
import { programmePages } from './programme/routes.tsx'
import { mailRelease } from './release/job.ts'
import { releasePages } from './release/routes.tsx'
import { speakersPages } from './speakers/routes.tsx'
import { mediaEndpoint } from './talks/media.ts'
import { talksPages } from './talks/routes.tsx'

/** Pages below `/:lang`. What has a fixed name comes before `/manage/events/:slug`. */
export function managePages(app: App): void {
  homePages(app)
  factsPages(app)
  programmePages(app)
  releasePages(app)
  completenessPages(app)
  importPages(app)
  speakersPages(app)
  talksPages(app)
}

/** Addresses without a language. */
export function manageEndpoints(app: App): void {
  logoEndpoint(app)
  editorEndpoints(app)
  mediaEndpoint(app)
}

export const manageJobs: NonNullable<Domain['jobs']> = {}
export const manageListeners: NonNullable<Domain['on']> = {
  'events.released': mailRelease,
  'people.changed': narrowInReleases,
  'people.erased': eraseFromReleases,
  'people.merged': mergeInReleases,
  'people.facility-merged': mergeFacilityInReleases,
}

/** What is held about a person here, but for their favourites. */
export const managePersonal: NonNullable<Domain['personal']> = { export: exportSpeaking, erase: eraseSpeaking }
export const manageMerge: NonNullable<Domain['merge']> = { person: mergeSpeaking }
