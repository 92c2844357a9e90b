import { createHash } from 'node:crypto'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'
import { href } from '#src/platform/http/language.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'

/** `claim` takes a record over; `first-admin` sets a clean society up; other domains name their own. */
export interface InvitationRequest {
  readonly personId: string
  readonly eventId?: string | null
  readonly purpose?: string
  /** 30 days by default. */
  readonly days?: number
}

export interface Invitation {
  readonly id: string
  /** In clear only here: the database keeps its hash. */
  readonly token: string
  readonly expiresAt: number
}

export const hashToken = (token: string): string => createHash('sha256').update(`invitation:${token}`).digest('hex')

export const INVITE_DAYS = 30

/**
 * Makes a single-use link that lets whoever opens it take over a person's record: send it to that person only.
 * An earlier open one of the same purpose and event stops working. `invitationPath` gives its address.
 */
export async function invite(tx: Tx, request: InvitationRequest): Promise<Invitation> {
  const { personId, eventId = null, purpose = 'claim', days = INVITE_DAYS } = request
  await tx.db
    .deleteFrom('invitation')
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('event_id', eventId === null ? 'is' : '=', eventId)
    .where('used_at', 'is', null)
    .execute()
  return store(tx, { personId, eventId, purpose, expiresAt: tx.now + days * 86_400_000 })
}

/** The link of the very first administrator; see setup.ts. */
export const inviteFirstAdmin = (tx: Tx): Promise<Invitation> =>
  store(tx, { personId: null, eventId: null, purpose: 'first-admin', expiresAt: tx.now + 7 * 86_400_000 })

async function store(
  tx: Tx,
  row: { personId: string | null; eventId: string | null; purpose: string; expiresAt: number },
) {
  const id = tx.ctx.ids.id()
  const token = tx.ctx.ids.token()
  await tx.db
    .insertInto('invitation')
    .values({
      id,
      token_hash: hashToken(token),
      purpose: row.purpose,
      person_id: row.personId,
      event_id: row.eventId,
      created_by: tx.actor.personId,
      created_at: tx.now,
      expires_at: row.expiresAt,
      used_at: null,
    })
    .execute()
  await tx.audit({
    action: 'person.invite',
    entity: 'person',
    id: row.personId ?? '',
    eventId: row.eventId,
    after: { purpose: row.purpose },
  })
  return { id, token, expiresAt: row.expiresAt }
}

export const invitationPath = (token: string, next?: string): string =>
  `/invitation/${token}${next ? `?next=${encodeURIComponent(next)}` : ''}`

/** The whole address for a mail. */
export const invitationUrl = (ctx: Context, lang: Lang, token: string, next?: string): string =>
  `${ctx.config.baseUrl}${href(lang, invitationPath(token, next))}`

export interface OpenInvitation {
  readonly id: string
  readonly personId: string | null
  readonly eventId: string | null
  readonly purpose: string
}

/** The invitation behind a token while it may be used; null for unknown, used and expired ones alike. */
export async function openInvitation(ctx: Context, token: string, db: AnyDb = ctx.db): Promise<OpenInvitation | null> {
  const row = await db
    .selectFrom('invitation')
    .select(['id', 'person_id', 'event_id', 'purpose'])
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .executeTakeFirst()
  return row ? { id: row.id, personId: row.person_id, eventId: row.event_id, purpose: row.purpose } : null
}

/** Uses it up; false when somebody else was faster. */
export async function consumeInvitation(tx: Tx, id: string): Promise<boolean> {
  const done = await tx.db
    .updateTable('invitation')
    .set({ used_at: tx.now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .execute()
  return done.length === 1
}
