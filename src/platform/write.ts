import { openTransaction } from './db/connect.ts'
import type { Actor } from './authz.ts'
import type { Context } from './context.ts'
import type { DbTx } from './db/types.ts'
import type { Outcome } from './outcome.ts'
import { enqueue, type JobOptions } from './jobs/enqueue.ts'
import { queueMail, type MailMessage } from './mail/queue.ts'

/** One change of the audit log: `before` and `after` hold only what changed. */
export interface AuditEntry {
  readonly action: string
  readonly entity: string
  readonly id: string
  readonly eventId?: string | null
  readonly before?: object | null
  readonly after?: object | null
}

/** The inside of a command: all its effects happen together or not at all. */
export interface Tx {
  readonly ctx: Context
  readonly actor: Actor
  readonly db: DbTx
  readonly now: number
  audit(entry: AuditEntry): Promise<void>
  enqueue(name: string, payload: object, options?: JobOptions): Promise<void>
  /** A fact for other domains: becomes one job for each listener, committed with the change that caused it. */
  emit(event: string, payload: object): Promise<void>
  mail(message: MailMessage): Promise<string>
  /** Runs once the change is durable; for hints on the bus. */
  afterCommit(effect: () => void): void
}

class RolledBack extends Error {
  constructor(readonly outcome: unknown) {
    super('rolled back')
  }
}

/**
 * Runs a command's writes in one transaction with its audit, mail, jobs and events.
 * An outcome that is not ok rolls everything back and is returned; an exception rolls back and is thrown on.
 */
export async function write<T>(ctx: Context, actor: Actor, body: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const effects: (() => void)[] = []
  try {
    const outcome = await ctx.db.transaction().execute((db) =>
      openTransaction.run(true, async () => {
        const result = await body(makeTx(ctx, actor, db, effects))
        if (!result.ok) throw new RolledBack(result)
        return result
      }),
    )
    for (const effect of effects) effect()
    return outcome
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome as Outcome<T>
    throw error
  }
}

/** PostgreSQL's code of a row that a unique index refuses. */
const TAKEN = '23505'
/** So many who want the same at one moment are served; each time at least one of them is. */
const TRIES = 5

/**
 * As `write`, for what takes a name that only one may have. Whoever takes it at the same moment is seen by no check on
 * PostgreSQL, only by the unique index; then the body runs anew, and its check sees them. On SQLite writers take turns.
 */
export async function writeUnique<T>(
  ctx: Context,
  actor: Actor,
  body: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  for (let tries = 1; ; tries++)
    try {
      return await write(ctx, actor, body)
    } catch (error) {
      if (tries === TRIES || (error as { code?: unknown }).code !== TAKEN) throw error
    }
}

function makeTx(ctx: Context, actor: Actor, db: DbTx, effects: (() => void)[]): Tx {
  const now = ctx.clock.now()
  const tx: Tx = {
    ctx,
    actor,
    db,
    now,
    async audit(entry) {
      await db
        .insertInto('audit')
        .values({
          id: ctx.ids.id(),
          at: now,
          actor_id: actor.personId,
          actor_name: actor.system ?? actor.name,
          action: entry.action,
          entity: entry.entity,
          entity_id: entry.id,
          event_id: entry.eventId ?? null,
          before: entry.before ? JSON.stringify(entry.before) : null,
          after: entry.after ? JSON.stringify(entry.after) : null,
          request_id: ctx.requestId,
        })
        .execute()
    },
    async enqueue(name, payload, options) {
      await enqueue(ctx, db, name, payload, options)
      effects.push(() => ctx.bus.publish('jobs', name))
    },
    async emit(event, payload) {
      for (const name of ctx.listeners.get(event) ?? []) await tx.enqueue(name, payload)
    },
    async mail(message) {
      const id = await queueMail(ctx, db, message)
      if (message.hold !== true) await tx.enqueue('mail:send', { id })
      return id
    },
    afterCommit(effect) {
      effects.push(effect)
    },
  }
  return tx
}

/** Only the keys whose values differ, for an audit entry of an update. */
export function changed<T extends object>(
  before: T,
  after: Partial<T>,
): { before: Partial<T>; after: Partial<T> } | null {
  const was: Partial<T> = {}
  const is: Partial<T> = {}
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    was[key] = before[key]
    is[key] = after[key]
  }
  return Object.keys(is).length > 0 ? { before: was, after: is } : null
}
