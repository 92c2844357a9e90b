import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { keyHash } from '#src/platform/http/handed-keys.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'
import type { CaseView } from '../queries/case.ts'

export const SHARE_DAYS = [1, 7, 30, 90] as const
export const SHARE_LIMITS = { label: 80, links: 50 } as const

export interface NewShare {
  readonly label: string
  readonly days: number
  readonly images: boolean
  readonly comments: boolean
  /** Whoever has it may write, under a name of their own. */
  readonly answer: boolean
}

/** Makes a link for people without an account. Its token is answered here once and kept nowhere. */
export function createShare(
  ctx: Context,
  actor: Actor,
  found: CaseView,
  input: NewShare,
): Promise<Outcome<{ id: string; token: string; expiresAt: number }>> {
  return write(ctx, actor, async (tx) => {
    if (!found.can.manage) return fail('not-found')
    // A draft may still show who the patient is.
    if (found.state === 'draft') return invalid({ '': 'draft' })
    const label = input.label
      .normalize('NFC')
      .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
      .trim()
    if (label === '') return invalid({ label: 'required' })
    if (label.length > SHARE_LIMITS.label) return invalid({ label: 'too-long' })
    if (!SHARE_DAYS.includes(input.days as 1)) return invalid({ days: 'invalid' })
    const { n } = await tx.db
      .selectFrom('case_share')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('case_id', '=', found.id)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(n) >= SHARE_LIMITS.links) return invalid({ '': 'too-many' })
    const [id, token] = [ctx.ids.id(), ctx.ids.token()]
    const expiresAt = tx.now + input.days * 86_400_000
    await tx.db
      .insertInto('case_share')
      .values({
        id,
        case_id: found.id,
        key_hash: keyHash(token),
        label,
        images: input.images ? 1 : 0,
        comments: input.comments || input.answer ? 1 : 0,
        answer: input.answer ? 1 : 0,
        created_by: actor.personId,
        created_at: tx.now,
        expires_at: expiresAt,
        revoked_at: null,
        uses: 0,
        used_at: null,
      })
      .execute()
    await keepAccess(tx, found.id)
    const { images, comments, answer } = input
    await tx.audit({
      action: 'case.share',
      entity: 'case',
      id: found.id,
      after: { link: id, days: input.days, images, comments, answer },
    })
    return ok({ id, token, expiresAt })
  })
}

/** Takes a link back: page, pictures and DICOMweb close at once, wherever it has been opened. */
export function revokeShare(ctx: Context, actor: Actor, found: CaseView, id: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!found.can.manage) return fail('not-found')
    const gone = await tx.db
      .updateTable('case_share')
      .set({ revoked_at: tx.now })
      .where('id', '=', id)
      .where('case_id', '=', found.id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute()
    if (gone.length === 0) return fail('not-found')
    await keepAccess(tx, found.id)
    await tx.audit({ action: 'case.share.revoke', entity: 'case', id: found.id, after: { link: id } })
    return ok()
  })
}

/** What a link opens, counted; null for one that is unknown, over or taken back, all alike. */
export async function openShare(ctx: Context, token: string): Promise<{ code: string; expiresAt: number } | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const done = await write(ctx, systemActor('share'), async (tx) => {
    const [link] = await tx.db
      .updateTable('case_share')
      .set((eb) => ({ uses: eb('uses', '+', 1), used_at: tx.now }))
      .where('key_hash', '=', keyHash(token))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .returning(['case_id', 'expires_at'])
      .execute()
    if (!link) return fail('not-found')
    const row = await tx.db
      .selectFrom('case_record')
      .select('code')
      .where('id', '=', link.case_id)
      .where('state', 'not in', ['draft', 'withdrawn'])
      .executeTakeFirst()
    return row ? ok({ code: row.code, expiresAt: link.expires_at }) : fail('not-found')
  })
  return done.ok ? done.value : null
}

export interface ShareView {
  readonly id: string
  readonly label: string
  readonly images: boolean
  readonly comments: boolean
  readonly answer: boolean
  readonly createdAt: number
  readonly expiresAt: number
  readonly state: 'live' | 'ended' | 'revoked'
  readonly uses: number
  readonly usedAt: number | null
}

/** The links of a case for its owner, the newest first. One statement. */
export async function sharesOf(ctx: Context, found: CaseView): Promise<ShareView[]> {
  if (!found.can.manage) return []
  const now = ctx.clock.now()
  const rows = await ctx.db
    .selectFrom('case_share')
    .selectAll()
    .where('case_id', '=', found.id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    images: row.images === 1,
    comments: row.comments === 1,
    answer: row.answer === 1,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: row.revoked_at !== null ? 'revoked' : row.expires_at > now ? 'live' : 'ended',
    uses: row.uses,
    usedAt: row.used_at,
  }))
}
