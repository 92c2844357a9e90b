import { browser, somebody, type Somebody } from '#src/domains/people/testing.ts'
import { stranger, type Actor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { createCase } from './commands/create.ts'
import type { Audience, CaseContent, CaseState } from './model.ts'
import { EMPTY_CONTENT } from './model.ts'

export { browser, somebody, type Somebody }

export interface MadeCase {
  readonly id: string
  readonly code: string
  readonly imagingCaseId: string
  /** Address without language. */
  readonly path: string
  readonly owner: Somebody
  readonly actor: Actor
}

export interface CaseOptions {
  readonly owner?: Somebody
  readonly title?: Record<string, string>
  readonly content?: Partial<CaseContent>
  readonly state?: CaseState
  readonly audience?: Audience
  readonly audienceRef?: string
  /** Review was asked for. */
  readonly submitted?: boolean
  readonly synthetic?: boolean
}

export const must = <T>(done: { ok: true; value: T } | { ok: false; code: string; fields?: object }): T => {
  if (!done.ok) throw new Error(`${done.code} ${JSON.stringify(done.fields)}`)
  return done.value
}

/** A person as commands take them, with the roles that are said. */
export const actorFor = (
  who: Somebody,
  roles: { society?: readonly SocietyRole[]; events?: Readonly<Record<string, readonly EventRole[]>> } = {},
): Actor => ({
  ...stranger,
  personId: who.personId,
  name: 'BS. Người Thử',
  society: new Set(roles.society),
  events: new Map(Object.entries(roles.events ?? {}).map(([id, held]) => [id, new Set(held)])),
})

/**
 * A case in any state, put there directly: what leads to a state is tested where it is done. Its images' access is not
 * set by this; see `withImages`.
 */
export async function makeCase(ctx: Context, options: CaseOptions = {}): Promise<MadeCase> {
  const owner = options.owner ?? (await somebody(ctx, { name: 'BS. Chủ Ca' }))
  const actor = actorFor(owner)
  const title = options.title ?? { vi: 'Nút mạch u gan', en: 'Chemoembolisation of a liver tumour' }
  const made = must(await createCase(ctx, actor, { title, ...(options.synthetic ? { synthetic: true } : {}) }))
  const state = options.state ?? 'draft'
  await ctx.db
    .updateTable('case_record')
    .set({
      state,
      audience: options.audience ?? 'private',
      audience_ref: options.audienceRef ?? '',
      content: JSON.stringify({ ...EMPTY_CONTENT, ...options.content }),
      ...((options.submitted ?? (state === 'reviewed' || state === 'shared')) ? { submitted_at: ctx.clock.now() } : {}),
      ...(state === 'shared' ? { shared_at: ctx.clock.now() } : {}),
    })
    .where('id', '=', made.id)
    .execute()
  return { ...made, path: `/cases/${made.code}`, owner, actor }
}

export const as = (app: App, who?: Somebody) => browser(app, who?.cookie ?? '')
