import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'

/** Everything that the news hold about somebody, for their own export. */
export async function exportOwn(ctx: Context, personId: string): Promise<object> {
  const comments = await ctx.db
    .selectFrom('comment')
    .select(['kind', 'ref', 'body', 'lang', 'state', 'created_at'])
    .where('author_id', '=', personId)
    .execute()
  const emails = await addressesOf(ctx.db, personId)
  const subscriptions = await ctx.db
    .selectFrom('newsletter_subscriber')
    .selectAll()
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('email', 'in', [...emails, ''])]))
    .execute()
  const watched = await ctx.db
    .selectFrom('comment_watch')
    .select(['kind', 'ref', 'email', 'created_at'])
    .where('email', 'in', [...emails, ''])
    .execute()
  const notices = await ctx.db
    .selectFrom('mailing_recipient')
    .select(['mailing_id', 'email', 'state'])
    .where('person_id', '=', personId)
    .execute()
  return { comments, subscriptions, watched, notices }
}

async function addressesOf(db: Context['db'] | Tx['db'], personId: string): Promise<string[]> {
  const rows = await db.selectFrom('person_email').select('email').where('person_id', '=', personId).execute()
  const account = await db.selectFrom('auth_user').select('email').where('person_id', '=', personId).execute()
  return [...new Set([...rows, ...account].map((row) => row.email))]
}

/** Removes somebody: what they wrote loses its words and name, their subscriptions end. That they want no mail is kept. */
export async function eraseOwn(tx: Tx, personId: string): Promise<void> {
  const emails = [...(await addressesOf(tx.db, personId)), '']
  await tx.db
    .updateTable('comment')
    .set({ state: 'deleted', body: '', name: '', email: '', token_hash: '', author_id: null })
    .where('author_id', '=', personId)
    .execute()
  await tx.db
    .deleteFrom('newsletter_subscriber')
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('email', 'in', emails)]))
    .execute()
  await tx.db.deleteFrom('comment_watch').where('email', 'in', emails).execute()
  await tx.db.deleteFrom('mailing_recipient').where('person_id', '=', personId).execute()
  await tx.db.updateTable('mailing').set({ created_by: null }).where('created_by', '=', personId).execute()
}

/** Two records turned out to be one person. */
export async function movePerson(tx: Tx, from: string, into: string): Promise<void> {
  await tx.db.updateTable('comment').set({ author_id: into }).where('author_id', '=', from).execute()
  await tx.db.updateTable('newsletter_subscriber').set({ person_id: into }).where('person_id', '=', from).execute()
  await tx.db.updateTable('mailing_recipient').set({ person_id: into }).where('person_id', '=', from).execute()
  await tx.db.updateTable('mailing').set({ created_by: into }).where('created_by', '=', from).execute()
}
