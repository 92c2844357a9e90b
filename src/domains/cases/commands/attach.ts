import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mayManage } from '../policy.ts'
import { itemAt, refOf } from '../queries/attachments.ts'
import { standingOf } from '../queries/case.ts'

const ADDRESS = /events\/([a-z0-9-]{1,80})\/(talk|session)s\/([0-9A-Za-z]{4,12})/

/** What an address of a talk's or session's page names; null for any other. */
export function readAddress(address: string): { kind: 'talk' | 'session'; ref: string } | null {
  const [, slug, kind, code] = ADDRESS.exec(address) ?? []
  return slug && kind && code ? { kind: kind as 'talk' | 'session', ref: refOf(slug, code.toUpperCase()) } : null
}

/** Shows a case on the page of a talk or session that the owner may see. `announced`: also tells that there is one. */
export async function attach(
  ctx: Context,
  actor: Actor,
  code: string,
  { address, announced }: { address: string; announced: boolean },
): Promise<Outcome> {
  const item = readAddress(address)
  const known = item && (await itemAt(ctx, actor, item.kind, item.ref))
  return write(ctx, actor, async (tx) => {
    const found = await standingOf(tx.db, actor, tx.now, { code: code.toUpperCase() })
    if (!found || !mayManage(actor, found.standing)) return fail('not-found')
    if (!item || !known) return invalid({ address: 'not-found' })
    await tx.db
      .insertInto('case_attachment')
      .values({
        case_id: found.row.id,
        ...item,
        announced: announced ? 1 : 0,
        added_by: actor.personId,
        added_at: tx.now,
      })
      .onConflict((oc) => oc.columns(['case_id', 'kind', 'ref']).doUpdateSet({ announced: announced ? 1 : 0 }))
      .execute()
    await tx.audit({ action: 'case.attach', entity: 'case', id: found.row.id, eventId: known.eventId, after: item })
    return ok()
  })
}

export function detach(ctx: Context, actor: Actor, code: string, kind: string, ref: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const found = await standingOf(tx.db, actor, tx.now, { code: code.toUpperCase() })
    if (!found || !mayManage(actor, found.standing)) return fail('not-found')
    await tx.db
      .deleteFrom('case_attachment')
      .where('case_id', '=', found.row.id)
      .where('kind', '=', kind)
      .where('ref', '=', ref)
      .execute()
    await tx.audit({ action: 'case.detach', entity: 'case', id: found.row.id, before: { kind, ref } })
    return ok()
  })
}
