import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { Domain } from '#src/platform/domain.ts'

export interface EventName {
  readonly id: string
  readonly name: string
}

/** A domain that has events says what they are called; people itself knows only their ids. */
export interface NamesEvents {
  readonly eventNames?: (ctx: Context, lang: Lang) => Promise<readonly EventName[]>
}

/** Events by name, for granting roles in them; empty while no domain has any. */
export async function eventNames(ctx: Context, lang: Lang): Promise<readonly EventName[]> {
  const names: EventName[] = []
  for (const domain of ctx.domains as readonly (Domain & NamesEvents)[])
    names.push(...((await domain.eventNames?.(ctx, lang)) ?? []))
  return names
}
