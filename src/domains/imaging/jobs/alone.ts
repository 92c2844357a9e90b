import type { Context } from '#src/platform/context.ts'

const running = new WeakMap<object, Map<string, { again: boolean; promise: Promise<void> }>>()

/** Runs one work of a name at a time in this process; asked for meanwhile, it runs once more afterwards, for the last that asked. */
export async function alone(ctx: Context, name: string, work: () => Promise<void>): Promise<void> {
  const works = running.get(ctx.blobs) ?? new Map<string, { again: boolean; promise: Promise<void> }>()
  running.set(ctx.blobs, works)
  const current = works.get(name)
  if (current) {
    current.again = true
    return await current.promise
  }
  const state = { again: false, promise: Promise.resolve() }
  state.promise = (async () => {
    try {
      do {
        state.again = false
        await work()
      } while (state.again)
    } finally {
      works.delete(name)
    }
  })()
  works.set(name, state)
  await state.promise
}
