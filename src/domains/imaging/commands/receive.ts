import type { Actor } from '#src/platform/authz.ts'
import { BlobTooLarge } from '#src/platform/blobs/blobs.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { maySendImages } from '../policy.ts'
import { noteArrival } from '../precedence.ts'
import type { Refusal } from '../quarantine.ts'
import type { ImagingReceivedTable } from '../tables.ts'

export interface Arrival {
  readonly blob: string
  readonly bytes: number
  readonly source: ImagingReceivedTable['source']
  /** The request, association or upload that it came with. */
  readonly batch: string
  /** The case that the sender named; null: one for each patient. */
  readonly caseId?: string | null
  /** Why it could never be archived, where that is known already: its owner is told, its bytes are not kept. */
  readonly refused?: Refusal
}

/** Rows of one statement: a study of thousands of slices may come in one request, and engines bound their parameters. */
const AT_ONCE = 1_000

/** Keeps bytes as they came; durable when this resolves. `limit`: the configured largest upload. */
export async function keepRaw(
  ctx: Context,
  source: ReadableStream<Uint8Array> | Uint8Array,
): Promise<Outcome<{ blob: string; bytes: number }>> {
  noteArrival(ctx)
  try {
    const { hash, bytes } = await ctx.blobs.put(source, { limit: ctx.config.uploadLimit })
    return bytes === 0 ? fail('invalid') : ok({ blob: hash, bytes })
  } catch (error) {
    if (error instanceof BlobTooLarge) return fail('too-large')
    throw error
  }
}

/** Puts what has arrived into its owner's quarantine and has it taken in; answers the ids. Committed when this resolves. */
export async function receive(
  ctx: Context,
  actor: Actor,
  arrivals: readonly Arrival[],
): Promise<Outcome<readonly string[]>> {
  const ownerId = actor.personId
  if (!maySendImages(actor) || ownerId === null) return fail('not-found')
  if (arrivals.length === 0) return ok([])
  return await write(ctx, actor, async (tx) => {
    const cases = [...new Set(arrivals.flatMap(({ caseId }) => (caseId ? [caseId] : [])))]
    if (cases.length > 0) {
      const own = await tx.db
        .selectFrom('imaging_case')
        .select('id')
        .where('id', 'in', cases)
        .where('owner_id', '=', ownerId)
        .execute()
      if (own.length < cases.length) return fail('not-found')
    }
    const rows = arrivals.map(({ blob, bytes, source, batch, caseId, refused }) => ({
      id: ctx.ids.id(),
      owner_id: ownerId,
      case_id: caseId ?? null,
      batch,
      source,
      blob: refused ? null : blob,
      bytes,
      state: refused ? ('refused' as const) : ('waiting' as const),
      reason: refused ?? '',
      instance_id: null,
      created_at: tx.now,
      ended_at: refused ? tx.now : null,
    }))
    for (let at = 0; at < rows.length; at += AT_ONCE)
      await tx.db
        .insertInto('imaging_received')
        .values(rows.slice(at, at + AT_ONCE))
        .execute()
    await tx.enqueue('imaging:take-in', {}, { dedupe: 'imaging:take-in' })
    return ok(rows.map(({ id }) => id))
  })
}
