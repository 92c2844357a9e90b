import { createHmac, timingSafeEqual } from 'node:crypto'
import { SOCIETY_ROLES, stranger, type Actor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { asLang } from '../views.ts'

/** The key of better-auth, derived so that no other use of the secret can stand in for it. */
export const authSecret = (ctx: Context): string =>
  createHmac('sha256', ctx.secret).update('better-auth').digest('base64url')

export const SESSION_COOKIE = 'hoi.session_token'

const COOKIE = /(?:^|;\s*)(?:__Secure-)?hoi\.session_token=([^;]+)/

/**
 * The token of the session cookie if its signature is ours, else null: better-auth's own format, value and
 * HMAC-SHA256 in base64 joined by a dot, checked here so that reading a page never loads better-auth.
 */
export function sessionToken(ctx: Context, request: Request): string | null {
  const found = COOKIE.exec(request.headers.get('cookie') ?? '')?.[1]
  if (!found) return null
  let value: string
  try {
    value = decodeURIComponent(found)
  } catch {
    return null
  }
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const wanted = createHmac('sha256', authSecret(ctx)).update(value.slice(0, dot)).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? value.slice(0, dot) : null
}

const isSocietyRole = (role: string): role is SocietyRole => SOCIETY_ROLES.includes(role as SocietyRole)

/** Who asks: the stranger without a valid session (no statement at all without a cookie), else one statement. */
export async function actorOf(ctx: Context, request: Request): Promise<Actor> {
  const token = sessionToken(ctx, request)
  if (!token) return stranger
  const rows = await ctx.db
    .selectFrom('auth_session')
    .innerJoin('auth_user', 'auth_user.id', 'auth_session.user_id')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .leftJoin('role_grant', 'role_grant.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.locale', 'role_grant.role', 'role_grant.event_id'])
    .where('auth_session.token', '=', token)
    .where('auth_session.expires_at', '>', ctx.clock.now())
    .where('person.erased_at', 'is', null)
    .execute()
  const [first] = rows
  if (!first) return stranger
  const society = new Set<SocietyRole>()
  const events = new Map<string, Set<EventRole>>()
  for (const { role, event_id } of rows) {
    if (role === null || event_id === null) continue
    if (event_id === '') {
      if (isSocietyRole(role)) society.add(role)
    } else if (!isSocietyRole(role)) events.set(event_id, (events.get(event_id) ?? new Set()).add(role))
  }
  return { personId: first.id, name: first.name, lang: asLang(first.locale), society, events }
}
