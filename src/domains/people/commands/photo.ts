import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { mayEditPerson } from '../policy.ts'
import { personWithState } from './person.ts'

export const PHOTO_LIMIT = 10_000_000
const SIDE = 512
/** More is a picture made to exhaust memory. */
const MAX_PIXELS = 60_000_000

/**
 * Re-encodes a picture as a square WebP: turned upright by its EXIF, which is then dropped with all else that the
 * camera wrote (place, serial numbers). null when it is no JPEG, PNG or WebP.
 */
export async function portrait(bytes: Uint8Array): Promise<Uint8Array | null> {
  const { default: sharp } = await import('sharp')
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { format } = await image.metadata()
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return null
    return await image
      .rotate()
      .resize(SIDE, SIDE, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer()
  } catch {
    return null
  }
}

/** Sets or, with null, removes the photo of a record. */
export async function setPhoto(ctx: Context, actor: Actor, id: string, file: Blob | null): Promise<Outcome> {
  if (file && file.size > PHOTO_LIMIT) return fail('too-large', { fields: { photo: 'too-large' } })
  const allowed = await personWithState(ctx.db, id)
  if (!allowed || !mayEditPerson(actor, allowed.state)) return fail('not-found')
  const picture = file ? await portrait(new Uint8Array(await file.arrayBuffer())) : null
  if (file && !picture) return invalid({ photo: 'image' })
  const hash = picture ? (await ctx.blobs.put(picture)).hash : null
  return write(ctx, actor, async (tx) => {
    const found = await personWithState(tx.db, id)
    if (!found || !mayEditPerson(actor, found.state)) return fail('not-found')
    if (found.row.photo === hash) return ok()
    await tx.db.updateTable('person').set({ photo: hash, updated_at: tx.now }).where('id', '=', id).execute()
    await tx.audit({
      action: 'person.photo',
      entity: 'person',
      id,
      before: { photo: found.row.photo },
      after: { photo: hash },
    })
    if (found.row.photo) await dropPhoto(tx, found.row.photo)
    await tx.emit('people.changed', { personId: id })
    return ok()
  })
}

/** Removes a picture's bytes once nobody has it any longer. */
export async function dropPhoto(tx: Tx, hash: string): Promise<void> {
  const used = await tx.db.selectFrom('person').select('id').where('photo', '=', hash).limit(1).executeTakeFirst()
  if (!used)
    tx.afterCommit(
      () => void tx.ctx.blobs.remove(hash).catch(() => tx.ctx.log.warn({ hash }, 'a photo was not removed')),
    )
}
