import { sql } from 'kysely'
import type { Tx } from '#src/platform/write.ts'
import type { LogTable } from '../tables.ts'

export type Channel = LogTable['channel']
export interface Change {
  readonly kind: LogTable['kind']
  readonly ref: string
  /** Whether readers who do not moderate are concerned; the chair always is. */
  readonly public: boolean
}

/** Where hints for the live readers of a discussion go. */
export const topicOf = (discussionId: string): string => `discussion:${discussionId}`

/**
 * Holds the discussion for the rest of the transaction: every command begins with it, so that the numbers of the log
 * become visible in their order and two commands never wait for each other crosswise. Null: never opened.
 */
export async function lockDiscussion(tx: Tx, id: string) {
  const query = tx.db.selectFrom('discussion').selectAll().where('id', '=', id)
  return (await (tx.ctx.engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/**
 * Enters changes into the logs and tells the live readers once they are durable. The public log is written only for
 * what the public sees: its numbers tell nothing of what goes on before the chair.
 */
export async function record(tx: Tx, discussionId: string, changes: readonly Change[]): Promise<void> {
  for (const channel of ['public', 'chair'] as const) {
    const entries = changes.filter((c) => c.public || channel === 'chair')
    if (entries.length === 0) continue
    const column = `${channel}_seq` as const
    const { seq } = await tx.db
      .updateTable('discussion')
      .set({ [column]: sql<number>`${sql.ref(column)} + ${entries.length}` })
      .where('id', '=', discussionId)
      .returning(`${column} as seq`)
      .executeTakeFirstOrThrow()
    const rows = entries.map(({ kind, ref }, n) => ({
      discussion_id: discussionId,
      channel,
      seq: seq - entries.length + 1 + n,
      kind,
      ref,
      at: tx.now,
    }))
    await tx.db.insertInto('discussion_log').values(rows).execute()
  }
  tx.afterCommit(() => tx.ctx.bus.publish(topicOf(discussionId), 'log'))
}
