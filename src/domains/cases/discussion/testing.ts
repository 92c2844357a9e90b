import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { Shape, View } from '#src/lib/imaging/view.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'
import { as, readyCase, type CaseOptions, type MadeCase, type Somebody } from '../testing.ts'

export interface TalkedCase extends MadeCase {
  readonly studyUid: string
  /** Its study as it was called when it was sent. */
  readonly sent: string
  /** What its first image shows. */
  readonly view: View
  /** The same with an arrow, as an address. */
  readonly pin: string
}

export const ARROW: Shape = {
  kind: 'arrow',
  points: [
    [4, 4],
    [12, 12],
  ],
  text: 'đây',
}

/** A case with an image, open to all members unless said otherwise. */
export async function talkedCase(ctx: Context, options: CaseOptions = {}): Promise<TalkedCase> {
  const made = await readyCase(ctx, { state: 'shared', audience: 'members', ...options })
  await write(ctx, systemActor('test'), async (tx) => {
    await keepAccess(tx, made.id)
    return ok()
  })
  const row = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['study_uid', 'series_uid', 'sop_uid'])
    .where('study_uid', '=', made.studyUid)
    .orderBy('imaging_instance.number')
    .executeTakeFirstOrThrow()
  const view = { study: row.study_uid, series: row.series_uid, instance: row.sop_uid, frame: 1 }
  return { ...made, view, pin: encodeView({ ...view, shapes: [ARROW] }) }
}

let keys = 0
export const aKey = (): string => `key-of-the-test-${String(++keys).padStart(6, '0')}`

export interface Answered {
  readonly status: number
  readonly body: {
    readonly ok: boolean
    readonly code?: string
    readonly fields?: Record<string, string>
    readonly identity?: string[]
    readonly value?: { id: string; threadId: string }
  }
}

/** Sends what the viewer's panel sends. */
export async function postJson(
  app: App,
  cookie: string,
  path: string,
  fields: Record<string, unknown>,
): Promise<Answered> {
  const response = await app.request(`http://hoi.test${path}`, {
    method: 'POST',
    body: JSON.stringify(fields),
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as never) : { ok: false } }
}

/** Comments and answers its id; throws where it was refused. */
export async function comment(
  app: App,
  who: Somebody,
  made: MadeCase,
  body: string,
  more: Record<string, string> = {},
): Promise<string> {
  const done = await postJson(app, who.cookie, `${made.path}/comments`, { key: aKey(), body, ...more })
  if (!done.body.value) throw new Error(JSON.stringify(done))
  return done.body.value.id
}

export const page = async (app: App, who: Somebody | undefined, path: string) => {
  const response = await as(app, who).get(path)
  return { status: response.status, html: await response.text() }
}
