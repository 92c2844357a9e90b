import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { publishDue } from './articles/publish.ts'
import { indexDue } from './articles/search.ts'
import { tellModerators } from './comments/digest.ts'
import { tellWatchers } from './comments/watch.ts'
import { markRefused } from './newsletter/bounces.ts'
import { indexIssueDue } from './newsletter/issues.ts'
import { sendNext } from './newsletter/mailing.ts'
import { makeFormats } from './photos/jobs.ts'
import { indexPageDue } from './site/search.ts'
import { RETENTION_DAYS } from './retention.ts'

/** Removes what its time is over for, as the privacy page promises. */
const forget: JobHandler = async (ctx: Context) => {
  const before = (days: number): number => ctx.clock.now() - days * 86_400_000
  await write(ctx, systemActor('retention'), async ({ db }) => {
    await db
      .updateTable('comment')
      .set({ email: '' })
      .where('email', '!=', '')
      .where('created_at', '<', before(RETENTION_DAYS.guestEmail))
      .execute()
    await db
      .deleteFrom('comment')
      .where('state', 'in', ['refused', 'spam', 'deleted'])
      .where('created_at', '<', before(RETENTION_DAYS.refused))
      .execute()
    await db.deleteFrom('comment_report').where('at', '<', before(RETENTION_DAYS.reports)).execute()
    await db
      .deleteFrom('comment_watch')
      .where('confirmed_at', 'is', null)
      .where('created_at', '<', before(RETENTION_DAYS.unconfirmed))
      .execute()
    await db
      .deleteFrom('newsletter_subscriber')
      .where('state', '=', 'asked')
      .where('consent_at', '<', before(RETENTION_DAYS.unconfirmed))
      .execute()
    await db
      .deleteFrom('mailing_recipient')
      .where('mailing_id', 'in', (eb) =>
        eb.selectFrom('mailing').select('id').where('sent_at', '<', before(RETENTION_DAYS.recipients)),
      )
      .execute()
    return ok()
  })
}

export const newsJobs: Readonly<Record<string, JobHandler>> = {
  'news:publish': publishDue,
  'news:index': indexDue,
  'news:photo-formats': makeFormats,
  'news:comment-public': tellWatchers,
  'news:send-mailing': sendNext,
  'news:index-page': indexPageDue,
  'news:index-issue': indexIssueDue,
  'news:refused': markRefused,
  'news:moderation-mail': tellModerators,
  'news:forget': forget,
}
