import type { Ctx } from '#src/platform/http/env.ts'
import type { Event } from '../event/event.ts'
import { canChangeState, canEditEvent, canSeeWorkingCopy } from '../policy.ts'
import { eventBySlug } from '../queries.ts'

/** What the actor may do with the event in hand; pages hide what is refused. */
export interface Abilities {
  readonly edit: boolean
  readonly changeState: boolean
}

export interface Managed {
  readonly event: Event
  readonly can: Abilities
}

/**
 * The event of the address if the actor may see its working copy, else null whether or not it exists: the route then
 * answers `c.notFound()`. One statement.
 */
export async function managed(c: Ctx): Promise<Managed | null> {
  const event = await eventBySlug(c.var.ctx, c.var.actor, c.req.param('slug') ?? '')
  if (!event || !canSeeWorkingCopy(c.var.actor, event)) return null
  return { event, can: { edit: canEditEvent(c.var.actor, event), changeState: canChangeState(c.var.actor, event) } }
}
