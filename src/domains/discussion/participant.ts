import { createHmac, randomBytes } from 'node:crypto'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { sameToken } from '#src/platform/http/security.ts'
import type { Settings } from './settings.ts'

/** Who takes part: a person with an account, a device in the hall, or somebody who only reads. */
export interface Participant {
  readonly actor: Actor
  /** Whether this device entered the hall's present code. */
  readonly inHall: boolean
  /** Keyed hashes, the one to write with first: a person's, then the device's, so that signing in gives no second vote. */
  readonly keys: readonly string[]
}

export const HALL_COOKIE = 'hoi.hall'
const COOKIE = /(?:^|;\s*)hoi\.hall=([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})/

const mac = (ctx: Context, text: string): string =>
  createHmac('sha256', ctx.secret).update(`discussion:${text}`).digest('base64url')

/** What stands for a person or device in an event; nobody can go back from it without the server's secret. */
export const keyOf = (ctx: Context, eventId: string, who: { personId: string } | { device: string }): string =>
  mac(ctx, 'personId' in who ? `person:${eventId}:${who.personId}` : `device:${eventId}:${who.device}`).slice(0, 32)

/** Value of the hall cookie of a new device; void as soon as the event changes its code. */
export function hallCookie(
  ctx: Context,
  eventId: string,
  hallCode: string,
  token = randomBytes(16).toString('base64url'),
): string {
  return `${eventId}.${token}.${mac(ctx, `hall:${eventId}:${hallCode}:${token}`)}`
}

/** Who asks for this event, from session and hall cookie. Pure but for the secret. */
export function participantOf(
  ctx: Context,
  actor: Actor,
  cookie: string,
  eventId: string,
  settings: Settings,
): Participant {
  const [, event, token, given] = COOKIE.exec(cookie) ?? []
  const known = event === eventId && token !== undefined && given !== undefined
  const device =
    known && settings.hallCode !== '' && sameToken(given, mac(ctx, `hall:${eventId}:${settings.hallCode}:${token}`))
      ? token
      : null
  const keys = [
    ...(actor.personId ? [keyOf(ctx, eventId, { personId: actor.personId })] : []),
    ...(device ? [keyOf(ctx, eventId, { device })] : []),
  ]
  return { actor, inHall: device !== null && settings.asking === 'hall', keys }
}
