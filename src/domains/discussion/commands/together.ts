import { setTimeout as sleep } from 'node:timers/promises'
import { stranger } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { lockDiscussion, topicOf } from '../live/log.ts'
import { pauseAfter } from '../live/pace.ts'
import type { DiscussionTable } from '../tables.ts'

/**
 * Does many small changes of one kind in one discussion, in their order; one outcome each. It must look before it
 * writes, because a refusal rolls nothing back.
 */
export type RunAll<I, T> = (tx: Tx, discussion: DiscussionTable | null, inputs: readonly I[]) => Promise<Outcome<T>[]>

interface Waiting {
  readonly discussionId: string
  readonly run: RunAll<unknown, unknown>
  readonly input: unknown
  readonly resolve: (outcome: Outcome<unknown>) => void
  readonly reject: (error: unknown) => void
}

const MOST = 400
/**
 * A disk flush stops the process for its time (SQLite runs in it), so while votes keep coming the flushes take at most
 * this share of it; a vote waits for the next one 25 to 200 ms. A vote that comes alone is written at once.
 */
const SHARE = 0.25
const SOONEST = 25
const LATEST = 200

interface Queue {
  waiting: Waiting[]
  busy: boolean
  /** Moment of `performance.now()` before which the next flush waits for company. */
  notBefore: number
}

/** In flight only: whoever waits here has not been answered. */
const queues = new WeakMap<object, Queue>()

/**
 * Votes of many people made durable together: what comes while one transaction is being written goes into the next,
 * so that a full hall costs some dozens of disk flushes a second. Each is answered after its own is on the disk.
 */
export function together<I, T>(ctx: Context, discussionId: string, run: RunAll<I, T>, input: I): Promise<Outcome<T>> {
  let queue = queues.get(ctx.bus)
  if (!queue) queues.set(ctx.bus, (queue = { waiting: [], busy: false, notBefore: 0 }))
  const { waiting } = queue
  const answer = new Promise<Outcome<T>>((resolve, reject) => {
    waiting.push({
      discussionId,
      run: run as RunAll<unknown, unknown>,
      input,
      resolve: resolve as Waiting['resolve'],
      reject,
    })
  })
  if (!queue.busy) void drain(ctx, queue)
  return answer
}

async function drain(ctx: Context, queue: Queue): Promise<void> {
  queue.busy = true
  while (queue.waiting.length > 0) {
    const early = queue.notBefore - performance.now()
    if (early > 0 && queue.waiting.length < MOST) await sleep(early)
    const began = performance.now()
    // In order of id, so that two processes never hold what the other one waits for.
    const batch = queue.waiting
      .splice(0, MOST)
      .toSorted((a, b) => (a.discussionId < b.discussionId ? -1 : a.discussionId > b.discussionId ? 1 : 0))
    try {
      const outcomes = await flush(ctx, batch)
      batch.forEach((one, n) => one.resolve(outcomes[n]!))
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
    const ended = performance.now()
    queue.notBefore = ended + pauseAfter(ended - began, SHARE, SOONEST, LATEST)
  }
  queue.busy = false
}

async function flush(ctx: Context, batch: readonly Waiting[]): Promise<Outcome<unknown>[]> {
  const done = await write(ctx, stranger, async (tx) => {
    const outcomes: Outcome<unknown>[] = []
    for (let from = 0; from < batch.length;) {
      const { discussionId, run } = batch[from]!
      let to = from + 1
      while (to < batch.length && batch[to]!.discussionId === discussionId && batch[to]!.run === run) to++
      const discussion = await lockDiscussion(tx, discussionId)
      const some = await run(
        tx,
        discussion,
        batch.slice(from, to).map((one) => one.input),
      )
      outcomes.push(...some)
      if (some.some((outcome) => outcome.ok)) tx.afterCommit(() => ctx.bus.publish(topicOf(discussionId), 'tally'))
      from = to
    }
    return ok(outcomes)
  })
  if (!done.ok) throw new Error(done.code)
  return done.value
}
