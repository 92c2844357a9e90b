import type { Day, EventFacts, Participant, Programme, Room, Session, Talk, Track } from '../programme/programme.ts'
import type { Problem } from './problems.ts'

/**
 * The family of identifiers that a file uses. `frab` is the family of schedule.json and schedule.xml (guid first),
 * whoever wrote them, so that the JSON and the XML of one congress name the same things; `pretalx` is its API dump.
 */
export type SourceSystem = 'frab' | 'pretalx' | 'indico' | 'sheet' | 'hoi'

/** What a file calls a thing: system, kind of thing and the file's identifier, e.g. `frab:talk:6a32cb72-…`. */
export type SourceId = `${SourceSystem}:${SourceKind}:${string}`
export type SourceKind = 'room' | 'track' | 'session' | 'talk' | 'person'

export type Sourced<T> = T & { readonly sourceId: SourceId }

export type Format =
  | 'schedule.json'
  | 'schedule.xml'
  | 'pretalx-dump'
  | 'indico-event'
  | 'indico-timetable'
  | 'csv'
  | 'xlsx'
  | 'hoi'

/** `fileKey`: how the file tells its people apart, before this importer told apart those who share a number. */
export type DraftPerson = Sourced<Participant> & { readonly fileKey: string }

/**
 * A Programme read from a file. Its ids are source ids (`id === sourceId`) and all references use them, so that it can
 * be previewed, checked and compared like any other programme before `applyDraft` gives it ids of its own.
 */
export interface ImportDraft extends Programme {
  readonly system: SourceSystem
  readonly format: Format
  readonly carries: Carries
  readonly event: EventFacts
  readonly days: readonly Day[]
  readonly rooms: readonly Sourced<Room>[]
  readonly tracks: readonly Sourced<Track>[]
  readonly sessions: readonly Sourced<Session>[]
  readonly talks: readonly Sourced<Talk>[]
  readonly people: readonly DraftPerson[]
}

/** What the format can say at all: silence about anything else leaves the working copy as it is. */
export interface Carries {
  /** False: the source knows no sessions, so a talk's place in one is the secretariat's work and stays. */
  readonly sessions: boolean
  /** Languages in which a missing text means "none"; texts in other languages stay. Null: all (the format is lossless). */
  readonly langs: readonly string[] | null
}

export interface ParseResult {
  readonly draft: ImportDraft | null
  readonly problems: readonly Problem[]
}

export interface ParseOptions {
  /** IANA zone of the event that the file is imported into; used where the file names none. */
  readonly zone?: string
  /** Language of the file's texts; without it each talk's spoken language is taken. */
  readonly lang?: string
}

export const sourceId = (system: SourceSystem, kind: SourceKind, id: string): SourceId => `${system}:${kind}:${id}`
