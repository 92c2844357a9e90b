import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Command } from '../../edits/edits.ts'
import type { Span } from '../../programme/overlaps.ts'
import type { Day, Participant, Programme, Room, Session, Talk, Track } from '../../programme/programme.ts'

export interface EditorProps {
  readonly slug: string
  readonly lang: Lang
  readonly day: string | null
  readonly csrf: string
  readonly canEdit: boolean
  /** Address of the programme's pages, with language. */
  readonly base: string
}

/** What `GET /api/events/:slug/editor` answers. */
export interface EditorState {
  readonly number: number
  readonly revision: number
  readonly programme: Programme
  readonly revisions: Readonly<Record<string, number>>
  readonly availability: readonly (readonly [string, readonly Span[]])[]
  readonly canEdit: boolean
  readonly me: string | null
}

/** Items as they are now; see manage/programme/lean.ts. */
export interface Changes {
  readonly sessions: readonly Session[]
  readonly talks: readonly Talk[]
  readonly removed: readonly string[]
  readonly days?: readonly Day[]
  readonly rooms?: readonly Room[]
  readonly tracks?: readonly Track[]
  readonly people: readonly Participant[]
  readonly revisions: Readonly<Record<string, number>>
}

export interface LiveEdit {
  readonly number: number
  readonly revision: number
  readonly by: string
  readonly byId: string | null
  readonly changes: Changes
}

/** A refused edit with what stands now, until the person has decided. */
export interface Conflict {
  readonly command: Command
  readonly by: string
  readonly mine: string
  readonly theirs: string
}
