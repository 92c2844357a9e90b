import type { Domain } from './domain.ts'

/** Domain event -> the jobs that it becomes, one for each domain that listens. */
export function listenersOf(domains: readonly Domain[]): ReadonlyMap<string, readonly string[]> {
  const listeners = new Map<string, string[]>()
  for (const domain of domains) {
    for (const event of Object.keys(domain.on ?? {})) {
      listeners.set(event, [...(listeners.get(event) ?? []), `${domain.name}:on:${event}`])
    }
  }
  return listeners
}
