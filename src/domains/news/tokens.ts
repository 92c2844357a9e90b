import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Context } from '#src/platform/context.ts'

const keyOf = (ctx: Context, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', ctx.secret, '', `news:${purpose}`, 32))

/**
 * A value as a token for an address: nobody else can make or change it, and nobody reads from it whose address it is,
 * wherever the link is logged or forwarded. AES-256-GCM with a key of its own for each purpose.
 */
export function seal(ctx: Context, purpose: string, value: readonly (string | number)[]): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(ctx, purpose), iv)
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

/** What was sealed for this purpose, or null for anything else. */
export function unseal(ctx: Context, purpose: string, token: string): (string | number)[] | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length < 29 || bytes.length > 2_000) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(ctx, purpose), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')) as (
      | string
      | number
    )[]
  } catch {
    return null
  }
}

/** A keyed hash, for what must be recognised but not read. */
export const keyedHash = (ctx: Context, purpose: string, value: string): string =>
  createHmac('sha256', ctx.secret).update(`news:${purpose}:${value}`).digest('base64url')
