import { say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { mailLangs } from '../mail-language.ts'
import { json } from '../views.ts'
import { mailMessages, type MailKind } from './mail-messages.ts'
import { currentTx } from './store.ts'

/** The part of a better-auth user that mails need. */
interface Recipient {
  readonly id: string
  readonly email: string
  readonly name: string
}

export interface AccountMail {
  readonly to: string
  readonly name: string
  readonly lang: Lang
  readonly kind: MailKind
  /** Path without language of the link in it. */
  readonly path: string
  readonly personId?: string
  readonly params?: Record<string, string | number>
}

/** Puts a mail about an account into the outbox, in the command that is under way or in one of its own. */
export async function sendAccountMail(ctx: Context, mail: AccountMail): Promise<void> {
  const open = currentTx()
  if (open) return queue(open, mail)
  await write(ctx, systemActor('accounts'), async (tx) => ok(await queue(tx, mail)))
}

/** The same where the caller has the transaction in hand. */
export async function queue(tx: Tx, mail: AccountMail): Promise<void> {
  const t = mailMessages(mail.lang)
  const url = `${tx.ctx.config.baseUrl}${href(mail.lang, mail.path)}`
  const paragraphs = [
    t('greeting', { name: mail.name }),
    t(`${mail.kind}Text`, { url, ...mail.params }),
    t('closing', { society: await societyName(tx, mail.lang) }),
  ]
  await tx.mail({
    to: mail.to,
    name: mail.name,
    personId: mail.personId,
    lang: mail.lang,
    subject: t(`${mail.kind}Subject`),
    text: `${paragraphs.join('\n\n')}\n`,
  })
}

async function societyName(tx: Tx, lang: Lang): Promise<string> {
  const row = await tx.db.selectFrom('setting').select('value').where('key', '=', 'society.name').executeTakeFirst()
  return say(json<Text>(row?.value, {}), lang) || 'Hội'
}

/** A person's own choice, else what the account was opened in, else by the rule for all mails. */
async function languageOf(ctx: Context, userId: string): Promise<{ lang: Lang; personId?: string }> {
  const db = currentTx()?.db ?? ctx.db
  const row = await db
    .selectFrom('auth_user')
    .leftJoin('person', 'person.id', 'auth_user.person_id')
    .select(['auth_user.lang', 'auth_user.person_id', 'person.locale', 'person.country'])
    .where('auth_user.id', '=', userId)
    .executeTakeFirst()
  const langOf = await mailLangs(db)
  return {
    lang: langOf({ locale: row?.locale ?? row?.lang, country: row?.country }),
    personId: row?.person_id ?? undefined,
  }
}

async function send(ctx: Context, user: Recipient, kind: MailKind, path: string): Promise<void> {
  const { lang, personId } = await languageOf(ctx, user.id)
  await sendAccountMail(ctx, { to: user.email, name: user.name, lang, kind, path, personId })
}

export const sendVerification = (ctx: Context, user: Recipient, token: string) =>
  send(ctx, user, 'verify', `/verify/${token}`)
export const sendExists = (ctx: Context, user: Recipient) => send(ctx, user, 'exists', '/sign-in')
export const sendReset = (ctx: Context, user: Recipient, token: string) => send(ctx, user, 'reset', `/reset/${token}`)
export const sendPasswordChanged = (ctx: Context, user: Recipient) => send(ctx, user, 'changed', '/forgot')
export const sendFactor = (ctx: Context, user: Recipient, on: boolean) =>
  send(ctx, user, on ? 'factorOn' : 'factorOff', '/account/security')

/** Called for known addresses only (jobs.ts looks first), with the path to go to afterwards. */
export async function sendMagicLink(
  ctx: Context,
  email: string,
  token: string,
  metadata?: Record<string, unknown>,
): Promise<void> {
  const user = await (currentTx()?.db ?? ctx.db)
    .selectFrom('auth_user')
    .select(['id', 'email', 'name'])
    .where('email', '=', email)
    .executeTakeFirst()
  const next = typeof metadata?.['next'] === 'string' ? `?next=${encodeURIComponent(metadata['next'])}` : ''
  if (user) await send(ctx, user, 'magic', `/magic/${token}${next}`)
}
