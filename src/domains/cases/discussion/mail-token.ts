import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '#src/platform/context.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const TOKEN = new RegExp(`^(${UUID})\\.(${UUID})\\.([\\w-]{43})$`)

const seal = (ctx: Context, text: string): string =>
  createHmac('sha256', ctx.secret).update(`cases:mail:${text}`).digest('base64url')

/** Ends the mails about one case, or about all, for one person: who has it can do nothing else. No address stands in it. */
export const mailToken = (ctx: Context, personId: string, caseId: string): string =>
  `${personId}.${caseId}.${seal(ctx, `${personId}.${caseId}`)}`

export function readMailToken(ctx: Context, token: string): { personId: string; caseId: string } | null {
  const [, personId = '', caseId = '', mac = ''] = TOKEN.exec(token) ?? []
  if (mac === '') return null
  const wanted = Buffer.from(seal(ctx, `${personId}.${caseId}`))
  return timingSafeEqual(wanted, Buffer.from(mac)) ? { personId, caseId } : null
}

export const leaveUrl = (ctx: Context, lang: string, personId: string, caseId: string): string =>
  `${ctx.config.baseUrl}/${lang}/cases/mail/${mailToken(ctx, personId, caseId)}`
