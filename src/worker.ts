import type { Domain, JobHandler } from './platform/domain.ts'
import { mailJobs } from './platform/mail/jobs.ts'

/** Every job by name: those of the domains, and one for each domain event that a domain listens to. */
export function jobsOf(domains: readonly Domain[]): ReadonlyMap<string, JobHandler> {
  const jobs = new Map<string, JobHandler>(Object.entries(mailJobs))
  for (const domain of domains) {
    for (const [name, handler] of Object.entries(domain.jobs ?? {})) jobs.set(name, handler)
    for (const [event, handler] of Object.entries(domain.on ?? {})) jobs.set(`${domain.name}:on:${event}`, handler)
  }
  return jobs
}
