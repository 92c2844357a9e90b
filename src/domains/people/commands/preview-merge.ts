import {
  TableNode,
  UpdateQueryNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type RootOperationNode,
} from 'kysely'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'

/** Rows that a merge would move, by table. */
export type Moved = Readonly<Record<string, number>>

/**
 * What a merge would move: every domain does it for real in a transaction that is then rolled back, and the rows that
 * its updates touch are counted. So the preview cannot differ from the deed.
 */
export async function previewMerge(
  ctx: Context,
  actor: Actor,
  kind: 'person' | 'facility',
  from: string,
  into: string,
): Promise<Moved> {
  const moved: Record<string, number> = {}
  await write(ctx, actor, async (tx) => {
    const counted: Tx = { ...tx, db: tx.db.withPlugin(counter(moved)) }
    for (const domain of ctx.domains) await domain.merge?.[kind]?.(counted, from, into)
    return fail('conflict')
  })
  return moved
}

/** Derived rows say nothing to a person: search terms are made anew, and the two records themselves always change. */
const QUIET = new Set(['person_term', 'facility_term'])

function counter(moved: Record<string, number>): KyselyPlugin {
  const tables = new WeakMap<object, string>()
  return {
    transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
      if (UpdateQueryNode.is(node) && node.table && TableNode.is(node.table))
        tables.set(queryId, node.table.table.identifier.name)
      return node
    },
    async transformResult({ queryId, result }) {
      const table = tables.get(queryId)
      const rows = Number(result.numAffectedRows ?? result.rows.length)
      if (table && rows > 0 && !QUIET.has(table)) moved[table] = (moved[table] ?? 0) + rows
      return result
    },
  }
}
