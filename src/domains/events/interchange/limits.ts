/** Bounds of every importer: far above any real meeting, low enough that no file can exhaust the server. */
export const MAX_BYTES = 32 * 1024 * 1024
/** Sum of the unpacked parts of a workbook: a zip bomb ends here. */
export const MAX_UNPACKED = 64 * 1024 * 1024
/** Sessions and talks of one file; 36C3, one of the largest congresses, has 1,351. */
export const MAX_ENTRIES = 20_000
export const MAX_ROOMS = 2_000
export const MAX_PEOPLE_PER_ENTRY = 500
export const MAX_LINKS = 200
/** Characters of one abstract or description; a title or name is bounded by `MAX_LINE`. */
export const MAX_BLOCK = 100_000
export const MAX_LINE = 1_000
export const MAX_PROBLEMS = 10_000
/** A talk before this hour of the local clock belongs to the programme day before. */
export const DAY_BREAK_HOUR = 4
/** Longest duration that schedule.xml can write (99:59). */
export const MAX_MINUTES = 99 * 60 + 59
