import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { affected } from '../../programme/affected.ts'
import type { ProgrammeDiff } from '../../programme/diff.ts'
import { eventFrom } from '../../event/event.ts'
import type { ReleaseDocument } from '../../release/release.ts'
import { contactsOf } from '../contacts.ts'
import { releaseMail } from './mails.ts'

/**
 * After a release: one mail for each speaker and chair whom it concerns and no other, in their language, held in the
 * outbox as a batch named by the release. Run twice it adds nothing: the mails and the mark of having made them commit together.
 */
export async function mailRelease(
  ctx: Context,
  { eventId, releaseId }: { eventId: string; releaseId: string },
): Promise<void> {
  await write(ctx, systemActor('job:release-mails'), async (tx) => {
    const made = await tx.db.selectFrom('mail').select('id').where('batch', '=', releaseId).limit(1).executeTakeFirst()
    if (made) return ok()
    const release = await tx.db
      .selectFrom('release')
      .select(['id', 'name', 'document', 'difference'])
      .where('id', '=', releaseId)
      .where('event_id', '=', eventId)
      .executeTakeFirst()
    const row = await tx.db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst()
    if (!release || !row) return ok()
    const concerned = affected(JSON.parse(release.difference) as ProgrammeDiff)
    const contacts = await contactsOf(tx.db, [...concerned.keys()])
    const what = {
      event: eventFrom(row),
      release,
      document: JSON.parse(release.document) as ReleaseDocument,
      now: tx.now,
    }
    let mails = 0
    for (const [personId, items] of concerned) {
      const to = contacts.get(personId)
      if (!to || to.email === '') continue
      await tx.mail(releaseMail(ctx, what, to, items))
      mails++
    }
    await tx.audit({ action: 'programme.release-mails', entity: 'release', id: releaseId, eventId, after: { mails } })
    return ok()
  })
}
