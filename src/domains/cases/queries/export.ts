import { studiesOfCase } from '#src/domains/imaging/index.ts'
import type { Context } from '#src/platform/context.ts'
import { authorsOf } from './page.ts'
import type { CaseView } from './case.ts'

/** A case as JSON for who writes it: its texts, terms by their codes, its way, and what images it has. */
export async function exportCase(ctx: Context, found: CaseView): Promise<object> {
  const authors = await authorsOf(ctx, found.id)
  const steps = await ctx.db
    .selectFrom('case_step')
    .select(['at', 'action', 'note'])
    .where('case_id', '=', found.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const pictures = await ctx.db
    .selectFrom('case_picture')
    .select(['view', 'caption'])
    .where('case_id', '=', found.id)
    .orderBy('position')
    .execute()
  const studies = found.imagingCaseId === null ? [] : await studiesOfCase(ctx.db, found.imagingCaseId)
  return {
    format: 'hoi-case-1',
    code: found.code,
    url: `${ctx.config.baseUrl}${found.path}`,
    title: found.title,
    state: found.state,
    audience: found.audience,
    synthetic: found.synthetic,
    content: found.content,
    authors: authors.map(({ name, facility }) => ({ name, facility })),
    consent: found.consent && {
      type: found.consent.type,
      on: found.consent.on,
      recordedAt: new Date(found.consent.recordedAt).toISOString(),
    },
    licence: found.licence,
    pictures: pictures.map((row) => ({
      view: JSON.parse(row.view) as unknown,
      caption: JSON.parse(row.caption) as unknown,
    })),
    studies: studies.map(({ uid, modalities, series }) => ({
      studyInstanceUid: uid,
      modalities,
      series: series.map((one) => ({ seriesInstanceUid: one.uid, modality: one.modality, images: one.images })),
    })),
    history: steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
    createdAt: new Date(found.createdAt).toISOString(),
    sharedAt: found.sharedAt === null ? null : new Date(found.sharedAt).toISOString(),
  }
}
