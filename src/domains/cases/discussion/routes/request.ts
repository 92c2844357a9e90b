import type { Ctx } from '#src/platform/http/env.ts'
import { type Limit, tooMany } from '#src/platform/http/rate-limit.ts'
import { caseFor, type CaseView } from '../../queries/case.ts'
import type { Talk } from '../commands.ts'
import { talkRights } from '../rights.ts'

export const CODE = ':code{[0-9A-Za-z]{8}}'
export const ID = ':id{[0-9a-f-]{36}}'

export const LIMITS = {
  write: { name: 'case-comment', burst: 10, perSeconds: 120 },
  /** By a link without an account: from one address. */
  guest: { name: 'case-comment-guest', burst: 20, perSeconds: 600 },
  picture: { name: 'case-picture', burst: 300, perSeconds: 60 },
  find: { name: 'case-expert-find', burst: 20, perSeconds: 300 },
  leave: { name: 'case-mail-leave', burst: 20, perSeconds: 300 },
} as const satisfies Record<string, Limit>

/** The case of the address with what its reader may do in its discussion; null is 404. Two statements for most readers. */
export async function open(c: Ctx): Promise<Talk | null> {
  const { ctx, actor } = c.var
  const found = await caseFor(ctx, actor, c.req.param('code') ?? '')
  return found && { found, rights: await talkRights(ctx, actor, found) }
}

/** The same for a case that was already found. */
export const talkFor = async (c: Ctx, found: CaseView): Promise<Talk> => ({
  found,
  rights: await talkRights(c.var.ctx, c.var.actor, found),
})

/** Seconds to wait for whoever writes too much. */
export const hurry = (c: Ctx): number => {
  const { personId } = c.var.actor
  return personId === null ? tooMany(c, LIMITS.guest) : tooMany(c, LIMITS.write, personId)
}

/** Fields of a form or of a JSON body, as text; files and everything else are left out. */
export async function fieldsOf(c: Ctx): Promise<Record<string, string>> {
  const json = /\bapplication\/json\b/.test(c.req.header('content-type') ?? '')
  const body: unknown = json ? await c.req.json().catch(() => ({})) : await c.req.parseBody()
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      if (name === '_csrf') return []
      if (typeof value === 'string') return [[name, value]]
      return typeof value === 'boolean' || typeof value === 'number'
        ? [[name, value === false ? '' : String(value)]]
        : []
    }),
  )
}
