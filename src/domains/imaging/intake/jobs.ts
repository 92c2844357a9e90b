import type { JobHandler } from '#src/platform/domain.ts'
import { bury } from './doomed.ts'

export const intakeJobs: Readonly<Record<string, JobHandler>> = {
  'imaging:bury': bury,
}
