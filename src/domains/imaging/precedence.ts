import type { Context } from '#src/platform/context.ts'

const arrivals = new WeakMap<object, number>()

/** Something is arriving now; see `afterArrivals`. */
export const noteArrival = (ctx: Context): void => void arrivals.set(ctx.blobs, performance.now())

/** Whoever sent knows that nothing more comes, so nobody has to listen for the pause: tests do. */
export const nothingMoreComes = (ctx: Context): void => void arrivals.delete(ctx.blobs)

/** A sender is at work while objects follow each other this closely. */
const QUIET_MS = 400
const LONGEST_MS = 20_000

/**
 * Waits until nothing has arrived for a moment, so that ingest does not take the machine from those who send; at most
 * 20 seconds, for sources that never pause. Only in this process: other ones have their own.
 */
export async function afterArrivals(ctx: Context): Promise<void> {
  const from = performance.now()
  for (;;) {
    const now = performance.now()
    if (now - (arrivals.get(ctx.blobs) ?? -Infinity) > QUIET_MS || now - from > LONGEST_MS) return
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 4))
  }
}
