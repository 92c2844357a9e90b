import { createHash } from 'node:crypto'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { type Piece, type PieceHead, stretchOfPiece, writeHead } from '#src/lib/imaging/pieces.ts'
import { shownObjects } from '../marks/withheld.ts'
import { visibleStudies } from '../policy.ts'
import type { CopyParts } from '../worker/copies.ts'

/** Where the bytes of a piece lie. */
interface Found {
  readonly head: PieceHead
  readonly blob: string
  /** First byte in the blob. */
  readonly at: number
}

export interface PixelAnswer {
  /** Changes when any byte of the answer would. */
  readonly etag: string
  readonly length: number
  body(): ReadableStream<Uint8Array>
}

/**
 * Stretches of many frames as one stream, in the order asked for; null when the study is not there for the actor. A piece
 * that is not there comes as an empty head. One statement.
 */
export async function pixelPieces(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  pieces: readonly Piece[],
): Promise<PixelAnswer | null> {
  const ids = [...new Set(pieces.map(({ id }) => id))]
  const rows = await ctx.db
    .selectFrom('imaging_study')
    .innerJoin('imaging_instance', 'imaging_instance.study_id', 'imaging_study.id')
    .leftJoin('imaging_copy', (join) =>
      join
        .onRef('imaging_copy.instance_id', '=', 'imaging_instance.id')
        .on('imaging_copy.kind', 'in', ['htj2k', 'lossy']),
    )
    .select(['imaging_instance.id', 'imaging_copy.kind', 'imaging_copy.blob', 'imaging_copy.parts'])
    .where('imaging_study.study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .where('imaging_instance.id', 'in', ids)
    .execute()
  if (rows.length === 0) return null
  const copies = new Map<string, { blob: string; parts: CopyParts }>()
  for (const { id, kind, blob, parts } of rows)
    if (kind && blob && parts) copies.set(`${id} ${kind}`, { blob, parts: JSON.parse(parts) as CopyParts })
  const found = pieces.map((piece, index): Found => {
    const nothing: Found = { head: { index, have: 0, start: 0, length: 0, total: 0 }, blob: '', at: 0 }
    const copy = copies.get(`${piece.id} ${piece.layer === 'l' ? 'lossy' : 'htj2k'}`)
    const [from, to] = [copy?.parts.offsets[piece.frame - 1], copy?.parts.offsets[piece.frame]]
    if (!copy || from === undefined || to === undefined) return nothing
    const stretch = stretchOfPiece(piece, copy.parts.ends?.[piece.frame - 1] ?? [], to - from)
    if (!stretch) return nothing
    const { start, end, have } = stretch
    return { head: { index, have, start, length: end - start, total: to - from }, blob: copy.blob, at: from + start }
  })
  const hash = createHash('sha256')
  for (const { head, blob, at } of found) hash.update(`${blob} ${at} ${head.length}\n`)
  return {
    etag: `"${hash.digest('base64url').slice(0, 22)}"`,
    length: found.reduce((sum, { head }) => sum + 16 + head.length, 0),
    body: () => stream(ctx, found),
  }
}

function stream(ctx: Context, found: readonly Found[]): ReadableStream<Uint8Array> {
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const { head, blob, at } of found) {
      if (head.length === 0) {
        yield writeHead(head)
        continue
      }
      const body = await ctx.blobs.get(blob, { start: at, end: at + head.length - 1 })
      // Taken away while we were sending: the rest would have the wrong length, so the answer breaks off.
      if (!body) throw new Error('a copy is not in the blob store')
      yield writeHead(head)
      for await (const chunk of body) yield chunk
    }
  }
  const iterator = parts()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return(undefined)
    },
  })
}
