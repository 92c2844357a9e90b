import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { isEmail, normalEmail } from '../comments/comment.ts'
import { mayManageNews } from '../policy.ts'
import { isHard, parseDsn, type Delivery } from './dsn.ts'

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

/** What was done about one address of a report. `foreign`: no mail of ours to that address came back with it. */
export interface Judged extends Delivery {
  readonly verdict: 'marked' | 'passing' | 'foreign'
}

/**
 * Takes in a report of non-delivery and says what it did of each address. Only lasting failures are marked, and only where
 * the mail that came back is one that we sent to that very address: anybody can write a report about anybody.
 */
export async function takeDsn(ctx: Context, actor: Actor, message: string): Promise<Outcome<readonly Judged[]>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const { deliveries, returned } = parseDsn(message)
  if (deliveries.length === 0) return invalid({ report: 'no-report' })
  const [id = '', host] = (returned ?? '').split('@')
  const mail =
    host === new URL(ctx.config.baseUrl).hostname
      ? await ctx.db.selectFrom('mail').select('to_address').where('id', '=', id).executeTakeFirst()
      : undefined
  const ours = mail ? normalEmail(mail.to_address) : null
  const judged = deliveries.map((one): Judged => ({
    ...one,
    verdict: !one.hard ? 'passing' : one.email === ours ? 'marked' : 'foreign',
  }))
  for (const one of judged)
    if (one.verdict === 'marked') await markBounced(ctx, actor, one.email, one.status, one.detail)
  return ok(judged)
}

/** How far back refused mails are looked at: the job runs every hour, and may have been late. */
const BACK = 3 * 86_400_000

/** Marks addresses that the next server itself refused for good while we sent: those mails never come back as a report. */
export const markRefused: JobHandler = async (ctx: Context) => {
  const failed = await ctx.db
    .selectFrom('mail')
    .select(['to_address', 'last_error'])
    .where('state', '=', 'failed')
    .where('created_at', '>', ctx.clock.now() - BACK)
    .where('last_error', 'is not', null)
    .where('to_address', 'not in', (eb) => eb.selectFrom('mail_bounce').select('email'))
    .limit(500)
    .execute()
  for (const { to_address, last_error } of failed) {
    const status = /\b55\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(last_error ?? '')?.[1] ?? ''
    if (isHard(status)) await markBounced(ctx, systemActor('job:news:refused'), to_address, status, 'SMTP')
  }
}
