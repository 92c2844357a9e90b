import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { Released } from '../../queries.ts'

/** The item of a code like `talks/ABC123` in a release; undefined when it is not there. */
export function itemIdOf(released: Released, code: string): string | undefined {
  const [part, own] = code.split('/', 2)
  const { talks, sessions } = released.programme
  const list: readonly { readonly id: string; readonly code: string }[] =
    part === 'talks' ? talks : part === 'sessions' ? sessions : []
  return list.find((item) => item.code === own)?.id
}

/** Most that one keeps of one event: more than anybody can hear, and a bound for what a device hands over. */
const MOST = 2_000

/** Keeps or drops one item; without `on` it is switched. Returns whether it is kept now. */
export async function setFavourite(
  ctx: Context,
  actor: Actor,
  eventId: string,
  itemId: string,
  on?: boolean,
): Promise<Outcome<boolean>> {
  const personId = actor.personId
  if (personId === null) return fail('sign-in')
  return write(ctx, actor, async (tx) => {
    const held = await tx.db
      .selectFrom('favourite')
      .select('item_id')
      .where('person_id', '=', personId)
      .where('item_id', '=', itemId)
      .executeTakeFirst()
    const wanted = on ?? held === undefined
    if (wanted === (held !== undefined)) return ok(wanted)
    if (wanted) await add(tx, personId, eventId, [itemId])
    else await tx.db.deleteFrom('favourite').where('person_id', '=', personId).where('item_id', '=', itemId).execute()
    await tx.audit({ action: wanted ? 'favourite.add' : 'favourite.remove', entity: 'favourite', id: itemId, eventId })
    return ok(wanted)
  })
}

/** Adds what a device kept before its owner signed in. Returns how many there are of the event now. */
export async function mergeFavourites(
  ctx: Context,
  actor: Actor,
  eventId: string,
  itemIds: readonly string[],
): Promise<Outcome<number>> {
  const personId = actor.personId
  if (personId === null) return fail('sign-in')
  return write(ctx, actor, async (tx) => {
    const rows = await tx.db
      .selectFrom('favourite')
      .select('item_id')
      .where('person_id', '=', personId)
      .where('event_id', '=', eventId)
      .execute()
    const held = new Set(rows.map((row) => row.item_id))
    const fresh = [...new Set(itemIds)].filter((id) => !held.has(id)).slice(0, Math.max(0, MOST - held.size))
    if (fresh.length > 0) {
      await add(tx, personId, eventId, fresh)
      await tx.audit({ action: 'favourite.merge', entity: 'favourite', id: eventId, eventId, after: { items: fresh } })
    }
    return ok(held.size + fresh.length)
  })
}

async function add(tx: Tx, personId: string, eventId: string, itemIds: readonly string[]): Promise<void> {
  await tx.db
    .insertInto('favourite')
    .values(itemIds.map((itemId) => ({ person_id: personId, event_id: eventId, item_id: itemId, created_at: tx.now })))
    .onConflict((oc) => oc.columns(['person_id', 'item_id']).doNothing())
    .execute()
}

/** Makes the address of the person's calendar anew: the one before stops working at once. */
export async function renewCalendar(ctx: Context, actor: Actor): Promise<Outcome<string>> {
  const personId = actor.personId
  if (personId === null) return fail('sign-in')
  return write(ctx, actor, async (tx) => {
    const token = ctx.ids.token()
    await tx.db
      .insertInto('calendar_feed')
      .values({ person_id: personId, token, created_at: tx.now })
      .onConflict((oc) => oc.column('person_id').doUpdateSet({ token, created_at: tx.now }))
      .execute()
    await tx.audit({ action: 'calendar.renew', entity: 'calendar', id: personId })
    return ok(token)
  })
}

export async function revokeCalendar(ctx: Context, actor: Actor): Promise<Outcome<void>> {
  const personId = actor.personId
  if (personId === null) return fail('sign-in')
  return write(ctx, actor, async (tx) => {
    await tx.db.deleteFrom('calendar_feed').where('person_id', '=', personId).execute()
    await tx.audit({ action: 'calendar.revoke', entity: 'calendar', id: personId })
    return ok()
  })
}
