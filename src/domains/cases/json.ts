import type { Text } from '#src/lib/text/multilingual.ts'

/** Columns hold what we wrote ourselves; a damaged one is a bug and may throw. */
export const parsed = <T>(json: string): T => JSON.parse(json) as T
export const textOf = (json: string): Text => parsed<Text>(json)
