import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { keepAccess, keepAccessOf } from './access.ts'
import { withdrawImages } from './commands/withdraw.ts'
import { indexCase } from './indexing.ts'
import { buryPictures, keepPictures, wantPictures } from './pictures/files.ts'
import type { CaseFacetTable } from './tables.ts'

const quietly = (ctx: Context, name: string, which: Parameters<typeof keepAccessOf>[1]) =>
  write(ctx, systemActor(`job:${name}`), async (tx) => {
    await keepAccessOf(tx, which)
    return ok()
  })

/** The time of somebody let in by name is over: their images close too. */
const guestsEnded: JobHandler = async (ctx: Context) => {
  await quietly(ctx, 'cases:guests-ended', { guestsEnded: true })
}

/** Does something for every case, each in a command of its own. */
async function everyCase(
  ctx: Context,
  name: string,
  { images }: { readonly images: boolean },
  act: (tx: Tx, caseId: string) => Promise<void>,
): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await ctx.db
      .selectFrom('case_record')
      .select('id')
      .where('id', '>', after)
      .$if(images, (query) => query.where('imaging_case_id', 'is not', null))
      .orderBy('id')
      .limit(100)
      .execute()
    if (rows.length === 0) return
    for (const { id } of rows)
      await write(ctx, systemActor(`job:${name}`), async (tx) => {
        await act(tx, id)
        return ok()
      })
    after = rows.at(-1)!.id
  }
}

/** Everything anew, in case a change elsewhere was not told: who holds which role, who was merged, what came in. */
const allAccess: JobHandler = (ctx: Context) => everyCase(ctx, 'cases:all-access', { images: true }, keepAccess)

const indexAll: JobHandler = (ctx: Context) => everyCase(ctx, 'cases:index-all', { images: false }, indexCase)

/** All cases anew, by one job that goes through them. */
export const reindexCases = (tx: Tx): Promise<void> => tx.enqueue('cases:index-all', {}, { dedupe: 'cases:index-all' })

const onRoles: JobHandler = async (ctx: Context, payload: { eventId: string }) => {
  await quietly(ctx, 'cases:roles', payload.eventId === '' ? { submitted: true } : { eventId: payload.eventId })
}

const onLook: JobHandler = async (ctx: Context, payload: { caseId: string }) => {
  await write(ctx, systemActor('job:cases:look'), async (tx) => {
    const row = await tx.db
      .selectFrom('case_record')
      .select('id')
      .where('imaging_case_id', '=', payload.caseId)
      .executeTakeFirst()
    if (row) await keepAccess(tx, row.id)
    if (row) await wantPictures(tx, row.id)
    return ok()
  })
}

/** Images of a case went, were blanked, or were flagged as key images by who reads them: its pictures are others now. */
const onImages: JobHandler = async (ctx: Context, payload: { caseId: string }) => {
  const rows = await ctx.db
    .selectFrom('case_record')
    .select('id')
    .where('imaging_case_id', '=', payload.caseId)
    .execute()
  for (const { id } of rows) await keepPictures(ctx, { caseId: id })
}

/** A term got another name: the cases that have it are found by the new one. */
const reindexTerm: JobHandler = async (
  ctx: Context,
  { kind, code }: { kind: CaseFacetTable['kind']; code: string },
) => {
  const rows = await ctx.db
    .selectFrom('case_facet')
    .select('case_id')
    .where('kind', '=', kind)
    .where('value', '=', code)
    .execute()
  for (const { case_id } of rows)
    await write(ctx, systemActor('job:cases:reindex-term'), async (tx) => {
      await indexCase(tx, case_id)
      return ok()
    })
}

export const caseJobs: Readonly<Record<string, JobHandler>> = {
  'cases:guests-ended': guestsEnded,
  'cases:all-access': allAccess,
  'cases:index-all': indexAll,
  'cases:withdraw-images': withdrawImages,
  'cases:reindex-term': reindexTerm,
  'cases:keep-pictures': keepPictures,
  'cases:bury-pictures': buryPictures,
}
export const caseSchedules = { 'cases:all-access': 3_600_000 }
export const caseListeners: Readonly<Record<string, JobHandler>> = {
  'people.roles-changed': onRoles,
  'imaging.looked': onLook,
  'imaging.images-changed': onImages,
}
