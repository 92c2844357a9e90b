import type { Bus } from '#src/platform/bus.ts'

/** Somebody who has the editor open; `connection` tells two windows of one person apart. */
export interface Present {
  readonly connection: string
  readonly personId: string
  readonly name: string
}

type Message = (Present & { readonly type: 'here' | 'hello' }) | { readonly type: 'gone'; readonly connection: string }

/** Who was not heard of for so long has left without saying so. */
const STALE = 50_000

/**
 * Who else is here, over the bus, so that it works between processes too: everyone says so on coming, every `beat`, and
 * on going; who comes is answered by those present. `changed` is called with everyone, oneself included.
 */
export function joinPresence(
  bus: Bus,
  eventId: string,
  self: Present,
  now: () => number,
  changed: (all: readonly Present[]) => void,
) {
  const topic = `presence:${eventId}`
  const seen = new Map<string, { at: number; who: Present }>([[self.connection, { at: Infinity, who: self }]])
  const tell = () => changed([...seen.values()].map((entry) => entry.who))
  const say = (message: Message) => bus.publish(topic, JSON.stringify(message))
  const stop = bus.subscribe(topic, (text) => {
    const message = JSON.parse(text) as Message
    if (message.connection === self.connection) return
    if (message.type === 'gone') {
      if (seen.delete(message.connection)) tell()
      return
    }
    const { type, ...who } = message
    const known = seen.has(who.connection)
    seen.set(who.connection, { at: now(), who })
    if (type === 'hello') say({ ...self, type: 'here' })
    if (!known) tell()
  })
  say({ ...self, type: 'hello' })
  tell()
  return {
    /** To be called every twenty seconds or so. */
    beat() {
      say({ ...self, type: 'here' })
      let left = false
      for (const [id, entry] of seen) if (entry.at < now() - STALE && seen.delete(id)) left = true
      if (left) tell()
    },
    leave() {
      stop()
      say({ type: 'gone', connection: self.connection })
    },
  }
}
