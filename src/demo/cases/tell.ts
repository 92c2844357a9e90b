import { addPicture, arrangePictures } from '#src/domains/cases/commands/pictures.ts'
import { type CaseContent, saveSection, type SectionName } from '#src/domains/cases/index.ts'
import { createMark } from '#src/domains/imaging/marks/commands.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Images } from './images.ts'
import type { PlannedCase } from './plan.ts'
import { idOf, must } from './support.ts'

/** The record, section by section as the form does. */
export async function writeRecord(ctx: Context, owner: Actor, code: string, content: CaseContent): Promise<void> {
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

/** What is drawn on the key images, as the viewer keeps it; the frames themselves are flagged. */
export async function mark(ctx: Context, owner: Actor, plan: PlannedCase, images: Images): Promise<void> {
  for (const [n, { at }] of plan.pictures.entries()) {
    const { study, series, instance, frame, mask, window, shapes = [] } = images(at)
    const kept = mask && { frames: [...mask.frames], shift: [...mask.shift] as [number, number] }
    const view = { ...(kept ? { mask: kept } : {}), ...(window ? { window } : {}) }
    const place = { study, series, instance, frame, site: '', shared: true, view }
    const salt = [plan.key, instance, String(n)]
    must(await createMark(ctx, owner, { ...place, id: idOf(...salt, 'key'), kind: 'key', points: [], text: '' }))
    for (const [k, { kind, points, text = '' }] of shapes.entries()) {
      const drawn = points.map(([x, y]): [number, number] => [x, y])
      // What is measured has its figure already.
      const words = kind === 'length' ? '' : text
      must(await createMark(ctx, owner, { ...place, id: idOf(...salt, String(k)), kind, points: drawn, text: words }))
    }
  }
}

/** The key pictures of the case's page, each with its caption. */
export async function choose(
  ctx: Context,
  owner: Actor,
  plan: PlannedCase,
  { id, code }: { readonly id: string; readonly code: string },
  images: Images,
): Promise<void> {
  const chosen = async () =>
    await ctx.db.selectFrom('case_picture').select('id').where('case_id', '=', id).orderBy('position').execute()
  for (const { at } of plan.pictures.slice((await chosen()).length))
    must(await addPicture(ctx, owner, code, { view: images(at) }))
  const keep = (await chosen()).map((row, n) => ({ id: row.id, caption: plan.pictures[n]?.caption ?? {} }))
  must(await arrangePictures(ctx, owner, code, keep))
}
