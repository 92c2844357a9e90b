import { stranger } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Outcome } from '#src/platform/outcome.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { lockDiscussion, topicOf } from '../live/log.ts'
import type { DiscussionTable } from '../tables.ts'

/** One small change of counts; it must look before it writes, because a refusal rolls nothing back. */
export type Ballot<T> = (tx: Tx, discussion: DiscussionTable | null) => Promise<Outcome<T>>

interface Waiting {
  readonly discussionId: string
  readonly run: Ballot<unknown>
  readonly resolve: (outcome: Outcome<unknown>) => void
  readonly reject: (error: unknown) => void
}

const MOST = 250

/** In flight only: whoever waits here has not been answered. */
const queues = new WeakMap<object, { waiting: Waiting[]; busy: boolean }>()

/**
 * Votes of many people made durable together: what comes while one transaction is being written goes into the next,
 * so that a full hall costs some dozens of disk flushes a second. Each is answered after its own is on the disk.
 */
export function together<T>(ctx: Context, discussionId: string, run: Ballot<T>): Promise<Outcome<T>> {
  let queue = queues.get(ctx.bus)
  if (!queue) queues.set(ctx.bus, (queue = { waiting: [], busy: false }))
  const { waiting } = queue
  const answer = new Promise<Outcome<T>>((resolve, reject) => {
    waiting.push({ discussionId, run, resolve: resolve as Waiting['resolve'], reject })
  })
  if (!queue.busy) void drain(ctx, queue)
  return answer
}

async function drain(ctx: Context, queue: { waiting: Waiting[]; busy: boolean }): Promise<void> {
  queue.busy = true
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.splice(0, MOST).toSorted((a, b) => (a.discussionId < b.discussionId ? -1 : a.discussionId > b.discussionId ? 1 : 0))
    try {
      const outcomes = await flush(ctx, batch)
      batch.forEach((one, n) => one.resolve(outcomes[n]!))
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }
  queue.busy = false
}

async function flush(ctx: Context, batch: readonly Waiting[]): Promise<Outcome<unknown>[]> {
  const done = await write(ctx, stranger, async (tx) => {
    const outcomes: Outcome<unknown>[] = []
    const touched = new Set<string>()
    let discussion: DiscussionTable | null = null
    for (const { discussionId, run } of batch) {
      // In order of id, so that two processes never hold what the other one waits for.
      if (discussion?.id !== discussionId) discussion = await lockDiscussion(tx, discussionId)
      const outcome = await run(tx, discussion)
      if (outcome.ok) touched.add(discussionId)
      outcomes.push(outcome)
    }
    tx.afterCommit(() => {
      for (const id of touched) ctx.bus.publish(topicOf(id), 'tally')
    })
    return ok(outcomes)
  })
  if (!done.ok) throw new Error(done.code)
  return done.value
}
