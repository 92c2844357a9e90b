import { Readable } from 'node:stream'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Outcome } from '#src/platform/outcome.ts'
import { keepRaw, receive, type Arrival } from '../commands/receive.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { failureReason, type Refusal } from '../quarantine.ts'
import { siteSecret } from '../site-secret.ts'
import { quickPool, TimedOut } from '../worker/pool.ts'
import { release } from '../worker/release.ts'
import type { Uids } from '../worker/take-in.ts'

/** Parts whose bytes are in memory or on their way to the disk at once. */
const AT_ONCE = 6
/** A part up to here is read whole while the one before is being stored; a larger one goes straight to the disk. */
const BUFFERED = 16 * 1024 * 1024
/** Holds every usual header; a file cut off behind it is found out when it is taken in. */
const HEAD = 64 * 1024
const MOST_PARTS = 20_000

export interface StowAnswer {
  readonly status: 200 | 202 | 409
  readonly body: DicomJson
}

interface Result {
  readonly sent: Uids | null
  readonly kept: Uids | null
  readonly failure: number
}

export interface IncomingPart {
  readonly contentType: string
  readonly body: AsyncGenerator<Buffer>
}

/**
 * Stores the parts of a STOW-RS request in the caller's quarantine. What is acknowledged is on the disk and in the
 * database; de-identification follows. Parts that are no DICOM or could never be archived fail at once, the rest goes on.
 */
export async function storeParts(
  ctx: Context,
  actor: Actor,
  parts: AsyncIterable<IncomingPart>,
  root: string,
  studyUid: string | null,
): Promise<StowAnswer> {
  const batch = ctx.ids.id()
  const results: Promise<Result & { arrival: Arrival | null }>[] = []
  const running = new Set<Promise<unknown>>()
  for await (const part of parts) {
    if (results.length >= MOST_PARTS) break
    const { head, rest } = await beginning(part.body)
    const storing = storeOne(ctx, actor, batch, head, rest, studyUid)
    results.push(storing)
    // The next part of the stream comes only when a large one has been read to its end.
    if (rest) await storing
    running.add(storing)
    void storing.finally(() => running.delete(storing)).catch(() => {})
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  const done = await Promise.all(results)
  const received: Outcome<readonly string[]> = await receive(
    ctx,
    actor,
    done.flatMap(({ arrival }) => (arrival ? [arrival] : [])),
  )
  const all: Result[] = received.ok ? done : done.map((result) => ({ ...result, failure: result.failure || 0xa700 }))
  return answer(all, root)
}

/** Reads a part whole, or its first 16 MB and the rest as a stream. */
async function beginning(body: AsyncGenerator<Buffer>): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> | null }> {
  const chunks: Buffer[] = []
  let size = 0
  while (size < BUFFERED) {
    const { value, done } = await body.next()
    if (done) return { head: Buffer.concat(chunks), rest: null }
    chunks.push(value)
    size += value.length
  }
  return { head: Buffer.concat(chunks), rest: body }
}

async function storeOne(
  ctx: Context,
  actor: Actor,
  batch: string,
  head: Buffer,
  rest: AsyncGenerator<Buffer> | null,
  studyUid: string | null,
) {
  const failed = (refused: Refusal, bytes: number) => ({
    sent: null,
    kept: null,
    failure: failureReason(refused),
    arrival: { blob: '', bytes, source: 'stow' as const, batch, refused },
  })
  const [looked, stored] = await Promise.all([
    inspect(ctx, actor, head, rest === null && head.length <= HEAD),
    keepRaw(ctx, rest ? (Readable.toWeb(Readable.from(joined(head, rest))) as ReadableStream<Uint8Array>) : head),
  ])
  const long = head.length > HEAD
  if (!rest) release(head)
  if (!stored.ok) return failed(stored.code === 'too-large' ? 'too-large' : 'not-dicom', head.length)
  if (!looked.ok) {
    // A header longer than what was looked at is judged when the whole file is.
    if (long && looked.code === 'truncated')
      return { sent: null, kept: null, failure: 0, arrival: arrivalOf(stored.value, batch) }
    await dropUnused(ctx, stored.value.blob)
    return failed(looked.code as Refusal, stored.value.bytes)
  }
  // A request below a study takes that study only (PS3.18 section 10.5.1.1.1), by either of its identifiers.
  if (studyUid !== null && looked.sent.studyUid !== studyUid && looked.kept?.studyUid !== studyUid) {
    await dropUnused(ctx, stored.value.blob)
    return { sent: looked.sent, kept: null, failure: 0xa900, arrival: null }
  }
  return { sent: looked.sent, kept: looked.kept, failure: 0, arrival: arrivalOf(stored.value, batch) }
}

const arrivalOf = (stored: { blob: string; bytes: number }, batch: string): Arrival => ({
  ...stored,
  source: 'stow',
  batch,
})

/** Bytes that nobody refers to; somebody else may have stored the same ones. */
async function dropUnused(ctx: Context, blob: string): Promise<void> {
  const used = await ctx.db.selectFrom('imaging_received').select('id').where('blob', '=', blob).executeTakeFirst()
  const kept =
    used ?? (await ctx.db.selectFrom('imaging_instance').select('id').where('blob', '=', blob).executeTakeFirst())
  if (!kept) await ctx.blobs.remove(blob)
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  yield head
  yield* rest
}

async function inspect(ctx: Context, actor: Actor, head: Buffer, whole: boolean) {
  const bytes = new Uint8Array(head.subarray(0, HEAD))
  const input = { head: bytes, whole, siteSecret: siteSecret(ctx), ownerId: actor.personId ?? '', pseudonym: null }
  try {
    return await quickPool().run('inspect', input, { timeoutMs: 10_000, transfer: [bytes.buffer] })
  } catch (error) {
    return { ok: false as const, code: error instanceof TimedOut ? 'timeout' : 'crashed' }
  }
}

/** The response message of PS3.18 section 10.5.3: identifiers as sent, addresses as kept. */
function answer(results: readonly Result[], root: string): StowAnswer {
  const sequence = (items: DicomJson[]) => ({ vr: 'SQ', ...(items.length > 0 ? { Value: items } : {}) })
  const uid = (value: string) => ({ vr: 'UI', ...(value ? { Value: [value] } : {}) })
  const failed: DicomJson[] = []
  const stored: DicomJson[] = []
  for (const { sent, kept, failure } of results) {
    const item: DicomJson = { '00081150': uid(sent?.sopClass ?? ''), '00081155': uid(sent?.sopUid ?? '') }
    if (failure !== 0) failed.push({ ...item, '00081197': { vr: 'US', Value: [failure] } })
    else
      stored.push(
        kept
          ? {
              ...item,
              '00081190': {
                vr: 'UR',
                Value: [`${root}/studies/${kept.studyUid}/series/${kept.seriesUid}/instances/${kept.sopUid}`],
              },
            }
          : item,
      )
  }
  const studies = new Set(results.flatMap(({ kept, failure }) => (kept && failure === 0 ? [kept.studyUid] : [])))
  const [study] = studies
  return {
    status: failed.length === 0 && stored.length > 0 ? 200 : stored.length === 0 ? 409 : 202,
    body: {
      '00081190': { vr: 'UR', ...(studies.size === 1 ? { Value: [`${root}/studies/${study}`] } : {}) },
      '00081198': sequence(failed),
      '00081199': sequence(stored),
    },
  }
}
