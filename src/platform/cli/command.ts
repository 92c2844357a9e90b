import type { Context } from '../context.ts'
import type { Io } from './io.ts'

/** One option, `--name`; a string option names its value in `value`, a boolean one has none. */
export interface Option {
  readonly means: string
  readonly value?: string
  readonly short?: string
  readonly required?: boolean
  /** May be given several times. */
  readonly multiple?: boolean
}

export interface Positional {
  readonly name: string
  readonly means: string
  readonly required?: boolean
}

/** What was typed, checked against the declaration. */
export interface Args {
  /** A positional by its declared name, or the value of an option; undefined when not given. */
  text(name: string): string | undefined
  /** The same, where the declaration says required. */
  need(name: string): string
  flag(name: string): boolean
  all(name: string): readonly string[]
}

/**
 * One command, declared once: parsing, `--help` and the README's list come from it. A domain hands its own to
 * `Domain.commands`; a name of two words (`admin grant-role`) is a sub-command, listed by `hoi admin`.
 */
export interface Command {
  readonly name: string
  /** One line, without a full stop. */
  readonly summary: string
  /** More, below the usage; plain text wrapped at 100 columns. */
  readonly about?: string
  readonly positionals?: readonly Positional[]
  readonly options?: Readonly<Record<string, Option>>
  readonly examples?: readonly string[]
  /** Returns the exit code: 0 done, 1 failed. Throw UsageError for 2, CommandFailed for 1 with a message. */
  readonly run: (args: Args, io: Io) => Promise<number>
}

export const DONE = 0
export const FAILED = 1
export const MISUSED = 2

/** The command was given wrongly; the message names what, and how it is meant is pointed at. */
export class UsageError extends Error {}

/** An expected failure: its message is all that a person needs, no stack. */
export class CommandFailed extends Error {}

/** Opens what commands work on and closes it again, whatever happens. Given by the composition root. */
export type WithContext = <T>(body: (ctx: Context) => Promise<T>) => Promise<T>
