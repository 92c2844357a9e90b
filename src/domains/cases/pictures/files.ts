import { createHash } from 'node:crypto'
import { knownImages, PICTURES_VERSION } from '#src/domains/imaging/index.ts'
import { stranger, systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { fail, ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { CasePictureFileTable } from '../tables.ts'
import { FORMATS, WIDTHS, type PictureFormat } from './geometry.ts'
import { keyPictures, type KeyPicture } from './queries.ts'
import { drawnWidth, renderView } from './render.ts'

type Made = Pick<KeyPicture, 'image' | 'view'>

/**
 * Name of what a picture shows: the object's bytes and everything of the view that is in the pixels (frame, window, mask,
 * crop), not what is drawn over it, and how we paint. Not the hash itself, so that it keeps no bytes of the archive from being swept.
 */
export function madeOf({ image, view }: Made): string {
  const { shapes: _, ...shown } = view
  return createHash('sha256')
    .update(`${PICTURES_VERSION} ${image.blob} ${JSON.stringify(shown)}`)
    .digest('base64url')
}

/** A kept file of a picture; undefined while there is none. One statement. */
export const pictureFile = (
  ctx: Context,
  caseId: string,
  picture: Made,
  width: number,
  format: PictureFormat,
): Promise<CasePictureFileTable | undefined> =>
  ctx.db
    .selectFrom('case_picture_file')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('made_of', '=', madeOf(picture))
    .where('width', '=', width)
    .where('format', '=', format)
    .executeTakeFirst()

const wanted = (caseId: string) =>
  ['cases:keep-pictures', { caseId }, { dedupe: `cases:keep-pictures ${caseId}` }] as const

/** Has the pictures of a case made anew where what they show has changed. */
export const wantPictures = (tx: Tx, caseId: string): Promise<void> => tx.enqueue(...wanted(caseId))
/** The same where somebody met a picture that was not kept yet. */
export const missPictures = (ctx: Context, caseId: string): Promise<void> => enqueue(ctx, ctx.db, ...wanted(caseId))

/** Takes all files of a case, or those that show nothing of `but`; their bytes go by a job. */
export async function dropPictures(tx: Tx, caseId: string, but: readonly string[] = []): Promise<void> {
  let gone = tx.db.deleteFrom('case_picture_file').where('case_id', '=', caseId)
  if (but.length > 0) gone = gone.where('made_of', 'not in', but)
  const hashes = [...new Set((await gone.returning('blob').execute()).map(({ blob }) => blob))]
  if (hashes.length > 0) await tx.enqueue('cases:bury-pictures', { hashes })
}

/** Removes bytes of pictures that no case shows any more; may be run again. */
export async function buryPictures(ctx: Context, { hashes }: { readonly hashes: readonly string[] }): Promise<void> {
  const kept = await ctx.db.selectFrom('case_picture_file').select('blob').where('blob', 'in', hashes).execute()
  const named = new Set(kept.map(({ blob }) => blob))
  for (const hash of hashes) if (!named.has(hash)) await ctx.blobs.remove(hash)
}

/**
 * Makes what the page of a case shows as files, in each width and format, and takes away what it shows no longer. Run when
 * pictures are chosen, flagged, looked at, blanked or withdrawn; again does nothing.
 */
export async function keepPictures(ctx: Context, { caseId }: { readonly caseId: string }): Promise<void> {
  const row = await ctx.db
    .selectFrom('case_record')
    .select(['imaging_case_id', 'owner_id', 'state'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return
  // Its owner sees all that anybody may.
  const owner: Actor = { ...stranger, personId: row.owner_id }
  const asked = { id: caseId, imagingCaseId: row.state === 'withdrawn' ? null : row.imaging_case_id }
  const pictures = await keyPictures(ctx, owner, asked)
  await write(ctx, systemActor('job:cases:keep-pictures'), async (tx) => {
    await dropPictures(tx, caseId, pictures.map(madeOf))
    return ok()
  })
  for (const picture of pictures) await keepOne(ctx, owner, caseId, picture)
}

interface Fresh {
  readonly row: CasePictureFileTable
  readonly bytes: Uint8Array
}

async function keepOne(ctx: Context, owner: Actor, caseId: string, picture: KeyPicture): Promise<void> {
  const made_of = madeOf(picture)
  const fresh: Fresh[] = []
  // A small image is no wider at 1280 than at 640.
  const same = new Map<string, Uint8Array>()
  for (const width of WIDTHS)
    for (const format of FORMATS) {
      const known = await pictureFile(ctx, caseId, picture, width, format)
      if (known && (await ctx.blobs.size(known.blob)) !== null) continue
      const drawn = `${drawnWidth(picture.image, picture.view, width)} ${format}`
      const bytes = same.get(drawn) ?? (await renderView(ctx, picture.image, picture.view, width, format))
      // What cannot be drawn now is asked for again by whoever opens the page.
      if (!bytes) return
      same.set(drawn, bytes)
      const blob = createHash('sha256').update(bytes).digest('hex')
      fresh.push({ row: { case_id: caseId, made_of, width, format, blob, bytes: bytes.length }, bytes })
    }
  if (fresh.length === 0) return
  // Named first and put then: bytes that a killed process left are never without a row that a withdrawal finds.
  const named = await write(ctx, systemActor('job:cases:keep-pictures'), async (tx) => {
    if (!(await stands(tx, owner, caseId, picture))) return fail('not-found')
    for (const { row } of fresh)
      await tx.db
        .insertInto('case_picture_file')
        .values(row)
        .onConflict((oc) =>
          oc.columns(['case_id', 'made_of', 'width', 'format']).doUpdateSet({ blob: row.blob, bytes: row.bytes }),
        )
        .execute()
    return ok()
  })
  if (!named.ok) return
  for (const { bytes } of fresh) await ctx.blobs.put(bytes)
  // Withdrawn while they were put: their rows are gone, and so are they.
  await buryPictures(ctx, { hashes: fresh.map(({ row }) => row.blob) })
}

/** Whether the case still stands and its image still has the bytes that the picture was made of. */
async function stands(tx: Tx, owner: Actor, caseId: string, { image }: KeyPicture): Promise<boolean> {
  const row = await tx.db.selectFrom('case_record').select('state').where('id', '=', caseId).executeTakeFirst()
  if (!row || row.state === 'withdrawn') return false
  const now = await knownImages({ ...tx.ctx, db: tx.db }, owner, [image.sopUid])
  return now.get(image.sopUid)?.blob === image.blob
}
