/** Lets work in while what is inside stays under a bound of bytes; one is always let in. */
export function createGate(most: number) {
  let inside = 0
  let held = 0
  const waiting: (() => void)[] = []
  return {
    async enter(bytes: number): Promise<void> {
      while (inside > 0 && held + bytes > most) await new Promise<void>((resolve) => waiting.push(resolve))
      inside += 1
      held += bytes
    },
    leave(bytes: number): void {
      inside -= 1
      held -= bytes
      for (const go of waiting.splice(0)) go()
    },
  }
}

/** Collects calls of one moment into one request: `many` gets up to `most` of them. */
export function together<A, B>(most: number, many: (asked: readonly A[]) => Promise<readonly B[]>) {
  let waiting: { one: A; done: (value: B) => void; failed: (error: unknown) => void }[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const go = async (): Promise<void> => {
    timer = null
    const batch = waiting.splice(0, most)
    if (waiting.length > 0) timer = setTimeout(() => void go(), 0)
    try {
      const values = await many(batch.map(({ one }) => one))
      for (const [i, { done }] of batch.entries()) done(values[i]!)
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  return (one: A): Promise<B> =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed })
      timer ??= setTimeout(() => void go(), 15)
    })
}
