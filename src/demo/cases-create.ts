import { createHash } from 'node:crypto'
import { addComment, resolveThread } from '#src/domains/cases/discussion/commands.ts'
import { inviteExpert } from '#src/domains/cases/discussion/experts.ts'
import { talkRights } from '#src/domains/cases/discussion/rights.ts'
import {
  caseById,
  type CaseContent,
  createCase,
  declare,
  review,
  saveSection,
  type SectionName,
  share,
} from '#src/domains/cases/index.ts'
import { keepRaw, receive, recordLook, studiesOfCase } from '#src/domains/imaging/index.ts'
import { createMark } from '#src/domains/imaging/marks/commands.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { type Actor, stranger, systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok, type Outcome } from '#src/platform/outcome.ts'
import { getSetting, putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { aneurysmCase } from './cases-aneurysm.ts'
import { hccCase } from './cases-hcc.ts'
import type { Place, PlannedCase, PlannedComment } from './cases-plan.ts'
import { startGenerator } from './images/generate.ts'
import { SMALL, wanted, type WantedStudy } from './images/wanted.ts'

const system = systemActor('demo')
const CASES: readonly PlannedCase[] = [hccCase, aneurysmCase]
/** Whose cases they are: the first invented physician of a provincial hospital. */
export const PROVINCIAL = 1
/** How long to wait for the archive to take the images in before looking again, ms. */
const LATER = 3_000

/** How far the making has come; kept so that a killed server goes on where it was. */
interface Progress {
  readonly id: string
  readonly code: string
  readonly imagingCaseId: string
  readonly sent: boolean
  readonly told: boolean
  readonly shared: boolean
}
type State = Readonly<Record<string, Progress>>

export interface DemoCasesJob {
  /** A sixteenth of the pixels, a twentieth of the slices: for tests. */
  readonly small?: boolean
}

/**
 * Makes the demonstration's cases after the server answers: generates the images in a thread, sends them in as anybody's,
 * and tells the cases by the same commands as everybody. May run again at any time: each step is kept when it is done.
 */
export async function makeDemoCases(ctx: Context, { small = false }: DemoCasesJob): Promise<void> {
  const people = await invented(ctx)
  const owner = people[PROVINCIAL]
  if (!owner) return
  const studies = wanted(small)
  for (const [n, plan] of CASES.entries()) {
    const place = studies.findIndex((study) => study.key === plan.key)
    if (!(await progressOf(ctx))[plan.key]) await begin(ctx, owner, plan)
    if (!(await progressOf(ctx))[plan.key]!.sent) await send(ctx, owner, plan, studies[place]!, place, small)
    if (n === CASES.length - 1 && !(await finishAll(ctx, people, studies, small))) {
      const later = ctx.clock.now() + LATER
      must(await write(ctx, system, async (tx) => ok(await tx.enqueue('demo:cases', { small }, { runAt: later }))))
    }
  }
}

/** Tells and shares each case whose images have all arrived; whether all are. */
async function finishAll(ctx: Context, people: readonly Actor[], studies: readonly WantedStudy[], small: boolean) {
  let all = true
  for (const plan of CASES) {
    const at = (await progressOf(ctx))[plan.key]!
    if (at.shared) continue
    const files = studies.find(({ key }) => key === plan.key)!.series.reduce((sum, { files: f }) => sum + f, 0)
    const [study] = await studiesOfCase(ctx.db, at.imagingCaseId)
    if (!study || study.images < files) all = false
    else await tell(ctx, people, plan, at, study.id, await imagesOf(ctx, study.id, small))
  }
  return all
}

const progressOf = (ctx: Context): Promise<State> => getSetting<State>(ctx, 'demo.cases', {})

async function keep(ctx: Context, key: string, change: Partial<Progress>): Promise<void> {
  const state = await progressOf(ctx)
  const next = { ...state, [key]: { ...state[key], ...change } }
  must(await write(ctx, system, async (tx) => ok(await putSetting(tx, 'demo.cases', next))))
}

/** The invented persons in their order, as they act. */
async function invented(ctx: Context): Promise<Actor[]> {
  const rows = await ctx.db
    .selectFrom('person_source')
    .innerJoin('person', 'person.id', 'person_source.person_id')
    .select(['person.id', 'person.name', 'source_id'])
    .where('source', '=', 'demo')
    .where('source_id', 'like', 'invented-%')
    .execute()
  const number = (sourceId: string): number => Number(sourceId.split('-')[1])
  return rows
    .toSorted((a, b) => number(a.source_id) - number(b.source_id))
    .map((row) => ({ ...stranger, personId: row.id, name: row.name }))
}

async function begin(ctx: Context, owner: Actor, plan: PlannedCase): Promise<void> {
  const made = must(await createCase(ctx, owner, { title: plan.title, synthetic: true }))
  await keep(ctx, plan.key, { ...made, sent: false, told: false, shared: false })
}

const BATCH = 20

async function send(ctx: Context, owner: Actor, plan: PlannedCase, study: WantedStudy, place: number, small: boolean) {
  const { imagingCaseId } = (await progressOf(ctx))[plan.key]!
  const generator = startGenerator(small)
  try {
    for (const [series, { files }] of study.series.entries())
      for (let first = 0; first < files; first += BATCH) {
        const arrivals = []
        for (let file = first; file < Math.min(files, first + BATCH); file += 1) {
          const kept = must(await keepRaw(ctx, await generator.file({ study: place, series, file })))
          arrivals.push({ ...kept, source: 'browser' as const, batch: `demo ${plan.key}`, caseId: imagingCaseId })
        }
        must(await receive(ctx, owner, arrivals))
      }
  } finally {
    await generator.close()
  }
  await keep(ctx, plan.key, { sent: true })
}

/** From a place of the plan to the view of the archived image. */
type Images = (place: Place) => View

async function imagesOf(ctx: Context, studyId: string, small: boolean): Promise<Images> {
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['study_uid', 'series_uid', 'sop_uid', 'imaging_series.number as series', 'imaging_instance.number'])
    .where('imaging_instance.study_id', '=', studyId)
    .execute()
  return ({ series, instance, frame, window, shapes }) => {
    const of = rows.filter((row) => row.series === series)
    const number = small && of.length > 1 ? Math.round((instance - 1) / SMALL.slices) + 1 : instance
    const row = of.toSorted((a, b) => Math.abs((a.number ?? 0) - number) - Math.abs((b.number ?? 0) - number))[0]!
    const scale = small ? SMALL.pixels : 1
    return {
      study: row.study_uid,
      series: row.series_uid,
      instance: row.sop_uid,
      frame,
      ...(window ? { window } : {}),
      ...(shapes
        ? { shapes: shapes.map((s) => ({ ...s, points: s.points.map(([x, y]) => [x / scale, y / scale] as const) })) }
        : {}),
    }
  }
}

