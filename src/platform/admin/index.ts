import type { Domain } from '../domain.ts'

/** Pages for those who run the instance: jobs, outbox, audit log. */
export const opsDomain: Domain = { name: 'ops', migrations: [] }
