import { sql } from 'kysely'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'

/**
 * An account is entered by another address: what its owner had asked for at the old one (newsletter, further comments)
 * comes to the new one, and notices that they had left stay left. Both addresses have been shown to be theirs. Asks for
 * the address of now, so that two changes in a row end at the last one; a second run finds nothing to move.
 */
export const followAddress: JobHandler = async (
  ctx: Context,
  { personId, from }: { personId: string; from: string },
) => {
  await write(ctx, systemActor('job:news:address'), async (tx) => {
    const account = await tx.db
      .selectFrom('auth_user')
      .select('email')
      .where('person_id', '=', personId)
      .where('email_verified', '=', 1)
      .executeTakeFirst()
    if (!account || account.email === from) return ok()
    await moveSubscription(tx, personId, from, account.email)
    await moveWatches(tx, from, account.email)
    await tx.db
      .insertInto('mail_optout')
      .columns(['email', 'list', 'at'])
      .expression((eb) =>
        eb
          .selectFrom('mail_optout')
          .select([sql<string>`${account.email}`.as('email'), 'list', 'at'])
          .where('email', '=', from)
          .where('list', '=', 'notices'),
      )
      .onConflict((oc) => oc.columns(['email', 'list']).doNothing())
      .execute()
    return ok()
  })
}

/** Not to an address that has itself left the newsletter: that was said of it, and nothing else was since. */
async function moveSubscription(tx: Tx, personId: string, from: string, to: string): Promise<void> {
  const old = await tx.db
    .selectFrom('newsletter_subscriber')
    .selectAll()
    .where('email', '=', from)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const left = await tx.db
    .selectFrom('mail_optout')
    .select('email')
    .where('email', '=', to)
    .where('list', '=', 'newsletter')
    .executeTakeFirst()
  if (!old || left) return
  const { email: _, ...kept } = { ...old, person_id: personId }
  await tx.db
    .insertInto('newsletter_subscriber')
    .values({ email: to, ...kept })
    .onConflict((oc) => oc.column('email').doUpdateSet(kept).where('newsletter_subscriber.state', '!=', 'active'))
    .execute()
  await tx.db.deleteFrom('newsletter_subscriber').where('email', '=', from).execute()
  await tx.audit({ action: 'newsletter.move', entity: 'newsletter', id: 'subscriber' })
}

async function moveWatches(tx: Tx, from: string, to: string): Promise<void> {
  await tx.db
    .insertInto('comment_watch')
    .columns(['kind', 'ref', 'email', 'lang', 'confirmed_at', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('comment_watch')
        .select(['kind', 'ref', sql<string>`${to}`.as('email'), 'lang', 'confirmed_at', 'created_at'])
        .where('email', '=', from)
        .where('confirmed_at', 'is not', null),
    )
    .onConflict((oc) => oc.columns(['kind', 'ref', 'email']).doNothing())
    .execute()
  await tx.db.deleteFrom('comment_watch').where('email', '=', from).where('confirmed_at', 'is not', null).execute()
}
