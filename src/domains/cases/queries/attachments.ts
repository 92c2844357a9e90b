import { currentRelease, eventBySlug } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'

export const ATTACHMENT_KINDS = ['talk', 'session', 'question', 'abstract'] as const
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number]

/** A talk or session that a case goes with, as this reader may see it. */
export interface Attached {
  readonly kind: string
  readonly ref: string
  readonly title: Text
  readonly event: Text
  /** Address without language. */
  readonly path: string
  readonly announced: boolean
}

/** `vsir-2026/AB12CD`: the ref of a talk or session. */
export const refOf = (slug: string, code: string): string => `${slug}/${code}`

/** The item of an event's public programme, if the actor may see the event. Two statements at most. */
export async function itemAt(ctx: Context, actor: Actor, kind: 'talk' | 'session', ref: string) {
  const [slug = '', code = ''] = ref.split('/')
  const event = await eventBySlug(ctx, actor, slug)
  const released = event ? await currentRelease(ctx, event) : null
  if (!event || !released) return null
  const items = kind === 'talk' ? released.programme.talks : released.programme.sessions
  const item = items.find((one) => one.code === code)
  return item
    ? { title: item.title, event: event.title, eventId: event.id, path: `/events/${slug}/${kind}s/${code}` }
    : null
}

/** Where a case is presented. One statement, and two for each event. */
export async function attachmentsOf(ctx: Context, actor: Actor, caseId: string): Promise<Attached[]> {
  const rows = await ctx.db
    .selectFrom('case_attachment')
    .select(['kind', 'ref', 'announced'])
    .where('case_id', '=', caseId)
    .where('kind', 'in', ['talk', 'session'])
    .orderBy('added_at')
    .execute()
  const out: Attached[] = []
  for (const { kind, ref, announced } of rows) {
    const item = await itemAt(ctx, actor, kind as 'talk' | 'session', ref)
    if (item) out.push({ ...item, kind, ref, announced: announced === 1 })
  }
  return out
}
