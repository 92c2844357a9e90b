import { listEvents } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'

export interface StepLine {
  readonly at: number
  readonly action: string
  readonly note: string
  readonly name: string
}

/** The way of a case through its states, the latest first. One statement. */
export async function stepsOf(ctx: Context, caseId: string): Promise<StepLine[]> {
  const rows = await ctx.db
    .selectFrom('case_step')
    .leftJoin('person', 'person.id', 'case_step.person_id')
    .select(['case_step.at', 'case_step.action', 'case_step.note', 'person.name'])
    .where('case_id', '=', caseId)
    .orderBy('case_step.at', 'desc')
    .orderBy('case_step.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, name: row.name ?? '' }))
}

export interface Group {
  readonly id: string
  readonly name: string
  readonly members: readonly { readonly id: string; readonly name: string }[]
}

/** The actor's own groups with their members. Two statements. */
export async function ownGroups(ctx: Context, actor: Actor): Promise<Group[]> {
  const groups = await ctx.db
    .selectFrom('case_group')
    .select(['id', 'name'])
    .where('owner_id', '=', actor.personId ?? '')
    .orderBy('name')
    .execute()
  if (groups.length === 0) return []
  const members = await ctx.db
    .selectFrom('case_group_member')
    .innerJoin('person', 'person.id', 'case_group_member.person_id')
    .select(['case_group_member.group_id', 'person.id', 'person.name'])
    .where(
      'group_id',
      'in',
      groups.map((group) => group.id),
    )
    .orderBy('person.sort_key')
    .execute()
  return groups.map((group) => ({
    ...group,
    members: members.filter((one) => one.group_id === group.id).map(({ id, name }) => ({ id, name })),
  }))
}

/** Events whose delegates a case can be for. */
export async function eventsToShareWith(ctx: Context, actor: Actor): Promise<{ id: string; title: Text }[]> {
  return (await listEvents(ctx, actor)).map((event) => ({ id: event.id, title: event.title }))
}
