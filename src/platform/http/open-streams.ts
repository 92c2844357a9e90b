import type { Context } from '../context.ts'

interface Streams {
  readonly ends: Set<() => void>
  closing: boolean
}

const kept = new WeakMap<object, Streams>()

function streamsOf(ctx: Context): Streams {
  let streams = kept.get(ctx.bus)
  if (!streams) kept.set(ctx.bus, (streams = { ends: new Set(), closing: false }))
  return streams
}

/**
 * For an answer that stays open (server-sent events): `end` is called when the server shuts down, at once where that
 * has begun. Browsers come back by themselves. Returns what to call when the answer is over.
 */
export function untilShutdown(ctx: Context, end: () => void): () => void {
  const { ends, closing } = streamsOf(ctx)
  if (closing) end()
  else ends.add(end)
  return () => void ends.delete(end)
}

/** Ends every open answer of this process, so that the server need not wait for readers who never leave. */
export function endStreams(ctx: Context): void {
  const streams = streamsOf(ctx)
  streams.closing = true
  for (const end of streams.ends) end()
  streams.ends.clear()
}
