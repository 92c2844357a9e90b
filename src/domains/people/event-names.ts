import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'

export interface EventName {
  readonly id: string
  readonly name: string
}

/** Names of the events, for granting roles in them: the domain that has events gives them. */
export async function eventNames(ctx: Context, lang: Lang): Promise<readonly EventName[]> {
  const names: EventName[] = []
  for (const domain of ctx.domains) names.push(...((await domain.eventNames?.(ctx, lang)) ?? []))
  return names
}