async function tell(
  ctx: Context,
  people: readonly Actor[],
  plan: PlannedCase,
  at: Progress,
  studyId: string,
  images: Images,
) {
  const owner = people[PROVINCIAL]!
  if (!at.told) {
    const study = (await studiesOfCase(ctx.db, at.imagingCaseId)).find(({ id }) => id === studyId)!
    must(await recordLook(ctx, owner, studyId, study.images))
    await writeRecord(ctx, owner, at.code, plan.content)
    await mark(ctx, owner, plan, images)
    await keep(ctx, plan.key, { told: true })
  }
  const found = await caseById(ctx, owner, at.id)
  if (found?.state === 'draft') must(await declare(ctx, owner, at.code, { confirmed: true, submit: true }))
  if (found?.state === 'draft' || found?.state === 'de-identified')
    must(await review(ctx, system, at.code, { accept: true, note: '' }))
  if (found?.state !== 'shared') must(await share(ctx, owner, at.code, { audience: 'public', ref: '' }))
  await discuss(ctx, people, plan, at, images)
  await keep(ctx, plan.key, { shared: true })
}

/** The record, section by section as the form does. */
async function writeRecord(ctx: Context, owner: Actor, code: string, content: CaseContent): Promise<void> {
  const { presentation, history, findings, differential, diagnosis, certainty, basis, steps, devices } = content
  const { outcome, followUp, complications, teaching, references, modalities, techniques, organs, region, age, sex } =
    content
  const sections: Partial<Record<SectionName, object>> = {
    basics: { content: { modalities, techniques, organs, region, age, sex } },
    clinical: { content: { presentation, history } },
    imaging: { content: { findings, differential, diagnosis, certainty, basis } },
    procedure: { content: { steps, devices } },
    outcome: { content: { outcome, followUp, complications } },
    learning: { content: { teaching, references } },
    consent: { consent: { type: 'not-needed', on: '' }, licence: 'CC-BY-4.0' },
  }
  for (const [section, patch] of Object.entries(sections)) {
    const saved = await saveSection(ctx, owner, code, patch, {
      section: section as SectionName,
      revision: 0,
      confirmed: true,
    })
    // Saved by the run before this one.
    if (!saved.ok && saved.code !== 'conflict') must(saved)
  }
}

