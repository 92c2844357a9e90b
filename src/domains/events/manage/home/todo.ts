import type { Context } from '#src/platform/context.ts'
import { availabilityOf } from '../../speakers/availability.ts'
import type { Event } from '../../event/event.ts'
import { currentRelease } from '../../queries.ts'
import { pendingDifference } from '../../release/release-commands.ts'
import { warningsOf } from '../../programme/warnings.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'

/** What waits to be done in one event; figures only, each with its page. */
export interface Todo {
  readonly errors: number
  readonly warnings: number
  readonly toInvite: number
  readonly toAnswer: number
  readonly declined: number
  readonly unscheduled: number
  readonly release: 'never' | 'differs' | 'same'
}

/** Kept by the event's revision and release: the dashboard opens often, the working copy changes seldom. */
const kept = new WeakMap<object, Map<string, { readonly tag: string; readonly todo: Todo }>>()

/** What waits in an event. Ten statements when something changed since the last look, one otherwise. */
export async function todoOf(ctx: Context, event: Event): Promise<Todo> {
  let cache = kept.get(ctx.bus)
  if (!cache) kept.set(ctx.bus, (cache = new Map()))
  const tag = `${event.revision} ${event.releaseId} ${event.updatedAt}`
  const known = cache.get(event.id)
  if (known?.tag === tag) return known.todo
  const todo = await compute(ctx, event)
  if (cache.size > 200) cache.clear()
  cache.set(event.id, { tag, todo })
  return todo
}

async function compute(ctx: Context, event: Event): Promise<Todo> {
  const copy = (await loadWorkingCopy(ctx, ctx.db, event.id))!
  const { programme } = copy
  const found = warningsOf(programme, { availability: await availabilityOf(ctx.db, event.id), release: true })
  const parts = [
    ...programme.sessions.filter((s) => !s.cancelled).flatMap((s) => s.chairs),
    ...programme.talks.filter((t) => !t.cancelled).flatMap((t) => t.speakers),
  ]
  const people = (state: string) =>
    new Set(parts.filter((part) => part.state === state).map((part) => part.personId)).size
  const released = await currentRelease(ctx, event)
  return {
    errors: found.filter((w) => w.severity === 'error').length,
    warnings: found.filter((w) => w.severity === 'warning').length,
    toInvite: people('pending'),
    toAnswer: people('invited'),
    declined: parts.filter((part) => part.state === 'declined').length,
    unscheduled: found.filter((w) => w.code === 'unscheduled').length,
    release: released === null ? 'never' : isSame(pendingDifference(released.document, programme)) ? 'same' : 'differs',
  }
}

/** A difference is made of lists; when all are empty there is none. */
const isSame = (difference: object): boolean =>
  Object.values(difference).every((list) => !Array.isArray(list) || list.length === 0)
