import { createHmac } from 'node:crypto'
import type { EventRole, SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { createUser } from './accounts.ts'
import { authSecret, SESSION_COOKIE } from './auth/actor.ts'

export interface SomebodyOptions {
  readonly name?: string
  readonly email?: string
  readonly society?: readonly SocietyRole[]
  /** Event id -> roles there. */
  readonly events?: Readonly<Record<string, readonly EventRole[]>>
  readonly lang?: 'vi' | 'en' | 'ko'
  readonly password?: string
}

export interface Somebody {
  readonly personId: string
  readonly userId: string
  readonly email: string
  /** `cookie` header of a session of theirs. */
  readonly cookie: string
}

let made = 0

/** For tests of any domain: a person with an account, roles and a session, without the cost of hashing a password. */
export async function somebody(ctx: Context, options: SomebodyOptions = {}): Promise<Somebody> {
  const n = ++made
  const email = options.email ?? `person${n}@example.org`
  const user = { name: options.name ?? `Người Thử ${n}`, email, lang: options.lang, password: options.password }
  const done = await createUser(ctx, { ...user, roles: options.society, how: 'test' })
  if (!done.ok) throw new Error(JSON.stringify(done))
  const grants = Object.entries(options.events ?? {}).flatMap(([event_id, roles]) =>
    roles.map((role) => ({ person_id: done.value.personId, event_id, role, granted_at: 0, granted_by: null })),
  )
  if (grants.length > 0) await ctx.db.insertInto('role_grant').values(grants).execute()
  return { ...done.value, email, cookie: await sessionCookie(ctx, done.value.userId) }
}

/** A new session of an account, as the cookie that the browser would send. */
export async function sessionCookie(ctx: Context, userId: string): Promise<string> {
  const token = ctx.ids.token()
  const now = ctx.clock.now()
  // better-auth asks the real clock, which may be ahead of the test's.
  const expires_at = Math.max(now, Date.now()) + 86_400_000
  const created_at = Math.max(now, Date.now())
  await ctx.db
    .insertInto('auth_session')
    .values({
      id: ctx.ids.id(),
      token,
      user_id: userId,
      expires_at,
      created_at,
      updated_at: created_at,
      ip_address: null,
      user_agent: null,
    })
    .execute()
  const signature = createHmac('sha256', authSecret(ctx)).update(token).digest('base64')
  return `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`
}

/** A browser for tests: keeps cookies, posts forms as our own pages do, does not follow redirects. */
export function browser(app: App, cookie = '') {
  const jar = new Map(cookie ? [[cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)]] : [])
  const send = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    headers.set('sec-fetch-site', 'same-origin')
    const response = await app.request(`http://hoi.test${path}`, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      if (value === '' || attributes.some((a) => /^max-age=0$/i.test(a))) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    jar,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    post: (path: string, fields: Record<string, string | readonly string[] | Blob> = {}) => {
      const files = Object.values(fields).some((value) => value instanceof Blob)
      const body = files ? new FormData() : new URLSearchParams()
      for (const [name, value] of Object.entries(fields)) {
        for (const one of Array.isArray(value) ? value : [value]) (body as FormData).append(name, one as string)
      }
      return send(path, { method: 'POST', body })
    },
  }
}
