/** ms that frame `index` (from 0) stands: of its own where they differ, else the same for all, else what is usual. */
export function frameDuration(frameTime: number | readonly number[] | undefined, index: number, usual = 66.7): number {
  // Frame Time Vector (0018,1065): each value is the time since the frame before it, the first one is 0 (PS3.3 C.7.6.5.1.2).
  const own = typeof frameTime === 'object' ? (frameTime[index + 1] ?? frameTime.at(-1)) : frameTime
  return own !== undefined && own > 0 && own < 60_000 ? own : usual
}

/**
 * Which frame stands after `elapsed` ms from `index` on, and how many ms of it have passed. `speed` 2 plays twice as fast.
 * Late frames are left out, never shown slower than they were taken.
 */
export function cineStep(
  from: { readonly index: number; readonly spent: number },
  elapsed: number,
  frames: number,
  duration: (index: number) => number,
  speed = 1,
): { index: number; spent: number } {
  let { index } = from
  let spent = from.spent + elapsed * speed
  for (let guard = 0; guard < 10_000 && frames > 1; guard += 1) {
    const stands = duration(index)
    if (spent < stands) break
    spent -= stands
    index = (index + 1) % frames
  }
  return { index, spent }
}
