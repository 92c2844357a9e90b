import { plainText } from '#src/lib/text/markdown.ts'
import type { Text } from '#src/lib/text/multilingual.ts'

/** A column that holds JSON of our own writing; the caller knows of what. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the parameter is the caller's word for what it holds
export const parsed = <T>(column: string): T => JSON.parse(column) as T
export const textOf = (column: string): Text => parsed<Text>(column)

/** A text in Markdown as the words that it shows, for the search. */
export const plain = (text: Text): Text =>
  Object.fromEntries(Object.entries(text).map(([lang, source]) => [lang, plainText(source)]))
