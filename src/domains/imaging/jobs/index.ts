import type { JobHandler } from '#src/platform/domain.ts'
import { forget } from './forget.ts'
import { prepare } from './prepare.ts'
import { renew } from './renew.ts'
import { takeIn } from './take-in.ts'

export const imagingJobs: Readonly<Record<string, JobHandler>> = {
  'imaging:take-in': takeIn,
  'imaging:prepare': prepare,
  'imaging:forget': forget,
  'imaging:renew': renew,
}

/** Identity in quarantine ends also where nothing new comes. */
export const imagingSchedules = { 'imaging:forget': 3_600_000 }
