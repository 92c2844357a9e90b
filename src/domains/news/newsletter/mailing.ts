import { mailLangs } from '#src/domains/people/index.ts'
import { LANGS, tooLong, type Lang } from '#src/lib/text/multilingual.ts'
import { systemActor, type Actor } from '#src/platform/authz.ts'
import { societyName } from '#src/platform/society.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, writeUnique } from '#src/platform/write.ts'
import { parsed, textOf } from '../json.ts'
import { manageWords } from '../messages/manage.ts'
import { mayManageNews } from '../policy.ts'
import type { MailingTable } from '../tables.ts'
import type { Audience } from './audience.ts'
import { giveSlug, indexIssue, issueUrl } from './issues.ts'
import { letterOf, type MailingWords } from './letter.ts'
import { reachable, unreachable, unsubscribeUrl } from './lists.ts'

export const LIMITS = { subject: 150, body: 20_000 } as const

/** So many mails go into the outbox at once; the next ones after the pause. The transport spaces them further. */
export const BATCH = 50
export const PAUSE_MS = 15_000

export async function saveMailing(
  ctx: Context,
  actor: Actor,
  id: string | null,
  draft: MailingWords,
): Promise<Outcome<{ id: string }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const errors: Record<string, string> = {
    ...tooLong('subject', draft.subject, LIMITS.subject),
    ...tooLong('body', draft.body, LIMITS.body),
  }
  if (Object.keys(draft.subject).length === 0) errors['subject.vi'] = 'required'
  // A language has both or neither: else a mail would begin in one language and go on in another.
  for (const lang of LANGS) {
    if (draft.subject[lang] !== undefined && draft.body[lang] === undefined) errors[`body.${lang}`] = 'required'
    if (draft.subject[lang] === undefined && draft.body[lang] !== undefined) errors[`subject.${lang}`] = 'required'
  }
  // What goes to a group is theirs; only what everybody may subscribe to can be everybody's to read.
  if (draft.isPublic && draft.audience.group !== 'subscribers') errors['public'] = 'public-subscribers'
  if (Object.keys(errors).length > 0) return invalid(errors)
  const values = {
    kind: draft.audience.group === 'subscribers' ? ('newsletter' as const) : ('notice' as const),
    audience: JSON.stringify(draft.audience),
    subject: JSON.stringify(draft.subject),
    body: JSON.stringify(draft.body),
    is_public: draft.isPublic ? 1 : 0,
  }
  return write(ctx, actor, async (tx) => {
    if (id === null) {
      const made = tx.ctx.ids.id()
      await tx.db
        .insertInto('mailing')
        .values({
          id: made,
          ...values,
          state: 'draft',
          created_by: actor.personId,
          created_at: tx.now,
          sent_at: null,
          revision: 1,
          slug: null,
        })
        .execute()
      await tx.audit({ action: 'mailing.create', entity: 'mailing', id: made, after: { audience: draft.audience } })
      return ok({ id: made })
    }
    const done = await tx.db
      .updateTable('mailing')
      .set(values)
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return fail('not-found')
    await tx.audit({ action: 'mailing.update', entity: 'mailing', id, after: { audience: draft.audience } })
    return ok({ id })
  })
}

/** Fixes who gets it, now, and begins to send; returns how many. Whoever left or cannot be reached is not among them. */
export async function sendMailing(ctx: Context, actor: Actor, id: string): Promise<Outcome<{ recipients: number }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  return writeUnique(ctx, actor, async (tx) => {
    const taken = await tx.db
      .updateTable('mailing')
      .set({ state: 'sending', sent_at: tx.now })
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .returning(['audience', 'is_public', 'subject', 'slug'])
      .executeTakeFirst()
    if (!taken) return fail('not-found')
    const rows = await reachable(tx.db, parsed<Audience>(taken.audience))
    if (rows.length === 0) return invalid({ audience: 'nobody' })
    for (let from = 0; from < rows.length; from += 500) {
      await tx.db
        .insertInto('mailing_recipient')
        .values(
          rows.slice(from, from + 500).map((one) => ({
            mailing_id: id,
            email: one.email,
            name: one.name,
            person_id: one.personId,
            lang: one.lang,
            state: 'waiting' as const,
          })),
        )
        .execute()
    }
    if (taken.is_public === 1) {
      await giveSlug(tx, id, taken)
      await indexIssue(tx, id)
    }
    await tx.enqueue('news:send-mailing', { id })
    const after = { recipients: rows.length, public: taken.is_public === 1 }
    await tx.audit({ action: 'mailing.send', entity: 'mailing', id, after })
    return ok({ recipients: rows.length })
  })
}