/** An identifier that is the same in every run, so that nothing is made twice. */
function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What is drawn on the key images, as the viewer keeps it; the frames themselves are flagged. */
async function mark(ctx: Context, owner: Actor, plan: PlannedCase, images: Images): Promise<void> {
  for (const [n, { at }] of plan.pictures.entries()) {
    const { study, series, instance, frame, window, shapes = [] } = images(at)
    const place = { study, series, instance, frame, site: '', shared: true, view: window ? { window } : {} }
    const salt = [plan.key, instance, String(n)]
    must(await createMark(ctx, owner, { ...place, id: idOf(...salt, 'key'), kind: 'key', points: [], text: '' }))
    for (const [k, { kind, points, text = '' }] of shapes.entries()) {
      const drawn = points.map(([x, y]): [number, number] => [x, y])
      must(await createMark(ctx, owner, { ...place, id: idOf(...salt, String(k)), kind, points: drawn, text }))
    }
  }
}

async function discuss(ctx: Context, people: readonly Actor[], plan: PlannedCase, at: Progress, images: Images) {
  const owner = people[PROVINCIAL]!
  const say = async (comment: PlannedComment, thread: string): Promise<string> => {
    const actor = people[comment.by] ?? owner
    if (comment.expert && actor.personId !== null) {
      const talk = await talkFor(ctx, owner, at.id)
      // An expert without an account cannot be invited; what they say stands without the badge.
      await inviteExpert(ctx, owner, talk, actor.personId)
    }
    const pin = comment.at ? encodeView(images(comment.at)) : ''
    const input = { body: comment.text, thread, pin, key: idOf(plan.key, comment.text), name: '', confirmed: true }
    return must(await addComment(ctx, actor, await talkFor(ctx, actor, at.id), input, 'vi')).id
  }
  for (const first of plan.discussion) {
    const thread = await say(first, '')
    for (const answer of first.answers ?? []) await say(answer, thread)
    const asked = people[first.by] ?? owner
    if (first.resolved) must(await resolveThread(ctx, asked, await talkFor(ctx, asked, at.id), thread, true))
  }
}

async function talkFor(ctx: Context, actor: Actor, id: string) {
  const found = await caseById(ctx, actor, id)
  if (!found) throw new Error('demonstration: the case is not to be seen')
  return { found, rights: await talkRights(ctx, actor, null, found) }
}

/** The demonstration has no input that could be refused: a refusal is a bug here. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`demonstration: ${outcome.code} ${JSON.stringify({ ...outcome.fields, ...outcome.detail })}`)
  return outcome.value
}
