import type { Lang } from '#src/lib/text/multilingual.ts'
import type { View } from '#src/lib/imaging/view.ts'

/**
 * What a page tells the viewer, as JSON inside `<div id="viewer">`. Everything shown is already permitted to the person;
 * the server asks again at every request.
 */
export interface ViewerConfig {
  readonly lang: Lang
  /** Title of the case or the study; names no patient. */
  readonly title: string
  /** Where "back" leads. */
  readonly back: string
  /** Study Instance UIDs, the first one opens. */
  readonly studies: readonly string[]
  /** What to show first; else `?view=` of the address, else the first image. */
  readonly view?: View
  readonly mayMark: boolean
  /** Address of the marks' JSON; null: no marks here. */
  readonly marks: string | null
  /** Address of the discussion's JSON; null: no discussion here. */
  readonly comments: string | null
  readonly person: { readonly id: string; readonly name: string } | null
  /** Images made by our own code, said on screen. */
  readonly synthetic: boolean
  /** Quiz: marks and comments of others stay hidden. */
  readonly hideFindings?: boolean
}
