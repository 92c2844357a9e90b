import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Tx } from '#src/platform/write.ts'

interface Current {
  readonly tx: Tx
  /** Hash of the password that the call brings, made before the transaction so that it waits for no arithmetic. */
  readonly hash?: string
}

/** The command inside which better-auth is called, if any: its writes and its mails then belong to that command. */
const current = new AsyncLocalStorage<Current>()

/** Runs a call of better-auth as part of a command's transaction. */
export const within = <T>(tx: Tx, call: () => Promise<T>, hash?: string): Promise<T> => current.run({ tx, hash }, call)

export const currentTx = (): Tx | undefined => current.getStore()?.tx
export const currentHash = (): string | undefined => current.getStore()?.hash

/** Where better-auth reads and writes just now. */
export const currentDb = (ctx: Context): AnyDb => current.getStore()?.tx.db ?? ctx.db
