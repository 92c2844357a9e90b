import type { Context } from '#src/platform/context.ts'
import { sameToken } from '#src/platform/http/security.ts'
import { keyedHash } from '../tokens.ts'

/** Nobody reads a page and writes a sentence in less. */
const FASTEST_MS = 3_000
const OLDEST_MS = 24 * 3_600_000
/** More links than this wait for a moderator; more than the second are refused at once. */
export const LINKS_HELD = 2
export const LINKS_REFUSED = 8

/** Name of the field that people do not see and programs fill in. */
export const HONEYPOT = 'website'

/** When the form was shown, signed, so that it cannot be made up nor carried to another thread. */
export function stampOf(ctx: Context, kind: string, ref: string): string {
  const at = ctx.clock.now().toString(36)
  return `${at}.${keyedHash(ctx, 'stamp', `${at}:${kind}:${ref}`)}`
}

export type StampVerdict = 'fine' | 'too-fast' | 'too-old'

export function checkStamp(ctx: Context, kind: string, ref: string, stamp: string): StampVerdict {
  const [at = '', signature = ''] = stamp.split('.')
  if (!sameToken(signature, keyedHash(ctx, 'stamp', `${at}:${kind}:${ref}`))) return 'too-old'
  const age = ctx.clock.now() - Number.parseInt(at, 36)
  if (age < FASTEST_MS) return 'too-fast'
  return age > OLDEST_MS ? 'too-old' : 'fine'
}

/** Addresses of the web in a text, written out or bare (`cheap-pills.example`). */
export const countLinks = (text: string): number =>
  text.match(/https?:\/\/|\bwww\.|\b[\p{L}\p{N}-]+\.(?:com|net|org|info|biz|xyz|top|shop|site|online|ru|cn)\b/giu)
    ?.length ?? 0
