/** One figure against its limit. `ratio` is value over limit, or over the named peer's figure of the same run. */
export interface Bar {
  readonly bar: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly peer?: string
  readonly ratio?: number
  readonly holds: boolean
}

/** A benchmark: one file, one subject, found by its name on the command line. */
export interface Bench {
  readonly name: string
  readonly run: () => Promise<readonly Bar[]>
}

/** A bar whose value must not exceed its limit. */
export const atMost = (bar: string, value: number, unit: string, limit: number, peer?: string): Bar => ({
  bar,
  value,
  unit,
  limit,
  ...(peer ? { peer } : {}),
  ratio: value / limit,
  holds: value <= limit,
})

/** A bar whose value must reach its limit. */
export const atLeast = (bar: string, value: number, unit: string, limit: number, peer?: string): Bar => ({
  ...atMost(bar, value, unit, limit, peer),
  holds: value >= limit,
})
