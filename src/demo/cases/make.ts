import { caseById, createCase, declare, review, share } from '#src/domains/cases/index.ts'
import { keepRaw, receive, recordLook, studiesOfCase } from '#src/domains/imaging/index.ts'
import { defaultProfile, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import { type Actor, stranger, systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { getSetting, putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { startGenerator } from '../images/generate.ts'
import { wanted, type WantedStudy } from '../images/wanted.ts'
import { aneurysmCase } from './aneurysm.ts'
import { hccCase } from './hcc.ts'
import { type Images, imagesOf } from './images.ts'
import type { PlannedCase } from './plan.ts'
import { ruptureCase } from './rupture.ts'
import { atTime, must, PROVINCIAL } from './support.ts'
import { consult, discuss } from './talk.ts'
import { choose, mark, writeRecord } from './tell.ts'
import { ask, collect, showOnTalk } from './together.ts'

const system = systemActor('demo')
/** The angiograms first: they are two files of seconds, and the CT many. */
const CASES: readonly PlannedCase[] = [aneurysmCase, ruptureCase, hccCase]
/** How long to wait for the archive to take the images in before looking again, ms. */
const LATER = 3_000
const HOUR = 3_600_000

/** How far the making has come; kept so that a killed server goes on where it was. */
interface Progress {
  readonly id: string
  readonly code: string
  readonly imagingCaseId: string
  readonly begun: number
  readonly sent: boolean
  readonly told: boolean
  readonly done: boolean
}
type State = Readonly<Record<string, Progress>>

export interface DemoCasesJob {
  /** A sixteenth of the pixels, a twelfth of the slices: for tests. */
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
  await keepMeasurements(ctx)
  for (const plan of CASES) {
    const place = studies.findIndex((study) => study.key === plan.key)
    if (!(await progressOf(ctx))[plan.key]) await begin(ctx, owner, plan)
    if (!(await progressOf(ctx))[plan.key]!.sent) await send(ctx, owner, plan, studies[place]!, place, small)
  }
  if (await finishAll(ctx, people, studies, small)) return
  const later = ctx.clock.now() + LATER
  must(await write(ctx, system, async (tx) => ok(await tx.enqueue('demo:cases', { small }, { runAt: later }))))
}

/**
 * The demonstration shows what other systems measure, which the usual profile removes on arrival (0030): it chooses to keep
 * the numbers and published codes of reports, as a society can in its settings. A choice that was made stands.
 */
async function keepMeasurements(ctx: Context): Promise<void> {
  if (await getSetting<DeidentifyProfile | null>(ctx, 'imaging.profile', null)) return
  const profile: DeidentifyProfile = { ...defaultProfile, name: 'society', structuredContent: 'clean' }
  must(await write(ctx, system, async (tx) => ok(await putSetting(tx, 'imaging.profile', profile))))
}

/** Finishes each case whose images have all arrived; whether all are. */
async function finishAll(ctx: Context, people: readonly Actor[], studies: readonly WantedStudy[], small: boolean) {
  let all = true
  for (const plan of CASES) {
    const at = (await progressOf(ctx))[plan.key]!
    if (at.done) continue
    const files = studies.find(({ key }) => key === plan.key)!.series.reduce((sum, { files: f }) => sum + f, 0)
    const [study] = await studiesOfCase(ctx.db, at.imagingCaseId)
    if (!study || study.images < files) all = false
    else await finish(ctx, people, plan, at, study.id, await imagesOf(ctx, study.id, small))
  }
  if (!all) return false
  const state = await progressOf(ctx)
  const shared = CASES.filter((plan) => plan.shared)
  const listed = shared.map(({ key, note }) => ({ code: state[key]!.code, ...(note ? { note } : {}) }))
  await collect(
    atTime(ctx, Math.max(...shared.map(({ key }) => state[key]!.begun)) + 72 * HOUR),
    people[PROVINCIAL]!,
    listed,
  )
  return true
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
  const begun = plan.begun ?? ctx.clock.now() - 2 * HOUR
  const made = must(await createCase(atTime(ctx, begun), owner, { title: plan.title, synthetic: true }))
  await keep(ctx, plan.key, { ...made, begun, sent: false, told: false, done: false })
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

/** Record, states, pictures and what is said, each at the moment of the story. */
async function finish(
  ctx: Context,
  people: readonly Actor[],
  plan: PlannedCase,
  at: Progress,
  studyId: string,
  images: Images,
) {
  const owner = people[PROVINCIAL]!
  const told = atTime(ctx, at.begun + (plan.shared ? 2 * HOUR : HOUR / 6))
  if (!at.told) {
    const study = (await studiesOfCase(ctx.db, at.imagingCaseId)).find(({ id }) => id === studyId)!
    must(await recordLook(told, owner, studyId, study.images))
    await writeRecord(told, owner, at.code, plan.content)
    await mark(told, owner, plan, images)
    await choose(told, owner, plan, at, images)
    await keep(ctx, plan.key, { told: true })
  }
  const found = await caseById(told, owner, at.id)
  if (found?.state === 'draft') must(await declare(told, owner, at.code, { confirmed: true, submit: plan.shared }))
  if (!plan.shared) await consult(ctx, people, plan, at, images)
  else {
    if (found?.state === 'draft' || found?.state === 'de-identified')
      must(await review(atTime(ctx, at.begun + 3 * HOUR), system, at.code, { accept: true, note: '' }))
    if (found?.state !== 'shared')
      must(await share(atTime(ctx, at.begun + 4 * HOUR), owner, at.code, { audience: 'public', ref: '' }))
    // Once the quiz is on, who has not answered could not speak.
    if (!found?.quiz) await discuss(ctx, people, plan, at, images)
    const later = atTime(ctx, at.begun + 60 * HOUR)
    await showOnTalk(later, owner, plan, at.code)
    await ask(later, owner, plan, at.id, images)
  }
  await keep(ctx, plan.key, { done: true })
}
