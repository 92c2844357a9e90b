import { sql } from 'kysely'
import type { Actor } from '../authz.ts'
import type { Context } from '../context.ts'
import type { Cursor } from './cursor.ts'
import { differences, type Difference } from './differences.ts'
import { mayOperate } from './policy.ts'

export interface AuditFilter {
  /** Part of the name, or the id, of who did it. */
  readonly who?: string
  /** Beginning of the action. */
  readonly action?: string
  /** `talk`, or `talk:<id>` for one record. */
  readonly entity?: string
  /** Epoch milliseconds; from inclusive, until exclusive. */
  readonly from?: number | null
  readonly until?: number | null
  readonly after?: Cursor
  readonly limit: number
}

export interface AuditLine {
  readonly id: string
  readonly at: number
  readonly actorId: string | null
  readonly actor: string
  readonly action: string
  readonly entity: string
  readonly entityId: string
  readonly requestId: string | null
  readonly differences: readonly Difference[]
}

/** Changes that match, the newest first; `after` goes on below a line that was shown. */
export async function auditLines(ctx: Context, actor: Actor, filter: AuditFilter): Promise<AuditLine[]> {
  if (!mayOperate(actor)) return []
  const { who, action, entity, from, until, after, limit } = filter
  let query = ctx.db.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)
  if (who)
    query = query.where((eb) =>
      eb.or([
        eb('actor_id', '=', who),
        sql<boolean>`lower(actor_name) like ${`%${escaped(who.toLowerCase())}%`} escape '\\'`,
      ]),
    )
  if (action) query = query.where(sql<boolean>`action like ${`${escaped(action)}%`} escape '\\'`)
  const [kind, ...rest] = (entity ?? '').split(':')
  if (kind) query = query.where('entity', '=', kind)
  if (rest.length > 0) query = query.where('entity_id', '=', rest.join(':'))
  if (from) query = query.where('at', '>=', from)
  if (until) query = query.where('at', '<', until)
  if (after)
    query = query.where((eb) =>
      eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('id', '<', after.id)])]),
    )
  return (await query.execute()).map((row) => ({
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actor: row.actor_name,
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    requestId: row.request_id,
    differences: differences(row.before, row.after),
  }))
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
