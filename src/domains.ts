import type { Domain } from '#src/platform/domain.ts'
import { casesDomain } from '#src/domains/cases/index.ts'
import { discussionDomain } from '#src/domains/discussion/index.ts'
import { eventsDomain } from '#src/domains/events/index.ts'
import { imagingDomain } from '#src/domains/imaging/index.ts'
import { newsDomain } from '#src/domains/news/index.ts'
import { peopleDomain } from '#src/domains/people/index.ts'
import { demoDomain } from '#src/demo/domain.ts'
import { opsDomain } from '#src/platform/admin/index.ts'

/** Every domain, in the order in which they may know of each other: a later one may import an earlier one. */
export const domains: readonly Domain[] = [
  peopleDomain,
  eventsDomain,
  discussionDomain,
  imagingDomain,
  casesDomain,
  newsDomain,
  opsDomain,
  demoDomain,
]
