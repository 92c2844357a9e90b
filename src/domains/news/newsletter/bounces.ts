import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { isEmail, normalEmail } from '../comments/comment.ts'
import { mayManageNews } from '../policy.ts'
import { parseDsn, type Delivery } from './dsn.ts'

/** Marks an address as gone: nothing of the news is sent there any more. */
export async function markBounced(
  ctx: Context,
  actor: Actor,
  given: string,
  status = '',
  detail = '',
): Promise<Outcome<{ email: string }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const email = normalEmail(given)
  if (!isEmail(email)) return invalid({ email: email === '' ? 'required' : 'email' })
  return write(ctx, actor, async (tx) => {
    const row = { status, detail, at: tx.now }
    await tx.db
      .insertInto('mail_bounce')
      .values({ email, ...row })
      .onConflict((oc) => oc.column('email').doUpdateSet(row))
      .execute()
    await tx.db.deleteFrom('comment_watch').where('email', '=', email).execute()
    await tx.audit({ action: 'mail.bounced', entity: 'mail-bounce', id: status || 'by hand' })
    return ok({ email })
  })
}

/** Takes the mark away: the address works again. */
export async function unmarkBounced(ctx: Context, actor: Actor, email: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const done = await tx.db.deleteFrom('mail_bounce').where('email', '=', email).executeTakeFirst()
    if (done.numDeletedRows === 0n) return fail('not-found')
    await tx.audit({ action: 'mail.reachable', entity: 'mail-bounce', id: 'by hand' })
    return ok()
  })
}

/** Takes in a report of non-delivery; returns what it said of each address. Only lasting failures are marked. */
export async function takeDsn(ctx: Context, actor: Actor, message: string): Promise<Outcome<readonly Delivery[]>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const found = parseDsn(message)
  if (found.length === 0) return invalid({ report: 'no-report' })
  for (const delivery of found)
    if (delivery.hard) await markBounced(ctx, actor, delivery.email, delivery.status, delivery.detail)
  return ok(found)
}
