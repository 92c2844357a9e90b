import type { Expression } from 'kysely'
import type { ComponentChildren } from 'preact'
import type { Lang, Text } from '#src/lib/text/multilingual.ts'
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
  /** What is posted by programs that know nothing of our forms (one-click unsubscribe): stands before the check of forms. */
  readonly beforeForms?: (app: App) => void
  /** By name, `people:send-welcome`; a handler may run twice, so it must bear it. */
  readonly jobs?: Readonly<Record<string, JobHandler>>
  /** Recurring jobs of this domain: name -> period in milliseconds; runs fall on multiples of it. */
  readonly every?: Readonly<Record<string, number>>
  /** Asks, as jobs, for all that the site's search holds of this domain to be indexed anew (platform/search/renew.ts). */
  readonly reindex?: (tx: Tx) => Promise<void>
  /** What runs beside the web server for as long as it does (another port, say); null when the settings ask for nothing. */
  readonly service?: (ctx: Context) => Promise<{ close(): Promise<void> } | null>
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
    /** On the public page of a session or talk: its discussion, its recording. The same for everyone who sees the event. */
    readonly item?: (
      ctx: Context,
      actor: Actor,
      lang: Lang,
      item: { slug: string; kind: 'session' | 'talk'; code: string; id: string },
    ) => Promise<ComponentChildren>
    /** On the public page of a meeting: the cases that belong to it. */
    readonly event?: (ctx: Context, actor: Actor, lang: Lang, event: { slug: string }) => Promise<ComponentChildren>
  }
  /** Facts of a meeting, by its id or slug, for its report in the news; each domain gives what it knows, null where it knows nothing. */
  readonly report?: (ctx: Context, actor: Actor, event: string) => Promise<MeetingReport | null>
  /** Where those who run the society find this domain's pages: what this actor may open, in order. */
  readonly manage?: (actor: Actor, lang: Lang) => readonly ManageLink[]
  /** A signed-in person's own pages here (their talks, their favourites), shown with their account. */
  readonly account?: (actor: Actor, lang: Lang) => readonly ManageLink[]
  /** Names of the events, latest first, for whoever grants roles in them. */
  readonly eventNames?: (ctx: Context, lang: Lang) => Promise<readonly { readonly id: string; readonly name: string }[]>
  /** What the society itself put into the menus of every page; in memory, since every page asks. */
  readonly menus?: (ctx: Context, lang: Lang) => Promise<Menus>
  /** A part of the home page. */
  readonly homeSection?: (ctx: Context, actor: Actor, lang: Lang) => Promise<ComponentChildren>
  /**
   * Cases of the archive, as a query of their ids, of which what others said gives away an answer that the reader is
   * still to give. Asked by the archive, which knows nothing of quizzes, as a part of its own statements.
   */
  readonly withholds?: (ctx: Context, actor: Actor) => Expression<unknown>
  /** Cases of the archive, as a query of their ids, whose images a program made: every page that shows them says so. */
  readonly synthetic?: (ctx: Context) => Expression<unknown>
  /** Cases by code, those that the actor may see: their titles and addresses without language. One statement for all. */
  readonly namedCases?: (
    ctx: Context,
    actor: Actor,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly title: Text; readonly path: string }>>
  /** Public pages for search engines, addresses without language. */
  readonly sitemap?: (ctx: Context) => Promise<readonly SitemapEntry[]>
  /** What readers may comment on, by kind (`talk`): its title and address if the actor may see it, else null. */
  readonly commentable?: Readonly<
    Record<string, (ctx: Context, actor: Actor, ref: string) => Promise<Commentable | null>>
  >
}

/** Entries of the society's own menus: paths without language, or addresses elsewhere (`https://`). */
export interface Menus {
  readonly main: readonly { readonly label: string; readonly href: string }[]
  readonly footer: readonly { readonly label: string; readonly href: string }[]
}

/** A page of the management, its address without language. */
export interface ManageLink {
  readonly path: string
  readonly label: string
  /** Stands before the others: where the day's work begins. */
  readonly first?: boolean
}

/** What a meeting was, for the draft of its report: only what the actor may see. */
export interface MeetingReport {
  readonly slug?: string
  readonly title?: Text
  /** In words of each language: the kind, dates and place. */
  readonly kind?: Text
  readonly startsOn?: string
  readonly endsOn?: string
  readonly place?: Text
  readonly organisers?: readonly Text[]
  readonly topics?: readonly Text[]
  readonly speakers?: readonly { readonly name: string; readonly facility?: Text; readonly talk?: Text }[]
  readonly sessions?: number
  readonly talks?: number
  readonly delegates?: number
  readonly facilities?: number
  /** Of its open discussions, what everyone sees: questions, those answered, votes on them, polls. */
  readonly discussion?: {
    readonly questions: number
    readonly answered: number
    readonly votes: number
    readonly polls: number
  }
}

export interface SitemapEntry {
  readonly path: string
  /** Last change, epoch milliseconds. */
  readonly at?: number
}

export interface Commentable {
  readonly title: Text
  /** Address of the page without language. */
  readonly path: string
  /** No new comments; those there are stay. */
  readonly closed?: boolean
}

export type SectionOf = (ctx: Context, actor: Actor, lang: Lang, id: string) => Promise<ComponentChildren>
