/**
 * Live updates: a hint that something changed, never the data itself and never kept.
 * In process here; over LISTEN/NOTIFY on PostgreSQL (bus-postgres.ts) so that several processes share it.
 */
export interface Bus {
  publish(topic: string, message: string): void
  /** Returns the way to stop. */
  subscribe(topic: string, listener: (message: string) => void): () => void
  close(): Promise<void>
}

export function inProcessBus(): Bus {
  const topics = new Map<string, Set<(message: string) => void>>()
  return {
    publish(topic, message) {
      for (const listener of topics.get(topic) ?? []) listener(message)
    },
    subscribe(topic, listener) {
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) topics.delete(topic)
      }
    },
    async close() {
      topics.clear()
    },
  }
}
