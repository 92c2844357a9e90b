import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { authOf } from './auth/auth.ts'
import { within } from './auth/store.ts'
import { RETENTION_DAYS } from './consents.ts'

interface LinkRequest {
  readonly email: string
  readonly next?: string
}

/** The account of an address, by whoever asked for a link; the page that took the request never looks. */
const accountOf = (ctx: Context, email: string) =>
  ctx.db.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst()

/**
 * Links by mail are made here and not while the request waits: the answer to a known and to an unknown address is then
 * the same by construction, in words and in time.
 */
export const peopleJobs: Readonly<Record<string, JobHandler>> = {
  async 'people:send-reset'(ctx: Context, { email }: LinkRequest) {
    if (!(await accountOf(ctx, email))) return
    const auth = await authOf(ctx)
    await write(ctx, systemActor('accounts'), async (tx) => {
      await within(tx, () => auth.api.requestPasswordReset({ body: { email } }))
      return ok()
    })
  },
  async 'people:send-magic-link'(ctx: Context, { email, next }: LinkRequest) {
    if (!(await accountOf(ctx, email))) return
    const auth = await authOf(ctx)
    await write(ctx, systemActor('accounts'), async (tx) => {
      await within(tx, () => auth.api.signInMagicLink({ body: { email, metadata: { next } }, headers: new Headers() }))
      return ok()
    })
  },
  /** Removes what its retention period has ended for. */
  async 'people:forget'(ctx: Context) {
    const now = ctx.clock.now()
    const days = (n: number) => now - n * 86_400_000
    await write(ctx, systemActor('retention'), async (tx) => {
      await tx.db.deleteFrom('auth_session').where('expires_at', '<', days(RETENTION_DAYS.session)).execute()
      await tx.db.deleteFrom('auth_verification').where('expires_at', '<', now).execute()
      await tx.db.deleteFrom('invitation').where('expires_at', '<', days(RETENTION_DAYS.invitation)).execute()
      const gone = await tx.db
        .deleteFrom('auth_user')
        .where('email_verified', '=', 0)
        .where('created_at', '<', days(RETENTION_DAYS.unconfirmed))
        .returning('id')
        .execute()
      const ids = gone.map((row) => row.id)
      if (ids.length > 0) {
        await tx.db.deleteFrom('consent').where('user_id', 'in', ids).where('person_id', 'is', null).execute()
        await tx.audit({
          action: 'account.forget-unconfirmed',
          entity: 'account',
          id: '',
          after: { accounts: ids.length },
        })
      }
      return ok()
    })
  },
}