/** Ends a mailing on its way: what is not in the outbox yet stays out of it. */
export async function stopMailing(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const done = await tx.db
      .updateTable('mailing')
      .set({ state: 'stopped' })
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return fail('not-found')
    await tx.db
      .updateTable('mailing_recipient')
      .set({ state: 'skipped' })
      .where('mailing_id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    await indexIssue(tx, id)
    await tx.audit({ action: 'mailing.stop', entity: 'mailing', id })
    return ok()
  })
}

/** A mailing as somebody else may read it before it goes: one mail to the actor's own address, marked as a trial. */
export async function sendTrial(ctx: Context, actor: Actor, id: string): Promise<Outcome<{ email: string }>> {
  if (!mayManageNews(actor) || actor.personId === null) return fail('not-found')
  const society = await societyName(ctx)
  return write(ctx, actor, async (tx) => {
    const mailing = await tx.db.selectFrom('mailing').selectAll().where('id', '=', id).executeTakeFirst()
    const me = await tx.db
      .selectFrom('auth_user')
      .innerJoin('person', 'person.id', 'auth_user.person_id')
      .select(['auth_user.email', 'person.locale', 'person.country'])
      .where('person.id', '=', actor.personId)
      .executeTakeFirst()
    if (!mailing || !me) return fail('not-found')
    const lang = (await mailLangs(tx.db))(me)
    const { subject, text } = letterOf(
      wordsOf(mailing),
      society,
      lang,
      noLeave(ctx, lang),
      webOf(ctx, lang, wordsOf(mailing)),
    )
    await tx.mail({
      to: me.email,
      personId: actor.personId!,
      batch: `trial:${id}`,
      lang,
      subject: manageWords(lang)('trialSubject', { subject }),
      text,
    })
    await tx.audit({ action: 'mailing.trial', entity: 'mailing', id })
    return ok({ email: me.email })
  })
}

/** Stands where a reader's own way out will be: nobody is to be unsubscribed by a trial. */
export const noLeave = (ctx: Context, lang: string): string => `${ctx.config.baseUrl}/${lang}/unsubscribe/…`

/** Where a mailing is read on the site; `…` before it is sent and has an address, null for what stays in mailboxes. */
export const webOf = (
  ctx: Context,
  lang: Lang,
  { isPublic, slug = null }: { readonly isPublic: boolean; readonly slug?: string | null },
): string | null => (isPublic ? issueUrl(ctx, lang, slug ?? '…') : null)

const wordsOf = (row: MailingTable): MailingWords => ({
  audience: parsed<Audience>(row.audience),
  subject: textOf(row.subject),
  body: textOf(row.body),
  isPublic: row.is_public === 1,
})

/** The next mails of a mailing into the outbox, each in its reader's language; then again after a pause until all are there. */
export const sendNext: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const society = await societyName(ctx)
  await write(ctx, systemActor('job:news:send-mailing'), async (tx) => {
    const mailing = await tx.db
      .selectFrom('mailing')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .executeTakeFirst()
    if (!mailing) return ok()
    const next = await tx.db
      .selectFrom('mailing_recipient')
      .selectAll()
      .where('mailing_id', '=', id)
      .where('state', '=', 'waiting')
      .orderBy('email')
      .limit(BATCH)
      .execute()
    const list = mailing.kind === 'newsletter' ? 'newsletter' : 'notices'
    const off = await unreachable(
      tx.db,
      next.map((one) => one.email),
      list,
    )
    const words = wordsOf(mailing)
    const { slug } = mailing
    for (const one of next) {
      const { email, lang } = one
      await tx.db
        .updateTable('mailing_recipient')
        .set({ state: off.has(email) ? 'skipped' : 'queued' })
        .where('mailing_id', '=', id)
        .where('email', '=', email)
        .execute()
      if (off.has(email)) continue
      const leave = unsubscribeUrl(ctx, lang, email, list)
      await tx.mail({
        to: email,
        name: one.name,
        ...(one.person_id ? { personId: one.person_id } : {}),
        batch: batchOf(id),
        lang,
        ...letterOf(words, society, lang, leave, webOf(ctx, lang, { ...words, slug })),
        listUnsubscribe: leave,
      })
    }
    if (next.length < BATCH) await tx.db.updateTable('mailing').set({ state: 'sent' }).where('id', '=', id).execute()
    else await tx.enqueue('news:send-mailing', { id }, { runAt: tx.now + PAUSE_MS })
    return ok()
  })
}

/** What a mailing's mails are called together in the outbox. */
export const batchOf = (id: string): string => `mailing:${id}`
