import type { Context } from '#src/platform/context.ts'
import { Feed } from './feed.ts'
import { BEAT } from './frames.ts'
import { topicOf, type Channel } from './log.ts'
import type { Reader } from './reader.ts'

const TICK = 1_000
/** A sign of life, so that neither side nor a proxy between takes silence for the end. */
const BEAT_EVERY = 20
/** Looks at the log without being told: a hint between processes may be lost. */
const LOOK_EVERY = 10
/** Who moderates is asked again for permission so often: the browser comes back by itself. */
const CHAIR_STAYS = 600_000

/** All live readers of this process. */
export class Hub {
  private feeds = new Map<string, { feed: Feed; ready: Promise<void>; leave: () => void }>()
  private timer: NodeJS.Timeout | null = null
  private ticks = 0
  private readonly stopListening: () => void

  constructor(private readonly ctx: Context) {
    this.stopListening = ctx.bus.subscribe('bus', () => {
      for (const { feed } of this.feeds.values()) this.look(feed)
    })
  }

  /** Lets a reader in that has the log up to `have`. */
  async join(discussionId: string, channel: Channel, reader: Reader, have: number): Promise<void> {
    const key = `${channel} ${discussionId}`
    const known = this.feeds.get(key) ?? this.open(key, discussionId, channel)
    this.timer ??= setInterval(() => this.tick(), TICK)
    await known.ready
    await known.feed.join(reader, have)
  }

  /** How many read at present. */
  get size(): number {
    let n = 0
    for (const { feed } of this.feeds.values()) n += feed.readers.size
    return n
  }

  private open(key: string, discussionId: string, channel: Channel) {
    const feed = new Feed(this.ctx, discussionId, channel)
    // Subscribed before the log is read, so that no entry falls between.
    const leave = this.ctx.bus.subscribe(topicOf(discussionId), (what) =>
      what === 'log' ? this.look(feed) : feed.tally(),
    )
    const ready = feed.start().catch((error: unknown) => {
      this.close(key)
      throw error
    })
    const made = { feed, ready, leave }
    this.feeds.set(key, made)
    return made
  }

  private look(feed: Feed): void {
    const { ready } = [...this.feeds.values()].find((f) => f.feed === feed) ?? { ready: Promise.resolve() }
    ready
      .then(() => feed.refresh())
      .then(() => feed.tally())
      .catch((err: unknown) => this.ctx.log.warn({ err }, 'the log of a discussion could not be read'))
  }

  private tick(): void {
    this.ticks += 1
    const oldest = this.ctx.clock.now() - CHAIR_STAYS
    if (this.closing()) return this.closeAll()
    for (const [key, { feed }] of this.feeds) {
      const beat = this.ticks % BEAT_EVERY === 0
      for (const reader of feed.readers) {
        if (reader.closed()) feed.readers.delete(reader)
        else if (feed.channel === 'chair' && reader.since < oldest) reader.end()
        else if (beat) reader.write(BEAT)
      }
      if (beat && feed.readers.size === 0) this.close(key)
      else if (this.ticks % LOOK_EVERY === 0 && feed.readers.size > 0) this.look(feed)
    }
    if (this.feeds.size === 0 && this.timer) {
      clearInterval(this.timer)
      this.timer = null
    }
  }

  /** The server takes nothing new: readers are sent away at once, so that it need not wait for them. */
  private closing(): boolean {
    for (const { feed } of this.feeds.values()) for (const reader of feed.readers) return reader.stopping()
    return false
  }

  private closeAll(): void {
    for (const key of this.feeds.keys()) this.close(key)
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }

  private close(key: string): void {
    const known = this.feeds.get(key)
    known?.leave()
    known?.feed.stop()
    this.feeds.delete(key)
  }

  /** Ends every stream; for tests and for the end of the process. */
  stop(): void {
    this.closeAll()
    this.stopListening()
  }
}

const hubs = new WeakMap<object, Hub>()

/** The hub of this process for the context's bus. */
export function hubOf(ctx: Context): Hub {
  let hub = hubs.get(ctx.bus)
  if (!hub) hubs.set(ctx.bus, (hub = new Hub(ctx)))
  return hub
}
