import { imageAt, imageOfView, knownImages, seriesOfCase } from '#src/domains/imaging/index.ts'
import type { View } from '#src/lib/imaging/view.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { wantPictures } from '../pictures/files.ts'
import { markedFrames } from '../pictures/queries.ts'
import { mayEdit } from '../policy.ts'
import { caseFor, standingOf, type Found } from '../queries/case.ts'

const MOST = 24

type What = { readonly mark: string } | { readonly series: string; readonly place: number } | { readonly view: View }

/** Chooses a frame as a key picture: one that a mark flags, one by its place in a series, or exactly a view. */
export async function addPicture(ctx: Context, actor: Actor, code: string, what: What): Promise<Outcome> {
  const found = await caseFor(ctx, actor, code)
  if (!found?.can.edit || found.imagingCaseId === null) return fail('not-found')
  const chosen = await viewOf(ctx, actor, found.imagingCaseId, what)
  if (!chosen) return invalid({ place: 'not-found' })
  return edit(ctx, actor, code, async (tx, { row }) => {
    const { n } = await tx.db
      .selectFrom('case_picture')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('case_id', '=', row.id)
      .executeTakeFirstOrThrow()
    if (Number(n) >= MOST) return invalid({ place: 'too-many' })
    await tx.db
      .insertInto('case_picture')
      .values({
        id: ctx.ids.id(),
        case_id: row.id,
        position: Number(n),
        view: JSON.stringify(chosen.view),
        caption: JSON.stringify(chosen.caption),
        updated_at: tx.now,
      })
      .execute()
    return ok()
  })
}

async function viewOf(
  ctx: Context,
  actor: Actor,
  imagingCaseId: string,
  what: What,
): Promise<{ view: View; caption: Text } | null> {
  if ('mark' in what) {
    const marked = (await markedFrames(ctx, imagingCaseId)).find((one) => one.id === what.mark)
    return marked ?? null
  }
  if ('view' in what) {
    const image = imageOfView(await knownImages(ctx, actor, [what.view.instance]), what.view)
    return image?.caseId === imagingCaseId ? { view: what.view, caption: {} } : null
  }
  const own = (await seriesOfCase(ctx, actor, imagingCaseId)).some((one) => one.seriesUid === what.series)
  const at = own ? await imageAt(ctx, actor, what.series, what.place) : null
  if (!at) return null
  const { image, frame } = at
  return {
    view: { study: image.studyUid, series: image.seriesUid, instance: image.sopUid, frame },
    caption: {},
  }
}

/** Captions and order of all chosen pictures; those not named in `keep` go. */
export function arrangePictures(
  ctx: Context,
  actor: Actor,
  code: string,
  keep: readonly { readonly id: string; readonly caption: Text }[],
): Promise<Outcome> {
  return edit(ctx, actor, code, async (tx, { row }) => {
    const ids = keep.map((one) => one.id)
    await tx.db
      .deleteFrom('case_picture')
      .where('case_id', '=', row.id)
      .where('id', 'not in', ids.length > 0 ? ids : [''])
      .execute()
    for (const [position, one] of keep.entries())
      await tx.db
        .updateTable('case_picture')
        .set({ position, caption: JSON.stringify(one.caption), updated_at: tx.now })
        .where('case_id', '=', row.id)
        .where('id', '=', one.id)
        .execute()
    return ok()
  })
}

function edit(
  ctx: Context,
  actor: Actor,
  code: string,
  body: (tx: Tx, found: Found) => Promise<Outcome>,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const found = await standingOf(tx.db, actor, tx.now, { code: code.toUpperCase() })
    if (!found || !mayEdit(actor, found.standing)) return fail('not-found')
    const done = await body(tx, found)
    if (!done.ok) return done
    await tx.audit({ action: 'case.pictures', entity: 'case', id: found.row.id })
    await wantPictures(tx, found.row.id)
    return done
  })
}
