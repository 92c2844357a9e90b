import { systemActor } from '../authz.ts'
import type { Context } from '../context.ts'
import { ok } from '../outcome.ts'
import { write } from '../write.ts'

const DAY = 86_400_000

/** How long the record of what is over is kept: long enough to answer “did the mail go?”, no longer. */
export const RETENTION = { sentMail: 180 * DAY, discardedMail: 30 * DAY, deadJob: 90 * DAY } as const

/** Removes old mails that are over (they hold addresses and texts) and dead jobs that nobody looked at; says how many. */
export async function cleanUp(ctx: Context): Promise<void> {
  await write(ctx, systemActor('retention'), async ({ db, now, audit }) => {
    const sent = await db
      .deleteFrom('mail')
      .where('state', '=', 'sent')
      .where('sent_at', '<', now - RETENTION.sentMail)
      .executeTakeFirst()
    const discarded = await db
      .deleteFrom('mail')
      .where('state', '=', 'discarded')
      .where('created_at', '<', now - RETENTION.discardedMail)
      .executeTakeFirst()
    const dead = await db
      .deleteFrom('job')
      .where('state', '=', 'dead')
      .where('run_at', '<', now - RETENTION.deadJob)
      .executeTakeFirst()
    const mails = Number(sent.numDeletedRows + discarded.numDeletedRows)
    const jobs = Number(dead.numDeletedRows)
    if (mails + jobs > 0) await audit({ action: 'retention.clean', entity: 'outbox', id: '', after: { mails, jobs } })
    return ok()
  })
}
