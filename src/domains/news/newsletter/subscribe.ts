import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { societyName } from '#src/platform/society.ts'
import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { isEmail, normalEmail } from '../comments/comment.ts'
import { mailWords } from '../messages/mail.ts'
import { seal, unseal } from '../tokens.ts'

/** Changes with the wording of the form, so that it is known what somebody agreed to. */
export const NEWSLETTER_CONSENT = '2026-11'
const CONFIRM_DAYS = 7
/** However often a form asks, an address gets one question in this time. */
const ASK_AGAIN_MS = 3_600_000

/** Asks an address whether it wants the newsletter. The answer does not tell whether it already has it. */
export async function askToSubscribe(
  ctx: Context,
  actor: Actor,
  given: string,
  lang: Lang,
  how: string,
): Promise<Outcome> {
  const email = normalEmail(given)
  if (!isEmail(email)) return invalid({ email: email === '' ? 'required' : 'email' })
  const society = say(await societyName(ctx), lang)
  return write(ctx, actor, async (tx) => {
    const known = await tx.db
      .selectFrom('newsletter_subscriber')
      .selectAll()
      .where('email', '=', email)
      .executeTakeFirst()
    if (known?.state === 'active' || (known?.state === 'asked' && tx.now - known.consent_at < ASK_AGAIN_MS)) return ok()
    const bounced = await tx.db.selectFrom('mail_bounce').select('email').where('email', '=', email).executeTakeFirst()
    if (bounced) return ok()
    const row = {
      person_id: actor.personId,
      lang,
      state: 'asked' as const,
      consent_at: tx.now,
      consent_how: how,
      consent_version: NEWSLETTER_CONSENT,
      confirmed_at: null,
      left_at: null,
    }
    await tx.db
      .insertInto('newsletter_subscriber')
      .values({ email, ...row })
      .onConflict((oc) => oc.column('email').doUpdateSet(row))
      .execute()
    const url = `${ctx.config.baseUrl}${href(lang, `/newsletter/confirm/${seal(ctx, 'join', [email, tx.now])}`)}`
    const t = mailWords(lang)
    await tx.mail({ to: email, lang, subject: t('joinSubject', { society }), text: t('joinText', { society, url }) })
    return ok()
  })
}

/** The address that a confirmation link confirms, or null when it is none or too old. */
export function readJoin(ctx: Context, token: string): string | null {
  const [email, at] = unseal(ctx, 'join', token) ?? []
  return typeof email === 'string' && typeof at === 'number' && ctx.clock.now() - at <= CONFIRM_DAYS * 86_400_000
    ? email
    : null
}

/** The address says yes itself; what it had left before is forgotten. */
export async function confirmSubscription(ctx: Context, email: string): Promise<Outcome> {
  return write(ctx, systemActor('newsletter'), async (tx) => {
    const done = await tx.db
      .updateTable('newsletter_subscriber')
      .set({ state: 'active', confirmed_at: tx.now })
      .where('email', '=', email)
      .where('state', '=', 'asked')
      .executeTakeFirst()
    const active = await tx.db
      .selectFrom('newsletter_subscriber')
      .select('email')
      .where('email', '=', email)
      .where('state', '=', 'active')
      .executeTakeFirst()
    if (!active) return fail('expired')
    if (done.numUpdatedRows === 0n) return ok()
    await tx.db.deleteFrom('mail_optout').where('email', '=', email).where('list', '=', 'newsletter').execute()
    await tx.audit({ action: 'newsletter.join', entity: 'newsletter', id: 'subscriber' })
    return ok()
  })
}
