import type { JobHandler } from '#src/platform/domain.ts'
import { blankWaiting } from '../look/blank-job.ts'
import { bury } from './doomed.ts'

export const intakeJobs: Readonly<Record<string, JobHandler>> = {
  'imaging:bury': bury,
  'imaging:blank': blankWaiting,
}
