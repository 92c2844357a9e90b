/** Bytes a second over the last seconds, and what that means for the rest. */
export function createRate(window = 20_000) {
  let points: { at: number; done: number }[] = []
  return {
    /** Seconds left, or null while nobody can say. */
    left(at: number, done: number, all: number): number | null {
      if (points.at(-1)?.done !== done || at - (points.at(-1)?.at ?? 0) > 1000) points.push({ at, done })
      points = points.filter((point) => at - point.at < window)
      const first = points[0]
      if (!first || at - first.at < 1500 || done <= first.done) return null
      return ((all - done) * (at - first.at)) / 1000 / (done - first.done)
    },
  }
}
