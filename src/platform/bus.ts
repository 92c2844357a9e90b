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

/** PostgreSQL carries less than 8000 bytes; the envelope (sender, topic, quotes) takes some of them. */
const LIMIT = 7_600

/** Throws for a message that is no hint any more; the same on both buses, so that tests find it on either. */
export function checkedMessage(topic: string, message: string): void {
  const bytes = Buffer.byteLength(JSON.stringify([topic, message]))
  if (bytes > LIMIT)
    throw new Error(
      `A message on the bus may have ${LIMIT} bytes, this one on “${topic}” has ${bytes}: send an id instead`,
    )
}

/**
 * A bus within this process. A listener that throws harms neither the others nor the publisher, whose change is
 * committed by then; `onError` hears of it.
 */
export function inProcessBus(onError: (error: unknown, topic: string) => void = (error) => console.error(error)): Bus {
  const topics = new Map<string, Set<(message: string) => void>>()
  return {
    publish(topic, message) {
      checkedMessage(topic, message)
      for (const listener of topics.get(topic) ?? []) {
        try {
          listener(message)
        } catch (error) {
          onError(error, topic)
        }
      }
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
