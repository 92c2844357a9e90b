import { createHash } from 'node:crypto'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mayManageTokens } from '../policy.ts'

export const TOKEN_SCOPES = ['dicomweb:read', 'dicomweb:write'] as const
/** `dicomweb:write` may also read. */
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** Recognisable in a leaked file, by people and by secret scanners. */
const PREFIX = 'hoi_'
const LONGEST = 366 * 86_400_000

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes a token for the actor's own programs; its text is shown this once and only its hash is kept. */
export async function createToken(
  ctx: Context,
  actor: Actor,
  input: { scope: TokenScope; expires: number; label?: string },
): Promise<Outcome<{ id: string; token: string }>> {
  const personId = actor.personId
  if (personId === null || !mayManageTokens(actor, personId)) return fail('not-found')
  if (!TOKEN_SCOPES.includes(input.scope)) return invalid({ scope: 'choice' })
  const now = ctx.clock.now()
  if (!(input.expires > now && input.expires <= now + LONGEST)) return invalid({ expires: 'range' })
  return await write(ctx, actor, async (tx) => {
    const token = PREFIX + ctx.ids.token()
    const id = ctx.ids.id()
    const row = {
      id,
      person_id: personId,
      token_hash: hashOf(token),
      scope: input.scope,
      label: (input.label ?? '').slice(0, 100),
    }
    await tx.db
      .insertInto('access_token')
      .values({ ...row, created_at: tx.now, expires_at: input.expires, used_at: null, revoked_at: null })
      .execute()
    await tx.audit({
      action: 'token.create',
      entity: 'access-token',
      id,
      after: { scope: input.scope, expires: input.expires },
    })
    return ok({ id, token })
  })
}

export function revokeToken(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const row = await tx.db
      .selectFrom('access_token')
      .select('person_id')
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (!row || !mayManageTokens(actor, row.person_id)) return fail('not-found')
    await tx.db.updateTable('access_token').set({ revoked_at: tx.now }).where('id', '=', id).execute()
    await tx.audit({ action: 'token.revoke', entity: 'access-token', id })
    return ok()
  })
}

export interface TokenHolder {
  readonly actor: Actor
  readonly scope: TokenScope
}

/**
 * Who a token stands for, or null when it is unknown, over or revoked. It carries no role of its person: a program sees
 * what they own, what is open to members, and what they were let into by name.
 */
export async function tokenHolder(ctx: Context, token: string): Promise<TokenHolder | null> {
  if (!token.startsWith(PREFIX) || token.length > 100) return null
  const now = ctx.clock.now()
  const row = await ctx.db
    .selectFrom('access_token')
    .innerJoin('person', 'person.id', 'access_token.person_id')
    .select(['access_token.id', 'access_token.scope', 'access_token.used_at', 'person.id as person', 'person.name'])
    .where('token_hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  // To the hour: a viewer asks a thousand times a minute.
  if (row.used_at === null || now - row.used_at > 3_600_000)
    await ctx.db.updateTable('access_token').set({ used_at: now }).where('id', '=', row.id).execute()
  return { actor: { ...stranger, personId: row.person, name: row.name }, scope: row.scope as TokenScope }
}
