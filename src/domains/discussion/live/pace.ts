/**
 * How long to leave between two goes of work that took `took` milliseconds, so that it occupies at most `share` of the
 * time: on an idle machine often, on a loaded one seldom. All in milliseconds; never less than `least` nor more than `most`.
 */
export const pauseAfter = (took: number, share: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, took / share - took))
