import type { Context } from '#src/platform/context.ts'
import { tallyOf } from '../queries/board.ts'
import type { Frame, Tally } from '../board.ts'
import { encodeTally, entriesAfter, framesOf, RESET, type LogFrame } from './frames.ts'
import type { Channel } from './log.ts'
import { pauseAfter } from './pace.ts'
import { packet, type Packet, type Reader } from './reader.ts'

/** Frames kept in memory for those who come back soon; who was away longer is served from the log. */
const KEPT = 400
const BATCH = 500
/** Counts go out at most so often, milliseconds: a full hall votes a hundred times faster than anyone reads. */
const TALLY_EVERY = 400
/**
 * Where telling all readers takes long (thousands of them, a loaded machine), it takes no more than this share of the
 * time, so that votes and questions come first; but nobody waits longer than `TALLY_LATEST`.
 */
const TALLY_SHARE = 0.12
const TALLY_LATEST = 2_500

/** The live readers of one discussion on one channel in this process; every frame is made once for all of them. */
export class Feed {
  readonly readers = new Set<Reader>()
  private seq = 0
  private frames: LogFrame[] = []
  /** Lowest number that `frames` reaches back to, exclusive. */
  private floor = 0
  private votes = new Map<string, string>()
  private counts: Packet | null = null
  private refreshing: Promise<void> | null = null
  private again = false
  private tallyTimer: NodeJS.Timeout | null = null
  private tallyPause = TALLY_EVERY

  constructor(
    private readonly ctx: Context,
    readonly discussionId: string,
    readonly channel: Channel,
  ) {}

  /**
   * Reads where the log stands, and its end into memory: after a restart a whole hall comes back at once and asks for it.
   * Called once, before the first reader joins.
   */
  async start(): Promise<void> {
    const last = await this.lastSeq()
    const entries = await entriesAfter(this.ctx, this.discussionId, this.channel, Math.max(0, last - KEPT), KEPT)
    this.frames = await framesOf(this.ctx, this.discussionId, this.channel, entries)
    this.seq = entries.at(-1)?.seq ?? last
    this.floor = entries.length > 0 ? entries[0]!.seq - 1 : this.seq
    await this.loadTally()
  }

  /**
   * Sends what came after the number that the reader has, then everything new: nothing is missed, nothing comes twice.
   * A number that the log cannot continue from is answered with a reset, whereupon the reader loads the page anew.
   */
  async join(reader: Reader, have: number): Promise<void> {
    if (have > this.seq) await this.refresh()
    if (have > this.seq) reader.write(RESET)
    let at = Math.min(have, this.seq)
    while (at < this.floor && !reader.closed()) {
      const entries = await entriesAfter(this.ctx, this.discussionId, this.channel, at, BATCH)
      if (entries.length === 0 || entries[0]!.seq !== at + 1) {
        reader.write(RESET)
        break
      }
      const frames = await framesOf(this.ctx, this.discussionId, this.channel, entries)
      reader.write(packet(Buffer.concat(frames.map((frame) => frame.bytes))))
      at = entries.at(-1)!.seq
    }
    // From here to the end nothing waits, so no frame falls between what is caught up and what is live.
    if (reader.closed()) return
    const fresh = this.frames.filter((frame) => frame.seq > at)
    if (fresh.length > 0) reader.write(packet(Buffer.concat(fresh.map((frame) => frame.bytes))))
    if (this.counts) reader.write(this.counts)
    this.readers.add(reader)
  }

  /** Brings the readers up to the end of the log; calls while it runs make it run once more. */
  refresh(): Promise<void> {
    if (this.refreshing) {
      this.again = true
      return this.refreshing
    }
    this.refreshing = this.readLog().finally(() => (this.refreshing = null))
    return this.refreshing
  }

  private async readLog(): Promise<void> {
    do {
      this.again = false
      const entries = await entriesAfter(this.ctx, this.discussionId, this.channel, this.seq, BATCH)
      if (entries.length === 0) continue
      const frames = await framesOf(this.ctx, this.discussionId, this.channel, entries)
      this.seq = entries.at(-1)!.seq
      this.frames.push(...frames)
      if (this.frames.length > KEPT) this.floor = this.frames.splice(0, this.frames.length - KEPT).at(-1)!.seq
      this.broadcast(Buffer.concat(frames.map((frame) => frame.bytes)))
      for (const { frame } of frames) this.know(frame)
      this.again ||= entries.length === BATCH
    } while (this.again)
  }

  /** Counts changed: sends the new ones, soon and together. */
  tally(): void {
    this.tallyTimer ??= setTimeout(() => {
      this.sendTally()
        .catch((err: unknown) => this.ctx.log.warn({ err }, 'counts of a discussion could not be read'))
        .finally(() => (this.tallyTimer = null))
    }, this.tallyPause)
  }

  private async sendTally(): Promise<void> {
    const changes = await this.loadTally()
    if (Object.keys(changes.votes).length + Object.keys(changes.polls).length === 0) return
    const began = performance.now()
    this.broadcast(encodeTally(changes))
    this.tallyPause = pauseAfter(performance.now() - began, TALLY_SHARE, TALLY_EVERY, TALLY_LATEST)
  }

  /** Reads all counts and keeps them for who joins; returns those that differ from the last time. */
  private async loadTally(): Promise<Tally> {
    const tally = await tallyOf(this.ctx.db, this.discussionId, this.channel)
    const now = new Map<string, string>()
    const differs = (id: string, value: unknown): boolean => {
      const text = JSON.stringify(value)
      now.set(id, text)
      return this.votes.get(id) !== text
    }
    const votes = Object.fromEntries(Object.entries(tally.votes).filter(([id, n]) => differs(id, n)))
    const polls = Object.fromEntries(Object.entries(tally.polls).filter(([id, results]) => differs(id, results)))
    this.votes = now
    this.counts = packet(encodeTally(tally))
    return { votes, polls }
  }

  /** The counts that a frame carries need not be sent again. */
  private know(frame: Frame): void {
    if (frame.kind === 'question') this.votes.set(frame.data.id, JSON.stringify(frame.data.votes))
    if (frame.kind === 'poll' && frame.data.results) this.votes.set(frame.data.id, JSON.stringify(frame.data.results))
  }

  private broadcast(bytes: Buffer): void {
    const made = packet(bytes)
    for (const reader of this.readers) reader.write(made)
  }

  private async lastSeq(): Promise<number> {
    const row = await this.ctx.db
      .selectFrom('discussion')
      .select(['public_seq', 'chair_seq'])
      .where('id', '=', this.discussionId)
      .executeTakeFirst()
    return (this.channel === 'chair' ? row?.chair_seq : row?.public_seq) ?? 0
  }

  stop(): void {
    if (this.tallyTimer) clearTimeout(this.tallyTimer)
    for (const reader of this.readers) reader.end()
  }
}
