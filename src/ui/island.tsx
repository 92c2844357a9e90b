import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { ReadingContext } from './context.tsx'

/** Anything that survives JSON; dates go as epoch milliseconds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * JSON that may stand inside a `<script>`: `<` cannot close the element or open a comment, and the two line
 * separators that older JavaScript does not allow in strings are escaped.
 */
export const embed = (value: Json): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

export interface IslandProps {
  /** `<domain>/<file>`: `events/editor` is `src/domains/events/islands/editor.island.tsx`. */
  name: string
  props: Json
  /** What people see and use until, or without, JavaScript: the plain form or table. */
  children?: ComponentChildren
}

/** A place where the browser mounts a component; the children are its complete server-rendered stand-in. */
export function Island({ name, props, children }: IslandProps) {
  useContext(ReadingContext).islands = true
  return (
    <div data-island={name}>
      <script type="application/json" dangerouslySetInnerHTML={{ __html: embed(props) }} />
      <div data-fallback>{children}</div>
    </div>
  )
}
