import { keepRaw, receive, recordLook } from '#src/domains/imaging/index.ts'
import { testImage, type TestImage, work } from '#src/domains/imaging/testing.ts'
import { browser, somebody, type Somebody } from '#src/domains/people/testing.ts'
import { stranger, type Actor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { createCase } from './commands/create.ts'
import type { Audience, CaseContent, CaseState } from './model.ts'
import { EMPTY_CONTENT } from './model.ts'

export { browser, somebody, work, type Somebody }

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

let studies = 0

/** Takes a small CT into a case as an upload does, and looks at it unless told not to. Answers the study; `sent`: as it was called then. */
export async function withImages(
  ctx: Context,
  made: MadeCase,
  options: { images?: number; look?: boolean; image?: Partial<TestImage> } = {},
): Promise<{ studyId: string; studyUid: string; sent: string }> {
  const study = `1.2.9.${++studies}`
  const count = options.images ?? 1
  const arrivals = []
  for (let n = 1; n <= count; n++) {
    const file = testImage({
      study,
      series: `${study}.1`,
      instance: `${study}.1.${n}`,
      number: n,
      level: n * 7,
      patient: made.code,
      ...options.image,
    })
    const { blob, bytes } = must(await keepRaw(ctx, file))
    arrivals.push({ blob, bytes, source: 'browser' as const, batch: study, caseId: made.imagingCaseId })
  }
  must(await receive(ctx, made.actor, arrivals))
  await work(ctx)
  const row = await ctx.db
    .selectFrom('imaging_study')
    .select(['id', 'study_uid', 'instance_count'])
    .where('case_id', '=', made.imagingCaseId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  if (options.look !== false) {
    must(await recordLook(ctx, made.actor, row.id, row.instance_count))
    await work(ctx)
  }
  return { studyId: row.id, studyUid: row.study_uid, sent: study }
}

/** Everything that a case needs before it may be shared, but for its images. */
export const wholeContent: Partial<CaseContent> = {
  modalities: ['CT', 'XA'],
  techniques: ['ctace'],
  organs: ['liver'],
  presentation: { vi: 'Nam 65 tuổi, đau hạ sườn phải.', en: 'A 65-year-old man with right upper quadrant pain.' },
  findings: { vi: 'Khối gan phải 45 mm ngấm thuốc thì động mạch.' },
  diagnosis: { vi: 'Ung thư biểu mô tế bào gan' },
}

/** A case with a looked-at study, whole texts, consent and licence, still a draft. */
export async function readyCase(
  ctx: Context,
  options: CaseOptions = {},
): Promise<MadeCase & { studyUid: string; sent: string }> {
  const made = await makeCase(ctx, { content: wholeContent, ...options })
  await ctx.db
    .updateTable('case_record')
    .set({
      consent_type: 'written',
      consent_on: '2026-03-01',
      consent_by: made.owner.personId,
      consent_at: ctx.clock.now(),
      licence: 'CC-BY-NC-4.0',
    })
    .where('id', '=', made.id)
    .execute()
  const { studyUid, sent } = await withImages(ctx, made)
  return { ...made, studyUid, sent }
}
