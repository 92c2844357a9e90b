import type { ComponentChildren } from 'preact'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from './authz.ts'
import type { Command } from './cli/command.ts'
import type { Context } from './context.ts'
import type { Migration } from './db/migrate.ts'
import type { App } from './http/env.ts'
import type { Tx } from './write.ts'

export type JobHandler = (ctx: Context, payload: never) => Promise<void>

/** What a domain hands to the composition root (src/domains.ts); it never mounts itself. */
export interface Domain {
  readonly name: string
  readonly migrations: readonly Migration[]
  /** Pages for people, below `/:lang`. */
  readonly pages?: (app: App) => void
  /** Addresses without a language: feeds, exports, API, media. */
  readonly endpoints?: (app: App) => void
  /** By name, `people:send-welcome`; a handler may run twice, so it must bear it. */
  readonly jobs?: Readonly<Record<string, JobHandler>>
  /** Recurring jobs of this domain: name -> period in milliseconds; runs fall on multiples of it. */
  readonly every?: Readonly<Record<string, number>>
  /** Commands of `hoi`; two words (`admin grant-role`) make a sub-command. */
  readonly commands?: readonly Command[]
  /** Facts of other domains that this one acts on; each becomes the job `<name>:on:<event>`. */
  readonly on?: Readonly<Record<string, JobHandler>>
  /** A person's own data: everything held about them here, and its removal. */
  readonly personal?: {
    readonly export: (ctx: Context, personId: string) => Promise<object>
    readonly erase: (tx: Tx, personId: string) => Promise<void>
  }
  /** Moves every reference of a record that is merged into another one. */
  readonly merge?: {
    readonly person?: (tx: Tx, from: string, into: string) => Promise<void>
    readonly facility?: (tx: Tx, from: string, into: string) => Promise<void>
  }
  /** What a domain shows on the public page of a person or facility (their talks, their cases); null: nothing. */
  readonly sections?: {
    readonly person?: SectionOf
    readonly facility?: SectionOf
  }
}

export type SectionOf = (ctx: Context, actor: Actor, lang: Lang, id: string) => Promise<ComponentChildren>
