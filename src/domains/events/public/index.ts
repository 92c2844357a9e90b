import type { JobHandler } from '#src/platform/domain.ts'
import type { App } from '#src/platform/http/env.ts'
import { eventPages } from './routes.tsx'

/** Pages of events for everyone, below `/:lang`. */
export function publicPages(app: App): void {
  eventPages(app)
}

/** Files, feeds and the API of events: addresses without a language. */
export function publicEndpoints(_app: App): void {}

/** Work of this part that is done behind the scenes. */
export const publicJobs: Readonly<Record<string, JobHandler>> = {}
