import { createHash } from 'node:crypto'
import { talkRights } from '#src/domains/cases/discussion/rights.ts'
import { caseById } from '#src/domains/cases/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Outcome } from '#src/platform/outcome.ts'

/** Everything as usual, but at another moment. */
export const atTime = (ctx: Context, at: number): Context => ({ ...ctx, clock: { ...ctx.clock, now: () => at } })

/** Whose cases they are: the first invented physician of a provincial hospital. */
export const PROVINCIAL = 1

/** An identifier that is the same in every run, so that nothing is made twice. */
export function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export async function talkFor(ctx: Context, actor: Actor, id: string) {
  const found = await caseById(ctx, actor, id)
  if (!found) throw new Error('demonstration: the case is not to be seen')
  return { found, rights: await talkRights(ctx, actor, found) }
}

/** The demonstration has no input that could be refused: a refusal is a bug here. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`demonstration: ${outcome.code} ${JSON.stringify({ ...outcome.fields, ...outcome.detail })}`)
  return outcome.value
}
