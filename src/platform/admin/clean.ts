import type { Context } from '../context.ts'

const DAY = 86_400_000

/** How long the record of what is over is kept: long enough to answer “did the mail go?”, no longer. */
export const RETENTION = { sentMail: 180 * DAY, discardedMail: 30 * DAY, deadJob: 90 * DAY } as const

/** Removes old mails that are over (they hold addresses and texts) and dead jobs that nobody looked at. */
export async function cleanUp(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .deleteFrom('mail')
    .where('state', '=', 'sent')
    .where('sent_at', '<', now - RETENTION.sentMail)
    .execute()
  await ctx.db
    .deleteFrom('mail')
    .where('state', '=', 'discarded')
    .where('created_at', '<', now - RETENTION.discardedMail)
    .execute()
  await ctx.db
    .deleteFrom('job')
    .where('state', '=', 'dead')
    .where('run_at', '<', now - RETENTION.deadJob)
    .execute()
}
